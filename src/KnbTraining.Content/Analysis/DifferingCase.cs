using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;

namespace KnbTraining.Content.Analysis;

/// <summary>A case of the edition before, of which the rules of the edition after say something else than it expects.</summary>
/// <param name="Cases">The document in which it stands, as it was before.</param>
/// <param name="Run">The case as it was before, run against the rules after.</param>
/// <param name="Now">The case as it is after; null where it was taken away.</param>
/// <param name="IsSettled">True where it was taken away, or expects now what the rules say.</param>
public sealed record DifferingCase(LawCases Cases, LawCaseRun Run, LawCase? Now, bool IsSettled)
{
    internal static IReadOnlyList<DifferingCase> Of(Edition before, Edition after)
    {
        var runs = new LawCaseRuns(after.RuleBook);
        return [.. before.LawCases.Values
            .OrderBy(cases => cases.Path, StringComparer.Ordinal)
            .SelectMany(cases => cases.Cases.Select(one => (Cases: cases, Run: runs.Run(cases.Act, one))))
            .Where(entry => !entry.Run.IsAsExpected)
            .Select(entry => Of(entry.Cases, entry.Run, after, runs))];
    }

    private static DifferingCase Of(LawCases cases, LawCaseRun run, Edition after, LawCaseRuns runs)
    {
        var document = after.LawCases.GetValueOrDefault(cases.Id);
        var now = document?.Cases.FirstOrDefault(one => one.Id == run.Case.Id);
        return new DifferingCase(cases, run, now, now is null || runs.Run(document!.Act, now).IsAsExpected);
    }
}
