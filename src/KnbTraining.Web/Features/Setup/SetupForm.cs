using KnbTraining.Content.Text;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Setup;

namespace KnbTraining.Web.Features.Setup;

/// <summary>What the first administrator fills in.</summary>
public sealed class SetupForm
{
    public string? Token { get; set; }

    public string? Organisation { get; set; }

    /// <summary>The organisation's name in languages in which it differs; each may be empty.</summary>
    public string? OrganisationEn { get; set; }

    /// <inheritdoc cref="OrganisationEn"/>
    public string? OrganisationRu { get; set; }

    /// <inheritdoc cref="OrganisationEn"/>
    public string? OrganisationKk { get; set; }

    /// <summary>The first units, one a line.</summary>
    public string? Units { get; set; }

    public string? PersonnelLanguage { get; set; }

    /// <summary>True where a list of people is imported next.</summary>
    public bool ImportNext { get; set; }

    public string? Name { get; set; }

    public string? UserName { get; set; }

    public string? Password { get; set; }

    public string? Repeated { get; set; }

    public LocalizedText OtherNames => LocalizedText.Of(language => OtherName(language) ?? "");

    public string? OtherName(string language) => language switch
    {
        Languages.Russian => OrganisationRu,
        Languages.Kazakh => OrganisationKk,
        _ => OrganisationEn,
    };

    /// <summary>The field of the organisation's name in a language, for example <c>OrganisationKk</c>.</summary>
    public static string OtherNameField(string language) => $"Organisation{char.ToUpperInvariant(language[0])}{language[1..]}";

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

        foreach (var language in Languages.All)
        {
            if (TypedText.OptionalLineFault(OtherName(language), TypedText.LongestName) is { } fault)
            {
                findings[OtherNameField(language)] = fault;
            }
        }

        if (UnitLines.Fault(Units) is { } wrong)
        {
            findings[nameof(Units)] = wrong == "too-many-lines" ? "TooManyLines" : wrong == "too-deep" ? "TooDeep" : wrong;
        }

        if (!findings.ContainsKey(nameof(UserName)) && !UserName!.Trim().All(c => char.IsAsciiLetterOrDigit(c) || ".-_@+".Contains(c, StringComparison.Ordinal)))
        {
            findings[nameof(UserName)] = "UserNameInvalid";
        }

        if (!findings.ContainsKey(nameof(Password)) && PasswordRules.Find(Password!, new PasswordOwner(UserName ?? "", [Name ?? "", Organisation ?? "", OrganisationEn ?? "", OrganisationRu ?? "", OrganisationKk ?? ""])) is { } finding)
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
