using KnbTraining.Content.Text;
using MimeKit;

namespace KnbTraining.Learning.Notices.Mail;

/// <summary>The mail server as somebody typed it.</summary>
public sealed record MailForm
{
    public const int LongestHost = 253;

    /// <summary>Name or address of the server; empty where no mail is to be sent.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    public string? UserName { get; init; }

    /// <summary>A new password; empty keeps the one that is stored, as long as it goes to the same server and user.</summary>
    public string? Password { get; init; }

    public string Sender { get; init; } = "";

    internal string? UserNameOrNone => string.IsNullOrWhiteSpace(UserName) ? null : UserName.Trim();

    /// <summary>What is wrong with it.</summary>
    public FormFindings FindFaults()
    {
        var findings = new FormFindings();
        if (string.IsNullOrWhiteSpace(Host))
        {
            return findings;
        }

        findings.Add(nameof(Host), TypedText.LineFault(Host, LongestHost) ?? (Uri.CheckHostName(Host.Trim()) == UriHostNameType.Unknown ? "not-host" : null));
        findings.Add(nameof(Port), Port is < 1 or > 65535 ? "out-of-range" : null);
        findings.Add(nameof(UserName), TypedText.OptionalLineFault(UserName, TypedText.LongestMail));
        findings.Add(nameof(Password), TypedText.OptionalLineFault(Password, TypedText.LongestMail));
        findings.Add(nameof(Sender), TypedText.LineFault(Sender, TypedText.LongestMail) ?? (Address(Sender) is null ? "not-mail" : null));
        return findings;
    }

    /// <returns>Null where it is no address.</returns>
    internal static MailboxAddress? Address(string? typed) =>
        MailboxAddress.TryParse(typed?.Trim() ?? "", out var address) && address.Address.Contains('@', StringComparison.Ordinal) ? address : null;
}

/// <summary>The mail server as a form shows it; the password is never read back.</summary>
public sealed record MailView(MailForm Form, bool HasPassword, int Version);
