namespace KnbTraining.Learning.Imports;

/// <summary>Applies an import to its end, for a command: a server would do it by its sweep, and may do so beside.</summary>
public sealed class ImportRun(ImportApplying applying, ImportQueries imports)
{
    private const int PartsBetweenNews = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <param name="progress">Told now and then how many rows are applied, of how many.</param>
    /// <returns>The import as it is then; null where the database cannot be written: what is left stays for a server, or for the next command.</returns>
    public async Task<PeopleImport?> RunAsync(Guid importId, Action<int, int> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        for (var part = 1; ; part++)
        {
            var applied = await applying.ApplyPartAsync(importId, ct);
            if (!applied.Ok && applied.Refused != Refusal.Conflict)
            {
                return null;
            }

            if (applied.Ok && !applied.Value)
            {
                return await imports.FindAsync(importId, ct);
            }

            if (part % PartsBetweenNews == 0 && await imports.FindAsync(importId, ct) is { } now)
            {
                progress(now.Done + now.LeftOut, now.Counts.Acts);
            }

            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }
}
