namespace KnbTraining.Rules;

/// <summary>
/// A wrong reading of the law, as a change of the rule book or of the question. Applied to a situation it yields the
/// liabilities a person with that misconception would answer.
/// </summary>
public abstract record Mutation
{
    /// <summary>The wrong answers this reading leads to; never the true one. Empty where the reading changes nothing.</summary>
    public IReadOnlyList<Liability> WrongAnswers(RuleBook book, Situation situation, Law law)
    {
        ArgumentNullException.ThrowIfNull(book);
        var truth = book.Evaluate(situation, law);
        return [.. Misread(book, truth).Distinct().Where(liability => liability != truth.Liability)];
    }

    private protected abstract IEnumerable<Liability> Misread(RuleBook book, Verdict truth);
}

/// <summary>Reads every rule as if a dimension did not matter.</summary>
public sealed record IgnoreDimension(string Dimension) : Mutation
{
    private protected override IEnumerable<Liability> Misread(RuleBook book, Verdict truth)
    {
        if (truth.Situation[Dimension] is not { } actual || book.Vocabulary.Find(Dimension) is not { } dimension)
        {
            return [];
        }

        return dimension.Values
            .Where(value => value != actual)
            .Select(value => book.Evaluate(book.Vocabulary.With(truth.Situation, Dimension, value), truth.Law))
            .Where(verdict => !verdict.IsGap)
            .Select(verdict => verdict.Liability);
    }
}

/// <summary>Answers by the other law: a plan taken for law, or a plan overlooked.</summary>
/// <param name="IfAdopted">The law wrongly used.</param>
public sealed record ReadOtherLaw(bool IfAdopted) : Mutation
{
    private protected override IEnumerable<Liability> Misread(RuleBook book, Verdict truth) =>
        truth.Law.IfAdopted == IfAdopted ? [] : [book.Evaluate(truth.Situation, truth.Law with { IfAdopted = IfAdopted }).Liability];
}

/// <summary>Takes one outcome for another, in all situations or in those that meet the conditions.</summary>
public sealed record ConfuseOutcome(IReadOnlyList<Liability> From, IReadOnlyList<Liability> To, IReadOnlyList<Condition> When) : Mutation
{
    private protected override IEnumerable<Liability> Misread(RuleBook book, Verdict truth) =>
        From.Contains(truth.Liability) && When.All(condition => condition.Holds(truth.Situation)) ? To : [];
}

/// <summary>Takes each of two outcomes for the other.</summary>
public sealed record SwapOutcomes(Liability First, Liability Second) : Mutation
{
    private protected override IEnumerable<Liability> Misread(RuleBook book, Verdict truth) =>
        truth.Liability == First ? [Second] : truth.Liability == Second ? [First] : [];
}
