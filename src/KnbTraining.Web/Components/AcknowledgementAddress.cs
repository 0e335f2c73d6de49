namespace KnbTraining.Web.Components;

/// <summary>Where texts are confirmed and confirmations are shown, relative to the base.</summary>
public static class AcknowledgementAddress
{
    public const string Report = "admin/acknowledgements";

    /// <summary>Reading a text and confirming it.</summary>
    public static string Of(string documentId) => $"acknowledge/{documentId}";

    /// <summary>The receipt of a confirmation, for its person and those who see the person in their scope.</summary>
    public static string Receipt(Guid id) => $"acknowledgements/{id}";

    /// <summary>The text exactly as it was confirmed.</summary>
    public static string Text(Guid id) => $"{Receipt(id)}/text";
}
