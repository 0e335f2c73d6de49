using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Notices;
using KnbTraining.Web.Hosting;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Features.Imports;

/// <summary>
/// Imports the files that a personnel system lays into a folder. Each goes into <c>done</c> or, where nothing was applied, into <c>failed</c>; beside it lies a
/// report with file and line, except where there is nothing to report.
/// </summary>
public sealed class ImportFolderSweep(
    ImportFolder folder,
    FileImport import,
    ImportNotices notices,
    SweepLeases leases,
    BackgroundTroubles troubles,
    TimeProvider clock,
    ILogger<ImportFolderSweep> logger)
    : Sweep("files of people", TimeSpan.FromMinutes(1), troubles, clock, logger, leases)
{
    private static readonly string[] Endings = [".csv", ".txt", ".xlsx"];

    // A file that was written to a moment ago may not be whole yet.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(30);

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct)
    {
        if (folder.Path is not { } path)
        {
            return Task.FromResult<IReadOnlyList<SweepPiece>>([]);
        }

        var before = Clock.GetUtcNow().UtcDateTime - Settles;
        return Task.FromResult<IReadOnlyList<SweepPiece>>(
        [
            .. new DirectoryInfo(path).EnumerateFiles()
                .Where(file => Endings.Contains(file.Extension.ToLowerInvariant()) && file.LinkTarget is null && file.LastWriteTimeUtc < before)
                .OrderBy(file => file.LastWriteTimeUtc)
                .Select(file => new SweepPiece(file.Name, token => ImportAsync(path, file.FullName, token))),
        ]);
    }

    private async Task<Refusal?> ImportAsync(string path, string file, CancellationToken ct)
    {
        // Reports speak English, as the command line does.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of("en");
        var (report, target) = (new List<string>(), "done");
        try
        {
            var order = new FileImportOrder(file, folder.Mapping, [], Everybody: false, Save: null, DryRun: false, Leaving: null) { MayBeReadBefore = true };
            var code = await import.RunAsync(order, report.Add, report.Add, ct);
            logger.LogInformation("{File} was imported: {Result}", file, code == 0 ? "all rows" : "some rows were left out, see the report in 'done'");
        }
        catch (Exception refused) when (refused is StartupException or IOException or UnauthorizedAccessException)
        {
            target = "failed";
            report.Add(refused.Message);
            logger.LogWarning("{File} was not imported: {Reason}", file, refused.Message);
            if ((await notices.FailedAsync(Path.GetFileName(file), new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero), ct)).Refused is { } untold)
            {
                logger.LogWarning("Administrators were not told that {File} was not imported: {Reason}", file, untold);
            }
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{Clock.GetUtcNow():yyyyMMdd-HHmmss}-{Path.GetFileName(file)}");
        var into = Directory.CreateDirectory(Path.Combine(path, target)).FullName;
        await File.WriteAllLinesAsync(Path.Combine(into, name + ".report.txt"), report, ct);
        File.Move(file, Path.Combine(into, name));
        return null;
    }
}

/// <summary>The folder that is watched.</summary>
/// <param name="Path">Null where none is.</param>
/// <param name="Mapping">The name of the mapping that its files are read with; null where their titles say what the columns hold.</param>
public sealed record ImportFolder(string? Path, string? Mapping);
