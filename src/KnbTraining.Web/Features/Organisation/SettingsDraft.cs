using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Features.Organisation;

/// <summary>The settings while somebody changes them: what was read, what is typed, and what somebody else saved meanwhile.</summary>
public sealed class SettingsDraft(SettingsStore store, SettingsService service, Func<ValueTask<Viewer>> viewer)
{
    /// <summary>The fields by their names in <see cref="SettingsForm"/>, as texts; a setting that is chosen is <c>yes</c> or <c>no</c>.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        .. Languages.All.Select(SettingsForm.NameIn), nameof(SettingsForm.FourEyesRelaxed),
        nameof(SettingsForm.SecurityContact), nameof(SettingsForm.Signatory), nameof(SettingsForm.Logo), nameof(SettingsForm.PublicAddress),
        nameof(SettingsForm.DueSoonDays), nameof(SettingsForm.SessionHours), nameof(SettingsForm.IdleHours),
        nameof(SettingsForm.ReminderDays), nameof(SettingsForm.BrakePercent), nameof(SettingsForm.PersonnelLanguage),
    ];

    private Dictionary<string, string> _read = [];
    private Dictionary<string, string> _typed = [];
    private FormFindings _faults = FormFindings.None;
    private string? _logoFault;
    private byte[]? _logo;
    private int _version;

    /// <summary>What counts in the database, as last read.</summary>
    public OrganisationSettings Stored { get; private set; } = OrganisationSettings.Default;

    /// <summary>What somebody else saved while this was being typed; null where nobody did.</summary>
    public OrganisationSettings? Theirs { get; private set; }

    public Refusal? Refused { get; private set; }

    public bool Unsaved => _logo is not null || Fields.Any(name => _typed[name] != _read[name]);

    /// <summary>A picture waits to be saved.</summary>
    public bool HasNewLogo => _logo is { Length: > 0 };

    public bool TakesLogoAway => _logo is { Length: 0 };

    /// <summary>Fields in which what was typed differs from what somebody else saved.</summary>
    public IEnumerable<(string Field, string Mine, string Theirs)> Differences
    {
        get
        {
            var theirs = TextsOf(Theirs ?? Stored);
            return Fields.Where(name => _typed[name] != theirs[name]).Select(name => (name, _typed[name], theirs[name]));
        }
    }

    public string this[string name]
    {
        get => _typed[name];
        set => _typed[name] = value;
    }

    public string? FaultAt(string name) => name == nameof(SettingsForm.Logo) && _logoFault is { } fault ? fault : _faults.At(name);

    public async Task LoadAsync(CancellationToken ct)
    {
        Show(await store.ReloadAsync(ct));
        _typed = new(_read, StringComparer.Ordinal);
        (_logo, Theirs, Refused, _faults, _logoFault) = (null, null, null, FormFindings.None, null);
    }

    /// <summary>A new logo, or none where there are no bytes.</summary>
    public void SetLogo(byte[] bytes)
    {
        _logoFault = bytes.Length == 0 || Logo.Create(bytes) is not null ? null : bytes.Length > Logo.MostBytes ? "too-long" : "invalid";
        _logo = _logoFault is null ? bytes : null;
    }

    /// <returns>True where it was saved. Otherwise what was typed is still here, with the reasons.</returns>
    public async Task<bool> SaveAsync(CancellationToken ct)
    {
        var result = await service.UpdateAsync(await viewer(), Form(), _version, ct);
        Refused = result.Refused;
        (_faults, _logoFault) = (result.Findings, null);
        if (result.Refused == Refusal.Conflict)
        {
            Theirs = await store.ReloadAsync(ct);
        }

        if (!result.Ok)
        {
            return false;
        }

        await LoadAsync(ct);
        return true;
    }

    /// <summary>What was typed here wins over what <see cref="Theirs"/> shows, and over nothing newer.</summary>
    public Task<bool> KeepMineAsync(CancellationToken ct)
    {
        Show(Theirs ?? Stored);
        Theirs = null;
        return SaveAsync(ct);
    }

    private void Show(OrganisationSettings settings)
    {
        Stored = settings;
        _version = settings.Version;
        _read = TextsOf(settings);
    }

    private SettingsForm Form() => new()
    {
        Names = LocalizedText.Of(language => _typed[SettingsForm.NameIn(language)]),
        FourEyesRelaxed = _typed[nameof(SettingsForm.FourEyesRelaxed)] == "yes",
        SecurityContact = _typed[nameof(SettingsForm.SecurityContact)],
        Signatory = _typed[nameof(SettingsForm.Signatory)],
        PublicAddress = _typed[nameof(SettingsForm.PublicAddress)],
        DueSoonDays = NumberIn(nameof(SettingsForm.DueSoonDays)),
        SessionHours = NumberIn(nameof(SettingsForm.SessionHours)),
        IdleHours = NumberIn(nameof(SettingsForm.IdleHours)),
        ReminderDays = _typed[nameof(SettingsForm.ReminderDays)],
        BrakePercent = NumberIn(nameof(SettingsForm.BrakePercent)),
        PersonnelLanguage = _typed[nameof(SettingsForm.PersonnelLanguage)],
        WithoutMail = Stored.WithoutMail,
        Logo = _logo,
    };

    // What is no number is out of range, and is said to be that.
    private int NumberIn(string name) => int.TryParse(_typed[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Dictionary<string, string> TextsOf(OrganisationSettings settings) => new(
        Languages.All.Select(language => KeyValuePair.Create(SettingsForm.NameIn(language), settings.Names[language])), StringComparer.Ordinal)
    {
        [nameof(SettingsForm.FourEyesRelaxed)] = settings.FourEyesRelaxed ? "yes" : "no",
        [nameof(SettingsForm.SecurityContact)] = settings.SecurityContact ?? "",
        [nameof(SettingsForm.Signatory)] = settings.Signatory ?? "",
        [nameof(SettingsForm.Logo)] = settings.LogoHash ?? "",
        [nameof(SettingsForm.PublicAddress)] = settings.PublicAddress?.ToString().TrimEnd('/') ?? "",
        [nameof(SettingsForm.DueSoonDays)] = settings.DueSoonDays.ToString(CultureInfo.InvariantCulture),
        [nameof(SettingsForm.SessionHours)] = settings.SessionHours.ToString(CultureInfo.InvariantCulture),
        [nameof(SettingsForm.IdleHours)] = settings.IdleHours.ToString(CultureInfo.InvariantCulture),
        [nameof(SettingsForm.ReminderDays)] = settings.ReminderDays.Text,
        [nameof(SettingsForm.BrakePercent)] = settings.BrakePercent.ToString(CultureInfo.InvariantCulture),
        [nameof(SettingsForm.PersonnelLanguage)] = settings.PersonnelLanguage,
    };
}
