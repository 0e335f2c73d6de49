using KnbTraining.Content.Items;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

/// <summary>The analyses look only at rules that may fire. They must find what evaluating every rule everywhere finds.</summary>
public sealed class AnalysisTests
{
    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(1, 60).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Analyses_of_a_random_book_find_what_evaluating_every_situation_finds(ulong seed)
    {
        var book = RandomBook(seed);
        AssertFindsAll(book, SmallWorld.InForce);
        AssertFindsAll(book, SmallWorld.IfAdopted);
    }

    [Fact]
    public void Random_books_have_contradictions_gaps_overlaps_and_silenced_rules()
    {
        var books = Enumerable.Range(1, 60).Select(seed => RandomBook((ulong)seed)).ToArray();
        Assert.Contains(books, book => book.FindConflicts(SmallWorld.IfAdopted).Count > 0);
        Assert.Contains(books, book => book.FindGaps(SmallWorld.InForce).Count > 0);
        Assert.Contains(books, book => book.FindOverlaps(SmallWorld.IfAdopted).Count > 0);
        Assert.Contains(books, book => book.FindSilenced(SmallWorld.IfAdopted).Count > 0);
    }

    [Fact]
    public void Analyses_of_the_shipped_book_find_what_evaluating_every_situation_finds()
    {
        AssertFindsAll(ShippedContent.Edition.RuleBook, new Law(SmallWorld.Day));
        AssertFindsAll(ShippedContent.Edition.RuleBook, new Law(SmallWorld.Day, true));
    }

    private static void AssertFindsAll(RuleBook book, Law law)
    {
        var verdicts = book.Vocabulary.Space.ToDictionary(situation => situation, situation => book.Evaluate(situation, law));
        Assert.Equal(verdicts.Values.Where(verdict => verdict.Conflict is not null).Select(verdict => verdict.Situation), book.FindConflicts(law).Select(conflict => conflict.Situation));
        Assert.Equal(verdicts.Values.Where(verdict => verdict.IsGap).Select(verdict => verdict.Situation), book.FindGaps(law));

        var speaking = verdicts.Values.Select(verdict => verdict.Derivation.Where(step => step.Result is StepResult.Fired or StepResult.Overridden).ToArray()).ToArray();
        Assert.Equal(speaking.Count(steps => steps.Length > 1), book.FindOverlaps(law).Count);
        var results = speaking.SelectMany(steps => steps).ToLookup(step => step.Rule.Id, step => step.Result);
        Assert.Equal(
            book.Rules.Select(rule => rule.Id).Where(id => results[id].Contains(StepResult.Overridden) && !results[id].Contains(StepResult.Fired)),
            book.FindSilenced(law).Select(rule => rule.Id));

        foreach (var (situation, verdict) in verdicts)
        {
            var changes =
                from dimension in book.Vocabulary.Dimensions
                where situation[dimension.Id] is not null
                from value in dimension.Values
                where value != situation[dimension.Id]
                let after = verdicts[book.Vocabulary.With(situation, dimension.Id, value)]
                where after.Liability != verdict.Liability
                select (dimension.Id, value, after.Liability);
            Assert.Equal(changes, book.FindCounterfactuals(situation, law).Select(change => (change.Dimension, change.Value, change.Verdict.Liability)));
        }
    }

    private static RuleBook RandomBook(ulong seed)
    {
        var random = StableRandom.For(seed, "book");
        var rules = new List<Rule>();
        for (var i = 0; i < 3 + random.Below(8); i++)
        {
            var dimensions = random.Shuffle(SmallWorld.Words.Dimensions).Take(1 + random.Below(3));
            var when = dimensions.Select(dimension => (dimension.Id, string.Join('|', random.Shuffle(dimension.Values).Take(1 + random.Below(dimension.Values.Count))))).ToArray();
            Liability? liability = random.Below(6) is var drawn && drawn < 5 ? (Liability)drawn : null;
            rules.Add(SmallWorld.Rule($"rule-{i}", liability, when) with
            {
                Status = random.Below(4) == 0 ? RuleStatus.Proposed : RuleStatus.InForce,
                Overrides = [.. rules.Where(_ => random.Below(4) == 0).Select(earlier => earlier.Id)],
            });
        }

        return SmallWorld.Book([.. rules]);
    }
}
