using KnbTraining.Content.Text;
using KnbTraining.Learning.Settings;

namespace KnbTraining.Learning.Setup;

/// <summary>What the first administrator says of the organisation and of themselves.</summary>
/// <param name="Organisation">Its name, in every language that <see cref="OtherNames"/> leaves out.</param>
/// <param name="Name">Of the administrator.</param>
public sealed record SetupOrder(string Organisation, string Name, string UserName, string Password)
{
    /// <summary>The organisation's name in languages in which it differs.</summary>
    public LocalizedText OtherNames { get; init; } = LocalizedText.Empty;

    /// <summary>The first units, see <see cref="UnitLines"/>; null or empty for none.</summary>
    public string? Units { get; init; }

    /// <inheritdoc cref="OrganisationSettings.PersonnelLanguage"/>
    public string PersonnelLanguage { get; init; } = OrganisationSettings.Default.PersonnelLanguage;

    internal LocalizedText Names => LocalizedText.Of(
        language => string.IsNullOrWhiteSpace(OtherNames[language]) ? Organisation.Trim() : OtherNames[language].Trim());
}
