using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Features.Explore;

namespace KnbTraining.WebTests.Features.Explore;

/// <summary>What the page says is what the engine says, in every situation, under both laws, in every language.</summary>
public sealed class ExplorationTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly RuleBook Book = EditionSample.Edition.RuleBook;

    public static TheoryData<string> AllLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(AllLanguages))]
    public void Every_situation_gets_the_verdict_of_the_engine(string language)
    {
        var words = EditionSample.Edition.Words;
        var setting = new LessonSetting(EditionSample.Edition, Today, language, 1);
        Assert.Equal(176, Book.Vocabulary.Space.Count);
        foreach (var situation in Book.Vocabulary.Space)
        {
            var (today, adopted) = (Book.Evaluate(situation, new Law(Today)), Book.Evaluate(situation, new Law(Today, IfAdopted: true)));
            var shown = new Exploration(setting, situation);
            Assert.Equal(words.Liabilities[today.Liability][language], shown.Answer);
            Assert.Equal(words.Liabilities[adopted.Liability][language], shown.PlannedAnswer ?? shown.Answer);
            Assert.Equal(today.Liability == adopted.Liability, shown.PlannedAnswer is null);
            Assert.Equal(today.Duties.Select(duty => words.Duties[duty][language]), shown.Duties.Select(duty => duty.Text));
            Assert.Equal(adopted.Duties.Select(duty => words.Duties[duty][language]).Order(), (shown.PlannedDuties ?? shown.Duties).Select(duty => duty.Text).Order());
            Assert.All(shown.Duties, duty => Assert.NotEmpty(duty.Sources));
            Assert.Equal(shown.Answer, shown.Why.Answer);
            Assert.Equal(situation.Facts.ToDictionary(), shown.Groups.ToDictionary(group => group.Dimension, group => group.Choices.Single(choice => choice.Chosen).Value));
        }
    }

    [Fact]
    public void Every_single_fact_that_would_change_the_verdict_is_named_and_no_other()
    {
        foreach (var situation in Book.Vocabulary.Space)
        {
            var expected = new HashSet<string>();
            foreach (var dimension in Book.Vocabulary.Dimensions.Where(dimension => situation[dimension.Id] is not null))
            {
                foreach (var value in dimension.Values)
                {
                    var other = Book.Vocabulary.With(situation, dimension.Id, value);
                    if (Book.Evaluate(other, new Law(Today)).Liability != Book.Evaluate(situation, new Law(Today)).Liability)
                    {
                        expected.Add(other.Id);
                    }
                }
            }

            Assert.Equal(expected.Order(), Explore(situation).Others.Select(other => other.Situation.Id).Order());
        }
    }

    [Fact]
    public void A_silence_on_the_page_never_stands_without_its_caution()
    {
        var silence = EditionSample.Edition.Words.Liabilities[Liability.NotCovered]["en"];
        foreach (var situation in Book.Vocabulary.Space)
        {
            var shown = Explore(situation);
            string?[] words = [shown.Answer, shown.PlannedAnswer, .. shown.Others.SelectMany(other => new[] { other.InForce, other.Planned })];
            Assert.Equal(words.Contains(silence), shown.Caution?.Contains("does not mean allowed", StringComparison.Ordinal) == true);
        }
    }

    [Fact]
    public void A_single_regime_breach_shows_the_dated_legal_background() =>
        Assert.Contains(Explore(("act", "regime-breach"), ("pattern", "single")).Why.BackgroundNotes, note => note.Contains("16 June 2024", StringComparison.Ordinal));

    [Fact]
    public void A_question_is_about_a_rule_that_decides_and_where_it_can_about_this_very_case()
    {
        foreach (var situation in Book.Vocabulary.Space)
        {
            var shown = Explore(situation);
            var deciding = shown.InForce.Deciding.Concat(shown.IfAdopted.Deciding).Select(rule => rule.Id).ToHashSet();
            Assert.Equal(shown.CanAsk, shown.Families.Count > 0);
            Assert.All(shown.Families, family => Assert.Contains(EditionSample.Edition.ItemsOn(Today).FindFamily(family)!.Rule, deciding));
        }

        var travel = Explore(("act", "travel-abroad"), ("holder", "current"), ("approval", "absent"));
        Assert.True(PracticeQuestion.CanAskAbout(EditionSample.Edition.ItemsOn(Today), EditionSample.Edition.ItemsOn(Today).FindFamily(travel.Families[0])!, travel.Situation));
    }

    [Fact]
    public void Where_no_rule_decides_there_is_nothing_to_ask()
    {
        var gap = Explore(("act", "receiving-clearance"), ("holder", "former"));
        Assert.True(gap.InForce.IsGap);
        Assert.False(gap.CanAsk);
    }

    private static Exploration Explore(params (string Dimension, string Value)[] facts) =>
        Explore(Book.Vocabulary.Complete(facts.Select(fact => KeyValuePair.Create(fact.Dimension, fact.Value))));

    private static Exploration Explore(Situation situation) => new(new LessonSetting(EditionSample.Edition, Today, "en", 1), situation);
}
