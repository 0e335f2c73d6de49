using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Settings;

/// <summary>What an organisation decides for itself, as it stood at one moment.</summary>
/// <param name="Version">Counts the changes from 1; 0 while nothing was ever decided.</param>
/// <param name="Names">The organisation's name in every language; empty texts before setup.</param>
/// <param name="FourEyesRelaxed">True where the author of a draft may publish it. Pages and records then say so.</param>
/// <param name="SecurityContact">Whom employees ask: a person, a room, a telephone number. Null where none is named.</param>
/// <param name="Signatory">Who signs certificates on paper: office and name. Null where nobody is named.</param>
/// <param name="LogoHash">The address of the logo, see <see cref="SettingsStore.FindLogoAsync"/>. Null where there is none.</param>
/// <param name="PublicAddress">The address at which people reach the application, with its path, without a slash at the end. Null where it is not known.</param>
/// <param name="DueSoonDays">Something that is due within this many days is "due soon".</param>
/// <param name="SessionHours">A session ends this many hours after signing in, whatever is done in it.</param>
/// <param name="IdleHours">A session ends after this many hours in which nothing was done.</param>
/// <param name="ReminderDays">How many days before a due day people are reminded.</param>
public sealed record OrganisationSettings(
    int Version,
    LocalizedText Names,
    bool FourEyesRelaxed,
    string? SecurityContact,
    string? Signatory,
    string? LogoHash,
    Uri? PublicAddress,
    int DueSoonDays,
    int SessionHours,
    int IdleHours,
    ReminderDays ReminderDays)
{
    /// <summary>From how many leaving people, in percent of those who are employed, an import needs a second look.</summary>
    public int BrakePercent { get; init; } = 5;

    /// <summary>True where the organisation sends no mail on purpose.</summary>
    public bool WithoutMail { get; init; }

    /// <summary>The language of people who are new, until they choose another one.</summary>
    public string PersonnelLanguage { get; init; } = Languages.Russian;

    /// <summary>True where the IIN of people is kept, encrypted, so that lists of the personnel system find them by it.</summary>
    public bool KeepsIin { get; init; }

    /// <summary>True where no names of people are kept: everybody is called by their personnel number.</summary>
    public bool NumbersOnly { get; init; }

    /// <summary>The settings before anybody has changed them.</summary>
    public static OrganisationSettings Default { get; } =
        new(0, LocalizedText.Empty, false, null, null, null, null, DueSoonDays: 14, SessionHours: 12, IdleHours: 10, ReminderDays.Default);
}
