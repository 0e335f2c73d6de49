using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Settings;

internal sealed class StoredPeopleSettings : IPeopleSettings
{
    public async Task<PeopleSettings> ReadAsync(LearningDbContext db, CancellationToken ct)
    {
        var settings = (await SettingsStore.NewestAsync(ct)(db))?.ToSettings() ?? OrganisationSettings.Default;
        return new PeopleSettings(settings.KeepsIin, settings.NumbersOnly);
    }
}
