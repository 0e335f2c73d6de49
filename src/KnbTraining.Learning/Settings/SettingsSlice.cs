using KnbTraining.Learning.Organisation;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Settings;

internal static class SettingsSlice
{
    public static IServiceCollection AddOrganisationSettings(this IServiceCollection services) =>
        services.AddSingleton<SettingsStore>().AddSingleton<PublicAddressSetting>().AddSingleton<SettingsService>().AddSingleton<IPeopleSettings, StoredPeopleSettings>();
}
