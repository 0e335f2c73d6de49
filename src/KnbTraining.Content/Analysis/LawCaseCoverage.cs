using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>How much of what can happen in an act some case asserts under the law in force.</summary>
/// <param name="Act">A value of <see cref="Vocabulary.Act"/>.</param>
/// <param name="Situations">How many situations the act has.</param>
/// <param name="Open">Those of them of which no case speaks, in the order of the vocabulary.</param>
public sealed record LawCaseCoverage(string Act, int Situations, IReadOnlyList<Situation> Open)
{
    public int Asserted => Situations - Open.Count;

    /// <param name="cases">The cases of the act, of whatever documents. Those that suppose plans to be adopted assert nothing of the law in force.</param>
    public static LawCaseCoverage Of(LawCaseRuns runs, string act, IEnumerable<LawCase> cases)
    {
        ArgumentNullException.ThrowIfNull(runs);
        LawCase[] inForce = [.. cases.Where(one => !one.IfAdopted)];
        Situation[] all = [.. runs.SituationsOf(act)];
        return new LawCaseCoverage(act, all.Length, [.. all.Where(situation => !Array.Exists(inForce, one => one.IsAbout(situation)))]);
    }
}
