using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Audit;

/// <param name="Text">A whole sentence.</param>
/// <param name="Bad">True where it tells of something that does not fit.</param>
/// <param name="Entry">An entry to look at; null where none is there.</param>
public sealed record ComparisonSentence(string Text, bool Bad, long? Entry = null);

/// <summary>Describes the result of comparing the ledger with checkpoints from outside, for pages and for the command line.</summary>
public sealed class ComparisonWords(IStringLocalizer<CheckpointTexts> texts, LocalTime clock)
{
    public IReadOnlyList<ComparisonSentence> Of(VerifiedLedger verified)
    {
        ArgumentNullException.ThrowIfNull(verified);
        var found = verified.Found;
        return
        [
            .. Proved(found),
            .. Misfit(found),
            .. found.Differing.Select(entries => Bad($"Found.{entries.Cause}", entries.Span, entries.Span.First)),
            .. found.Missing.Select(span => Bad("Found.missing", span)),
            .. found.Misplaced.Select(span => Bad("Found.misplaced", span)),
            .. TailOf(found),
            .. found.Heads.Select(head => head.Restore).OfType<KnownRestore>().Distinct().Select(restore => Restored(restore, verified)),
            .. found.Unprotected is { } span ? [new ComparisonSentence(texts["Found.unprotected", Span(span)], Bad: false, span.First)] : Array.Empty<ComparisonSentence>(),
        ];
    }

    /// <summary>What is wrong with a checkpoint that was brought.</summary>
    public string Fault(ProofFault fault, int line)
    {
        var said = texts[$"Fault.{fault}"].Value;
        return line > 0 ? $"{texts["Compare.line", line]} {said}" : said;
    }

    private IEnumerable<ComparisonSentence> Proved(LedgerComparison found)
    {
        if (found.Size == 0 && found.Heads.Count == 0)
        {
            return [new ComparisonSentence(texts["Empty"], Bad: false)];
        }

        var proved = new ComparisonSentence(found.ProvedUpTo == 0 ? texts["Found.proved.none"] : texts["Found.proved", Span(new EntrySpan(1, found.ProvedUpTo))], Bad: false);
        return found.NothingFound ? [new ComparisonSentence(texts["Found.fits"], Bad: false), proved] : [proved];
    }

    private IEnumerable<ComparisonSentence> Misfit(LedgerComparison found) => found is { FirstMisfit: { } misfit, Suspect: { } suspect }
        ? [new ComparisonSentence(texts[$"Found.{misfit.Fit}", Span(suspect), misfit.Head.Size], Bad: true, suspect.First <= found.Size ? suspect.First : null)]
        : [];

    // A tail that a restore explains is told there.
    private IEnumerable<ComparisonSentence> TailOf(LedgerComparison found) =>
        found.TailLost is { } tail && found.Heads.Any(head => head.Unexplained && head.Fit == HeadFit.BeyondEnd) ? [Bad("Found.tail", tail)] : [];

    private ComparisonSentence Restored(KnownRestore restore, VerifiedLedger verified)
    {
        var told = verified.Restores[restore.Number];
        return new ComparisonSentence(texts["Found.restore", Span(restore.Lost), clock.Moment(told.At), restore.Number, clock.Moment(told.SavedAt)], Bad: false, restore.Number);
    }

    private ComparisonSentence Bad(string key, EntrySpan span, long? entry = null) => new(texts[key, Span(span)], Bad: true, entry);

    private string Span(EntrySpan span) => span.First == span.Last ? texts["Span.single", span.First] : texts["Span.range", span.First, span.Last];
}
