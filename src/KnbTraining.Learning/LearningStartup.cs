using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using KnbTraining.Learning.Signing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning;

public static class LearningStartup
{
    /// <summary>The category of the log that tells statements to the database that failed.</summary>
    public const string StatementLog = "Microsoft.EntityFrameworkCore.Database.Command";

    /// <summary>Makes the database what this build needs, and edition 1 from the content folder where there is none.</summary>
    /// <exception cref="LearningStartupException">The application cannot run; the message says what to do.</exception>
    public static Task InitialiseAsync(IServiceProvider services, CancellationToken ct) => InitialiseAsync(services, serves: false, ct);

    /// <summary>As <see cref="InitialiseAsync(IServiceProvider, CancellationToken)"/>, for a server: over a file there may be one.</summary>
    /// <inheritdoc cref="InitialiseAsync(IServiceProvider, CancellationToken)"/>
    public static Task InitialiseServerAsync(IServiceProvider services, CancellationToken ct) => InitialiseAsync(services, serves: true, ct);

    private static async Task InitialiseAsync(IServiceProvider services, bool serves, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.GetRequiredService<IOptions<LearningOptions>>().Value;
        try
        {
            PrivateFiles.CreateFolder(options.DataFolder);
            var use = services.GetRequiredService<FolderUse>();
            (serves ? (Action)use.BeginServing : use.Begin)();
            PrivateFiles.Mend(options.DataFolder, services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PrivateFiles)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException(
                $"The data folder '{options.DataFolder}' cannot be used: {failure.Message} Check that it can be written and the disk is not full.", failure);
        }

        await using var alone = await services.GetRequiredService<IDatabaseOpening>().OpenAsync(ct);
        try
        {
            await FillAsync(services, ct);
        }
        catch (Exception failure) when (StorageFailure.OfDatabase(failure) is { } refused)
        {
            throw new LearningStartupException($"The database cannot be used: {refused.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private static async Task FillAsync(IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<IOptions<LearningOptions>>().Value.SharesKeys)
        {
            await services.GetRequiredService<SharedKeys>().OpenAsync(ct);

            // The framework makes its first key when it first protects something: here, where no other start is under way.
            services.GetService<IDataProtectionProvider>()?.CreateProtector("KnbTraining.Start").Protect([]);
        }
        else
        {
            await services.GetRequiredService<SharedKeys>().GiveBackAsync(ct);
        }

        await services.GetRequiredService<NameKeys>().EnsureAsync(ct);
        await services.GetRequiredService<CycleUpgrade>().EnsureAsync(ct);
        await services.GetRequiredService<SettingsStore>().ReloadAsync(ct);
        await EnsureSigningKeyAsync(services, services.GetRequiredService<CertificateKeys>(), "certificates", id => new CertificateKeyMade(id), ct);
        await EnsureSigningKeyAsync(services, services.GetRequiredService<CheckpointKeys>(), "checkpoints", id => new CheckpointKeyMade(id), ct);
        await services.GetRequiredService<LedgerOrigin>().ReadAsync(ct);
        await services.GetRequiredService<EditionImport>().RunAsync(ct);
        await services.GetRequiredService<AnswerSums>().AddEarlierAsync(ct);
        await services.GetRequiredService<AnswerSums>().AddEarlierMonthsAsync(ct);
        await services.GetRequiredService<AnswerSums>().PackEarlierAsync(ct);
    }

    private static async Task EnsureSigningKeyAsync(IServiceProvider services, SigningKeys keys, string signs, Func<Slug, Fact> made, CancellationToken ct)
    {
        bool isFirst;
        string id;
        try
        {
            isFirst = !keys.HasSigningKey;
            using var key = keys.OpenSigningKey();
            id = key.Id;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException($"The key that signs {signs} cannot be read or made in '{keys.Place}': {failure.Message}", failure);
        }

        if (isFirst)
        {
            await services.GetRequiredService<LearningStore>().WriteAsync<Done>(
                write =>
                {
                    write.Record(Actor.Application, made(Slug.Of(id)));
                    return Task.FromResult<Result<Done>>(new Done());
                },
                ct);
        }
    }
}

/// <summary>The application cannot start; the message says what to do.</summary>
public sealed class LearningStartupException : Exception
{
    public LearningStartupException(string message)
        : base(message)
    {
    }

    public LearningStartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
