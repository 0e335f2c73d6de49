using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Settings;

/// <summary>The settings as somebody typed them.</summary>
public sealed record SettingsForm
{
    public const int LongestName = 200;

    public const int LongestContact = 500;

    public const int MostDueSoonDays = 90;

    public const int MostSessionHours = 24;

    public const int MostPercent = 100;

    /// <summary>The organisation's name in each language.</summary>
    public LocalizedText Names { get; init; } = LocalizedText.Empty;

    public bool FourEyesRelaxed { get; init; }

    public string? SecurityContact { get; init; }

    public string? Signatory { get; init; }

    public string? PublicAddress { get; init; }

    public int DueSoonDays { get; init; } = OrganisationSettings.Default.DueSoonDays;

    public int SessionHours { get; init; } = OrganisationSettings.Default.SessionHours;

    public int IdleHours { get; init; } = OrganisationSettings.Default.IdleHours;

    /// <summary>See <see cref="Settings.ReminderDays.Read"/>.</summary>
    public string? ReminderDays { get; init; } = Settings.ReminderDays.Default.Text;

    /// <inheritdoc cref="OrganisationSettings.BrakePercent"/>
    public int BrakePercent { get; init; } = OrganisationSettings.Default.BrakePercent;

    /// <inheritdoc cref="OrganisationSettings.WithoutMail"/>
    public bool WithoutMail { get; init; }

    /// <inheritdoc cref="OrganisationSettings.PersonnelLanguage"/>
    public string PersonnelLanguage { get; init; } = OrganisationSettings.Default.PersonnelLanguage;

    /// <summary>A new logo; null keeps the one that is there, no bytes take it away.</summary>
    public byte[]? Logo { get; init; }

    /// <summary>The field of the name in a language, for example <c>NameKk</c>.</summary>
    public static string NameIn(string language) => $"Name{char.ToUpperInvariant(language[0])}{language[1..]}";

    public static SettingsForm From(OrganisationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new SettingsForm
        {
            Names = settings.Names,
            FourEyesRelaxed = settings.FourEyesRelaxed,
            SecurityContact = settings.SecurityContact,
            Signatory = settings.Signatory,
            PublicAddress = settings.PublicAddress?.ToString().TrimEnd('/'),
            DueSoonDays = settings.DueSoonDays,
            SessionHours = settings.SessionHours,
            IdleHours = settings.IdleHours,
            ReminderDays = settings.ReminderDays.Text,
            BrakePercent = settings.BrakePercent,
            WithoutMail = settings.WithoutMail,
            PersonnelLanguage = settings.PersonnelLanguage,
        };
    }

    /// <summary>What is wrong with it.</summary>
    public FormFindings FindFaults()
    {
        var findings = new FormFindings();
        foreach (var language in Languages.All)
        {
            findings.Add(NameIn(language), TypedText.LineFault(Names[language], LongestName));
        }

        findings.Add(nameof(SecurityContact), TypedText.OptionalLinesFault(SecurityContact, LongestContact));
        findings.Add(nameof(Signatory), TypedText.OptionalLineFault(Signatory, LongestName));
        if (!string.IsNullOrWhiteSpace(PublicAddress) && ReadAddress(PublicAddress) is null)
        {
            findings.Add(nameof(PublicAddress), "invalid");
        }

        CheckRange(findings, nameof(DueSoonDays), DueSoonDays, MostDueSoonDays);
        CheckRange(findings, nameof(SessionHours), SessionHours, MostSessionHours);
        CheckRange(findings, nameof(IdleHours), IdleHours, Math.Clamp(SessionHours, 1, MostSessionHours));
        CheckRange(findings, nameof(BrakePercent), BrakePercent, MostPercent);
        findings.Add(nameof(PersonnelLanguage), Languages.All.Contains(PersonnelLanguage) ? null : "unknown");
        if (Settings.ReminderDays.Read(ReminderDays) is null)
        {
            findings.Add(nameof(ReminderDays), "not-days");
        }

        if (Logo is { Length: > 0 } bytes && Settings.Logo.Create(bytes) is null)
        {
            findings.Add(nameof(Logo), bytes.Length > Settings.Logo.MostBytes ? "too-long" : "invalid");
        }

        return findings;
    }

    /// <returns>Null where the text is no address at which a browser could reach the application.</returns>
    public static Uri? ReadAddress(string? text) =>
        Settings.PublicAddress.Read(text) is { } address ? new Uri(address.ToString()) : null;

    internal OrganisationSettings ToSettings(string? logoHash) => new(
        0,
        Names.Select(name => name.Trim()),
        FourEyesRelaxed,
        Given(SecurityContact),
        Given(Signatory),
        logoHash,
        ReadAddress(PublicAddress),
        DueSoonDays,
        SessionHours,
        IdleHours,
        Settings.ReminderDays.Read(ReminderDays) ?? Settings.ReminderDays.Default)
    {
        BrakePercent = BrakePercent,
        WithoutMail = WithoutMail,
        PersonnelLanguage = PersonnelLanguage,
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void CheckRange(FormFindings findings, string field, int value, int most)
    {
        if (value < 1 || value > most)
        {
            findings.Add(field, "out-of-range");
        }
    }
}
