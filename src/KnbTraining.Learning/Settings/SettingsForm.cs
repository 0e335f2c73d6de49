using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Settings;

/// <summary>The settings as somebody typed them.</summary>
public sealed record SettingsForm
{
    public const int LongestName = 200;

    public const int LongestContact = 500;

    public const int MostDueSoonDays = 90;

    public const int MostSessionHours = 24;

    public string NameEn { get; init; } = "";

    public string NameRu { get; init; } = "";

    public string NameKk { get; init; } = "";

    public bool FourEyesRelaxed { get; init; }

    public string? SecurityContact { get; init; }

    public string? Signatory { get; init; }

    public string? PublicAddress { get; init; }

    public int DueSoonDays { get; init; } = OrganisationSettings.Default.DueSoonDays;

    public int SessionHours { get; init; } = OrganisationSettings.Default.SessionHours;

    public int IdleHours { get; init; } = OrganisationSettings.Default.IdleHours;

    /// <summary>A new logo; null keeps the one that is there, no bytes take it away.</summary>
    public byte[]? Logo { get; init; }

    public static SettingsForm From(OrganisationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new SettingsForm
        {
            NameEn = settings.Names.En,
            NameRu = settings.Names.Ru,
            NameKk = settings.Names.Kk,
            FourEyesRelaxed = settings.FourEyesRelaxed,
            SecurityContact = settings.SecurityContact,
            Signatory = settings.Signatory,
            PublicAddress = settings.PublicAddress?.ToString().TrimEnd('/'),
            DueSoonDays = settings.DueSoonDays,
            SessionHours = settings.SessionHours,
            IdleHours = settings.IdleHours,
        };
    }

    /// <summary>What is wrong, one line a field: <c>Field: message-key</c>. Null where nothing is.</summary>
    public string? FindFaults()
    {
        var findings = new List<string>();
        CheckName(findings, nameof(NameEn), NameEn);
        CheckName(findings, nameof(NameRu), NameRu);
        CheckName(findings, nameof(NameKk), NameKk);
        CheckLength(findings, nameof(SecurityContact), SecurityContact, LongestContact);
        CheckLength(findings, nameof(Signatory), Signatory, LongestName);
        if (!string.IsNullOrWhiteSpace(PublicAddress) && ReadAddress(PublicAddress) is null)
        {
            findings.Add($"{nameof(PublicAddress)}: invalid");
        }

        CheckRange(findings, nameof(DueSoonDays), DueSoonDays, MostDueSoonDays);
        CheckRange(findings, nameof(SessionHours), SessionHours, MostSessionHours);
        CheckRange(findings, nameof(IdleHours), IdleHours, Math.Clamp(SessionHours, 1, MostSessionHours));
        if (Logo is { Length: > 0 } bytes && Settings.Logo.Create(bytes) is null)
        {
            findings.Add($"{nameof(Logo)}: {(bytes.Length > Settings.Logo.MostBytes ? "too-long" : "invalid")}");
        }

        return findings.Count == 0 ? null : string.Join('\n', findings);
    }

    /// <returns>Null where the text is no address at which a browser could reach the application.</returns>
    public static Uri? ReadAddress(string? text) =>
        Uri.TryCreate(text?.Trim().TrimEnd('/'), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address is { Query: "", Fragment: "", UserInfo: "", Host.Length: > 0 }
            ? address
            : null;

    internal OrganisationSettings ToSettings(string? logoHash) => new(
        0,
        new LocalizedText(NameEn.Trim(), NameRu.Trim(), NameKk.Trim()),
        FourEyesRelaxed,
        Given(SecurityContact),
        Given(Signatory),
        logoHash,
        ReadAddress(PublicAddress),
        DueSoonDays,
        SessionHours,
        IdleHours);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void CheckName(List<string> findings, string field, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            findings.Add($"{field}: required");
        }
        else
        {
            CheckLength(findings, field, name, LongestName);
        }
    }

    private static void CheckLength(List<string> findings, string field, string? text, int longest)
    {
        if (text?.Trim().Length > longest)
        {
            findings.Add($"{field}: too-long");
        }
    }

    private static void CheckRange(List<string> findings, string field, int value, int most)
    {
        if (value < 1 || value > most)
        {
            findings.Add($"{field}: out-of-range");
        }
    }
}
