using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Demo;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Remarks;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Settings;
using KnbTraining.Learning.Setup;
using KnbTraining.Learning.Signing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KnbTraining.Learning;

public static class LearningServices
{
    /// <summary>The Learning room. The caller adds logging and Identity (<see cref="AddLearningStores"/>).</summary>
    public static IServiceCollection AddLearning(this IServiceCollection services, Action<LearningOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new LearningOptions();
        configure(options);
        services.Configure(configure);
        return services
            .AddSteadyClock()
            .AddSingleton<LocalCalendar>()
            .AddDatabase(options.Database)
            .AddSingleton<FolderUse>()
            .AddSingleton<FactHandlers>()
            .AddSingleton<LearningStore>()
            .AddSingleton<StorageProbe>()
            .AddBackground()
            .AddSigning()
            .AddOrganisation()
            .AddOrganisationSettings()
            .AddAccounts()
            .AddEditions()
            .AddAssignments()
            .AddImports()
            .AddLessons()
            .AddAttempts()
            .AddCertificates()
            .AddAcknowledgements()
            .AddRefreshers()
            .AddEditing()
            .AddExchange()
            .AddRemarks()
            .AddAnnulments()
            .AddNotices()
            .AddOverview()
            .AddReports()
            .AddDeltas()
            .AddEvidence()
            .AddSingleton<IBackupDays, BackupDays>()
            .AddScoped<SetupService>()
            .AddDemo();
    }

    /// <summary>The clock of the application, unless one is registered already.</summary>
    public static IServiceCollection AddSteadyClock(this IServiceCollection services)
    {
        services.TryAddSingleton<TimeProvider>(_ => new SteadyClock(TimeProvider.System));
        return services;
    }

    /// <summary>Keeps Identity's accounts in the Learning database.</summary>
    public static IdentityBuilder AddLearningStores(this IdentityBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<AppUser>, NormalisingPasswordHasher>());
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = NormalisingPasswordHasher.Iterations);
        return builder.AddEntityFrameworkStores<LearningDbContext>();
    }
}
