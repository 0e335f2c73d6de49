using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Settings;

/// <summary>The settings that count now, kept in memory and replaced after each change, also one on another node.</summary>
public sealed class SettingsStore
{
    private readonly LearningStore _store;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private OrganisationSettings? _current;

    public SettingsStore(LearningStore store, TimeProvider clock, NodeNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        (_store, _clock) = (store, clock);
        news.Listen(NewsTopic.Settings, (_, ct) => ReloadAsync(ct), ReloadAsync);
    }

    /// <summary>The settings as they were last read; for code that cannot wait. Start reads them before the first request.</summary>
    /// <exception cref="InvalidOperationException">They were never read.</exception>
    public OrganisationSettings Current =>
        Volatile.Read(ref _current) ?? throw new InvalidOperationException("The settings were not read yet.");

    public async ValueTask<OrganisationSettings> CurrentAsync(CancellationToken ct) =>
        Volatile.Read(ref _current) ?? await ReloadAsync(ct);

    /// <summary>Reads the newest row. Call it after a write of settings is committed; other nodes do it by themselves.</summary>
    public async Task<OrganisationSettings> ReloadAsync(CancellationToken ct)
    {
        var row = await _store.ReadAsync(NewestAsync(ct), ct);
        var settings = row?.ToSettings() ?? OrganisationSettings.Default;
        lock (_lock)
        {
            // Of two who read at the same time, the one with the older row may come last.
            return _current is { } known && known.Version > settings.Version ? known : _current = settings;
        }
    }

    public Task<Logo?> FindLogoAsync(string hash, CancellationToken ct) =>
        _store.ReadAsync(db => db.Logos.FirstOrDefaultAsync(logo => logo.Hash == hash, ct), ct);

    /// <summary>
    /// Adds the first version, in the transaction of setup or of the demo: one name in all languages until somebody translates it.
    /// Call <see cref="ReloadAsync"/> once that transaction is committed.
    /// </summary>
    public void AddFirst(StoreWrite write, string organisationName, Guid? byId) =>
        AddFirst(write, OrganisationSettings.Default with { Names = LocalizedText.Same((organisationName ?? "").Trim()) }, byId);

    /// <summary>Adds the first version, as somebody has chosen it.</summary>
    /// <inheritdoc cref="AddFirst(StoreWrite, string, Guid?)"/>
    public void AddFirst(StoreWrite write, OrganisationSettings settings, Guid? byId)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(settings);
        write.Db.Settings.Add(SettingsRow.After(0, settings, byId, _clock.GetUtcNow()));
        TellOthers(write, version: 1);
    }

    /// <summary>Has the other nodes read the settings again once the write of a version is committed.</summary>
    internal static void TellOthers(StoreWrite write, int version) =>
        write.TellOthers(NewsTopic.Settings, version.ToString(CultureInfo.InvariantCulture));

    internal static Func<LearningDbContext, Task<SettingsRow?>> NewestAsync(CancellationToken ct) =>
        db => db.Settings.OrderByDescending(row => row.Version).FirstOrDefaultAsync(ct);
}
