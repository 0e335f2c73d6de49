using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.UnitTests.Rules;

/// <summary>A rule book in which one rule was changed as a misconception would have it.</summary>
/// <param name="Kind">The misconception, or what else was done.</param>
internal sealed record Mutant(string Kind, string Change, RuleBook Book)
{
    public override string ToString() => $"{Kind}: {Change}";
}

/// <summary>Changes each rule of a book in each way that misconceptions name, and drops each override and each duty.</summary>
internal static class RuleMutants
{
    public static IEnumerable<Mutant> Of(RuleBook book, IEnumerable<Misconception> misconceptions) =>
        misconceptions.SelectMany(misconception => Of(book, misconception))
            .Concat(book.Rules.SelectMany(rule => DropOverrides(book, rule)))
            .Concat(book.Rules.SelectMany(rule => DropDuties(book, rule)));

    /// <summary>Nothing for misconceptions about terms, tasks, points or forms of question: these change no rule that fires.</summary>
    public static IEnumerable<Mutant> Of(RuleBook book, Misconception misconception)
    {
        IEnumerable<Mutant> Each(Func<Rule, IEnumerable<(string Change, Rule? Changed)>> change) =>
            book.Rules.Where(rule => rule.Fires).SelectMany(rule => change(rule).Select(made => Make(book, misconception.Id, rule, made.Change, made.Changed)));

        return misconception.Verdicts switch
        {
            null => [],
            IgnoreDimension ignore => Each(rule => Ignore(rule, ignore.Dimension)),
            ReadOtherLaw { IfAdopted: true } => Each(TakeForLaw),
            ReadOtherLaw { IfAdopted: false } => Each(Overlook),
            SwapOutcomes swap => Each(rule => Swap(rule, swap)),
            ConfuseOutcome confuse => Each(rule => Confuse(book, rule, confuse)),
            var other => throw new InvalidOperationException($"No rule is changed by {other.GetType().Name} yet: say here how it would."),
        };
    }

    private static IEnumerable<(string, Rule?)> Ignore(Rule rule, string dimension)
    {
        if (rule.When.Any(condition => condition.Dimension == dimension))
        {
            yield return ($"without {dimension}", rule with { When = [.. rule.When.Where(condition => condition.Dimension != dimension)] });
        }
    }

    private static IEnumerable<(string, Rule?)> TakeForLaw(Rule rule)
    {
        if (rule.Status == RuleStatus.Proposed)
        {
            yield return ("planned, put in force", rule with { Status = RuleStatus.InForce });
        }
    }

    private static IEnumerable<(string, Rule?)> Overlook(Rule rule)
    {
        yield return rule.Status == RuleStatus.Proposed ? ("planned, left out", null) : ("in force, made a plan", rule with { Status = RuleStatus.Proposed });
    }

    private static IEnumerable<(string, Rule?)> Swap(Rule rule, SwapOutcomes swap)
    {
        if (rule.Then.Liability == swap.First || rule.Then.Liability == swap.Second)
        {
            yield return Answering(rule, rule.Then.Liability == swap.First ? swap.Second : swap.First);
        }
    }

    private static IEnumerable<(string, Rule?)> Confuse(RuleBook book, Rule rule, ConfuseOutcome confuse)
    {
        var reached = book.Vocabulary.Space.Where(situation => rule.When.All(condition => condition.Holds(situation))).ToArray();
        var misread = reached.Where(situation => confuse.When.All(condition => condition.Holds(situation))).ToArray();
        if (rule.Then.Liability is not { } liability || !confuse.From.Contains(liability) || misread.Length == 0)
        {
            yield break;
        }

        Assert.True(misread.Length == reached.Length, $"{rule.Id} is misread in part of its situations: split it, or change it here by a second rule.");
        foreach (var to in confuse.To.Where(to => to != liability))
        {
            yield return Answering(rule, to);
        }
    }

    private static (string, Rule?) Answering(Rule rule, Liability liability) =>
        ($"answers {LiabilityIds.Of(liability)}", rule with { Then = rule.Then with { Liability = liability } });

    private static IEnumerable<Mutant> DropOverrides(RuleBook book, Rule rule) => rule.Overrides.Select(dropped =>
        Make(book, "override-dropped", rule, $"no longer displaces {dropped}", rule with { Overrides = [.. rule.Overrides.Where(id => id != dropped)] }));

    private static IEnumerable<Mutant> DropDuties(RuleBook book, Rule rule) => rule.Then.Duties.Select(dropped =>
        Make(book, "duty-forgotten", rule, $"without {dropped}", rule with { Then = rule.Then with { Duties = [.. rule.Then.Duties.Where(id => id != dropped)] } }));

    private static Mutant Make(RuleBook book, string kind, Rule rule, string change, Rule? changed) => new(
        kind,
        $"{rule.Id} {change}",
        new RuleBook(book.Vocabulary, [.. book.Rules.Select(other => other == rule ? changed : other).OfType<Rule>()]));
}
