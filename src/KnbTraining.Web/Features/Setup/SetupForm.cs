using KnbTraining.Content.Text;
using KnbTraining.Learning.Accounts;

namespace KnbTraining.Web.Features.Setup;

/// <summary>What the first administrator fills in.</summary>
public sealed class SetupForm
{
    public string? Token { get; set; }

    public string? Organisation { get; set; }

    public string? Name { get; set; }

    public string? UserName { get; set; }

    public string? Password { get; set; }

    public string? Repeated { get; set; }

    /// <summary>Key of what is wrong, by field; empty where nothing is.</summary>
    public IReadOnlyDictionary<string, string> Check()
    {
        var findings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, value) in new[] { (nameof(Organisation), Organisation), (nameof(Name), Name), (nameof(UserName), UserName), (nameof(Password), Password) })
        {
            var secret = field == nameof(Password);
            if ((secret ? string.IsNullOrWhiteSpace(value) ? TypedText.Required : null : TypedText.LineFault(value, TypedText.LongestName)) is { } fault)
            {
                findings[field] = fault;
            }
        }

        if (!findings.ContainsKey(nameof(UserName)) && !UserName!.Trim().All(c => char.IsAsciiLetterOrDigit(c) || ".-_@+".Contains(c, StringComparison.Ordinal)))
        {
            findings[nameof(UserName)] = "UserNameInvalid";
        }

        if (!findings.ContainsKey(nameof(Password)) && PasswordRules.Find(Password!, new PasswordOwner(UserName ?? "", [Name ?? "", Organisation ?? ""])) is { } finding)
        {
            findings[nameof(Password)] = $"Password.{finding}";
        }

        if (!findings.ContainsKey(nameof(Password)) && Password != Repeated)
        {
            findings[nameof(Repeated)] = "RepeatDiffers";
        }

        return findings;
    }
}
