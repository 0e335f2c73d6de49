using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Imports;

/// <summary>Goes on with imports until they are applied or undone, also after the end of a process, and empties the lines of old ones.</summary>
public sealed class ImportSweep(
    ImportApplying applying, ImportUndoing undoing, ImportClearing clearing, BackgroundTroubles troubles, TimeProvider clock, ILogger<ImportSweep> logger)
    : Sweep("lists of people", TimeSpan.FromSeconds(2), troubles, clock, logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>What the work at an import is called in the list of troubles, and in the log.</summary>
    public static string PieceOf(Guid importId) => $"import {importId}";

    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
    [
        .. (await applying.ListRunningAsync(ct)).Select(import => new SweepPiece(
            PieceOf(import.Id),
            token => import.State == ImportState.Applying
                ? RunAsync(next => applying.ApplyPartAsync(import.Id, next), token)
                : RunAsync(next => undoing.UndoSomeAsync(import.Id, next), token))),
        .. (await clearing.FindAsync(ct)).Select(id => new SweepPiece($"lines of import {id}", token => clearing.ClearAsync(id, token))),
    ];

    // Where another process goes on with it, there is nothing to do here.
    private static async Task<Refusal?> RunAsync(Func<CancellationToken, Task<Result<bool>>> next, CancellationToken ct) =>
        await InPartsAsync(next, Pause, ct) is { } refused && refused != Refusal.Conflict ? refused : null;
}
