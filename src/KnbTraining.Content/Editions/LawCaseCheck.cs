using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions;

/// <summary>
/// Cases speak of what there is, and the rules say of each what its lawyer expects. A case that differs keeps documents from being published, as a
/// failing test keeps a program: either the rules are wrong, or the expectation is, and whoever changes the one must look at the other.
/// </summary>
internal static class LawCaseCheck
{
    /// <summary>What the cases name exists. Asked of every edition, also of one that was published long ago.</summary>
    public static void CheckNames(EditionParts parts, FindingList findings)
    {
        foreach (var cases in parts.LawCases.Values)
        {
            if (!parts.RuleBook.Vocabulary.Knows(parts.RuleBook.Vocabulary.Act.Id, cases.Act))
            {
                findings.Add(cases.Path, parts.Documents.LineOf(cases.Path, "act:"), $"The act '{cases.Act}' is not in the vocabulary.", "Use a value of the act of vocabulary.yaml.");
                continue;
            }

            foreach (var one in cases.Cases)
            {
                CheckNames(parts, cases, one, findings);
            }
        }
    }

    /// <summary>The rules say what is expected.</summary>
    /// <returns>True where they do, in every case.</returns>
    public static bool Run(Edition edition, FindingList findings)
    {
        var runs = new LawCaseRuns(edition.RuleBook);
        var before = findings.Count;
        foreach (var cases in edition.LawCases.Values)
        {
            foreach (var run in cases.Cases.Select(one => runs.Run(cases.Act, one)).Where(run => !run.IsAsExpected))
            {
                var (line, said) = Say(edition, run);
                findings.Add(cases.Path, line, said, run.Outcome == LawCaseOutcome.Impossible
                    ? "Leave facts empty that do not matter, and name none that the act does not have."
                    : "Mend the rule, or say here what the law says.");
            }
        }

        return findings.Count == before;
    }

    private static void CheckNames(EditionParts parts, LawCases cases, LawCase one, FindingList findings)
    {
        void Demand(bool holds, int line, FindingSentence message, FindingSentence advice)
        {
            if (!holds)
            {
                findings.Add(cases.Path, line, message, advice);
            }
        }

        var vocabulary = parts.RuleBook.Vocabulary;
        foreach (var (dimension, value) in one.Facts)
        {
            Demand(dimension != vocabulary.Act.Id, one.Lines.Facts, $"A case names the act a second time.", "The act stands once, for all cases of the document.");
            Demand(vocabulary.Knows(dimension, value), one.Lines.Facts, $"The vocabulary has no fact '{dimension}: {value}'.", "Use dimensions and values of vocabulary.yaml.");
        }

        foreach (var duty in one.Duties)
        {
            Demand(parts.Words.Duties.ContainsKey(duty), one.Lines.Duties, $"The duty '{duty}' is not in the vocabulary.", "Add it to `duties` in vocabulary.yaml.");
        }

        Demand(one.Rule is null || parts.Rules.ContainsKey(one.Rule), one.Lines.Rule, $"The rule '{one.Rule}' does not exist.", "Name an existing rule.");
        foreach (var id in one.Sources)
        {
            Demand(parts.Facts.ContainsKey(id), one.Lines.Sources, $"The fact '{id}' does not exist.", "Use an id of facts.yaml.");
            Demand(
                parts.Facts.GetValueOrDefault(id)?.Keyable != Keyable.No || one.Expected == Rules.Liability.NotCovered,
                one.Lines.Sources,
                $"The fact '{id}' may not be keyed: it is an allegation, an opinion or undated.",
                "Rest the case on another fact.");
        }
    }

    private static (int Line, FindingSentence Said) Say(Edition edition, LawCaseRun run)
    {
        var (words, one) = (edition.Words, run.Case);
        if (run.Verdict is not { } verdict)
        {
            return (one.Lines.Facts, FindingSentence.Of($"No situation is as this case says: its facts exclude each other."));
        }

        SaidWords Title(string rule) => new(edition.Rules[rule].Title);
        var where = new SaidWords(LocalizedText.Of(language =>
            string.Join(", ", verdict.Situation.Facts.Select(fact => $"{words.Dimensions[fact.Key][language]}: {words.Values[(fact.Key, fact.Value)][language]}"))));
        var (expected, said) = (new SaidWords(words.Liabilities[one.Expected]), new SaidWords(words.Liabilities[verdict.Liability]));
        return (run.Outcome, run.Decider) switch
        {
            (LawCaseOutcome.MissingDuty, _) =>
                (one.Lines.Duties, FindingSentence.Of($"Expected duty: {new SaidWords(words.Duties[run.MissingDuty!])}. The rules do not demand it ({run.Differing} of {run.Situations} situations), for example where {where}.")),
            (LawCaseOutcome.OtherRule, null) =>
                (one.Lines.Rule, FindingSentence.Of($"Expected to be decided by “{Title(one.Rule!)}”. No rule decides ({run.Differing} of {run.Situations} situations), for example where {where}.")),
            (LawCaseOutcome.OtherRule, { } other) =>
                (one.Lines.Rule, FindingSentence.Of($"Expected to be decided by “{Title(one.Rule!)}”. It is decided by “{Title(other.Id)}” ({run.Differing} of {run.Situations} situations), for example where {where}.")),
            (_, null) =>
                (one.Lines.Expected, FindingSentence.Of($"Expected: {expected}. No rule speaks of it ({run.Differing} of {run.Situations} situations), for example where {where}.")),
            (_, { } decider) =>
                (one.Lines.Expected, FindingSentence.Of($"Expected: {expected}. The rules say: {said}, decided by “{Title(decider.Id)}” ({run.Differing} of {run.Situations} situations), for example where {where}.")),
        };
    }
}
