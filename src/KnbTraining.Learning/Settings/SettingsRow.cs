using KnbTraining.Content.Text;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Settings;

/// <summary>One version of the settings. Rows are only ever added; the one with the highest number counts.</summary>
public sealed class SettingsRow
{
    private SettingsRow()
    {
    }

    public int Version { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Who changed them; null for the application itself.</summary>
    public Guid? ChangedById { get; private set; }

    /// <summary>The organisation's name in each language, as <see cref="LocalizedColumn"/> writes it.</summary>
    public string Names { get; private set; } = "";

    public bool FourEyesRelaxed { get; private set; }

    public string? SecurityContact { get; private set; }

    public string? Signatory { get; private set; }

    public string? LogoHash { get; private set; }

    public string? PublicAddress { get; private set; }

    public int DueSoonDays { get; private set; }

    public int SessionHours { get; private set; }

    public int IdleHours { get; private set; }

    /// <summary>As <see cref="Settings.ReminderDays.Text"/>.</summary>
    public string ReminderDays { get; private set; } = "";

    public int BrakePercent { get; private set; }

    public bool WithoutMail { get; private set; }

    public string PersonnelLanguage { get; private set; } = "";

    public bool KeepsIin { get; private set; }

    public bool NumbersOnly { get; private set; }

    /// <summary>The version after another; <see cref="OrganisationSettings.Version"/> of the values is not read.</summary>
    public static SettingsRow After(int version, OrganisationSettings values, Guid? changedById, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        return new SettingsRow
        {
            Version = version + 1,
            ChangedAt = now,
            ChangedById = changedById,
            Names = LocalizedColumn.Write(values.Names),
            FourEyesRelaxed = values.FourEyesRelaxed,
            SecurityContact = values.SecurityContact,
            Signatory = values.Signatory,
            LogoHash = values.LogoHash,
            PublicAddress = values.PublicAddress?.ToString().TrimEnd('/'),
            DueSoonDays = values.DueSoonDays,
            SessionHours = values.SessionHours,
            IdleHours = values.IdleHours,
            ReminderDays = values.ReminderDays.Text,
            BrakePercent = values.BrakePercent,
            WithoutMail = values.WithoutMail,
            PersonnelLanguage = values.PersonnelLanguage,
            KeepsIin = values.KeepsIin,
            NumbersOnly = values.NumbersOnly,
        };
    }

    public OrganisationSettings ToSettings() => new(
        Version,
        LocalizedText.Of(LocalizedColumn.Read(Names)),
        FourEyesRelaxed,
        SecurityContact,
        Signatory,
        LogoHash,
        PublicAddress is null ? null : new Uri(PublicAddress),
        DueSoonDays,
        SessionHours,
        IdleHours,
        new ReminderDays(ReminderDays))
    {
        BrakePercent = BrakePercent,
        WithoutMail = WithoutMail,
        PersonnelLanguage = Languages.Known(PersonnelLanguage),
        KeepsIin = KeepsIin,
        NumbersOnly = NumbersOnly,
    };
}
