namespace KnbTraining.Web.Components;

/// <summary>Where a certificate is shown, relative to the base.</summary>
public static class CertificateAddress
{
    /// <summary>The public page where anybody checks a number.</summary>
    public const string Check = "verify";

    /// <summary>The public keys of the installation.</summary>
    public const string Keys = "verify/keys";

    /// <summary>For the holder and those who see the holder in their scope.</summary>
    public static string Of(string number) => $"certificates/{number}";

    /// <summary>For anybody who knows the number.</summary>
    public static string CheckOf(string number) => $"{Check}/{number}";

    public static string Payload(string number) => $"{Of(number)}/payload.json";

    public static string Signature(string number) => $"{Of(number)}/signature.der";

    public static string Key(string keyId) => $"{Keys}/{keyId}.pem";
}
