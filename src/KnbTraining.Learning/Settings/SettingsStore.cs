using KnbTraining.Content.Text;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Settings;

/// <summary>The settings that count now, kept in memory and replaced after each change.</summary>
public sealed class SettingsStore(LearningStore store, TimeProvider clock)
{
    private OrganisationSettings? _current;

    /// <summary>The settings as they were last read; for code that cannot wait. Start reads them before the first request.</summary>
    /// <exception cref="InvalidOperationException">They were never read.</exception>
    public OrganisationSettings Current =>
        Volatile.Read(ref _current) ?? throw new InvalidOperationException("The settings were not read yet.");

    public async ValueTask<OrganisationSettings> CurrentAsync(CancellationToken ct) =>
        Volatile.Read(ref _current) ?? await ReloadAsync(ct);

    /// <summary>Reads the newest row. Call it after a write of settings is committed.</summary>
    public async Task<OrganisationSettings> ReloadAsync(CancellationToken ct)
    {
        var row = await store.ReadAsync(NewestAsync(ct), ct);
        var settings = row?.ToSettings() ?? OrganisationSettings.Default;
        Volatile.Write(ref _current, settings);
        return settings;
    }

    public Task<Logo?> FindLogoAsync(string hash, CancellationToken ct) =>
        store.ReadAsync(db => db.Logos.FirstOrDefaultAsync(logo => logo.Hash == hash, ct), ct);

    /// <summary>
    /// Adds the first version, in the transaction of setup or of the demo: one name in all languages until somebody translates it.
    /// Call <see cref="ReloadAsync"/> once that transaction is committed.
    /// </summary>
    public void AddFirst(LearningDbContext db, string organisationName, Guid? byId)
    {
        ArgumentNullException.ThrowIfNull(db);
        var name = organisationName.Trim();
        var settings = OrganisationSettings.Default with { Names = new LocalizedText(name, name, name) };
        db.Settings.Add(SettingsRow.After(0, settings, byId, clock.GetUtcNow()));
    }

    internal static Func<LearningDbContext, Task<SettingsRow?>> NewestAsync(CancellationToken ct) =>
        db => db.Settings.OrderByDescending(row => row.Version).FirstOrDefaultAsync(ct);
}
