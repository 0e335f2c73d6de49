using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content;

public sealed class PracticeQuestionTests
{
    private const string Verdict = "verdict.current-holder-without-approval";
    private const string Authored = "authored.obligation-given-to-state";

    /// <summary>Every family that a shipped lesson asks from.</summary>
    public static TheoryData<string> Asked =>
        [.. EditionSample.Edition.Lessons.Values.SelectMany(lesson => lesson["en"].Blocks).OfType<QuestionBlock>().Select(block => block.Family).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void A_visit_asks_the_same_question_from_the_same_seed()
    {
        Assert.Equal(Ask(Verdict, 7).Text.Case, Ask(Verdict, 7).Text.Case);
        Assert.True(Enumerable.Range(1, 20).Select(seed => Ask(Verdict, (uint)seed).Text.Case).Distinct(StringComparer.Ordinal).Count() > 1);
    }

    [Fact]
    public void Nothing_is_graded_before_an_answer_is_complete()
    {
        var question = Ask(Verdict);
        question.Check();
        Assert.Null(question.Outcome);
        question.Choose(["no-such-option"]);
        Assert.Empty(question.Chosen);
        Assert.False(question.CanCheck);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public void A_right_answer_earns_the_point_and_a_wrong_one_is_explained(string family)
    {
        foreach (var language in Languages.All)
        {
            var right = Ask(family, 3, language);
            Answer(right, family, 3, correctly: true);
            Assert.True(right.Outcome!.Right);
            Assert.Empty(right.Outcome.Explanation.MixUps);

            var wrong = Ask(family, 3, language);
            Answer(wrong, family, 3, correctly: false);
            Assert.False(wrong.Outcome!.Right);
            Assert.NotEmpty(wrong.Outcome.Explanation.MixUps);
            Assert.Contains(wrong.Outcome.Options, option => option is { Chosen: true, Correct: false });
            Assert.Contains(wrong.Outcome.Options, option => option.Correct);
        }
    }

    [Fact]
    public void An_answer_that_was_checked_can_no_longer_be_changed()
    {
        var question = Ask(Verdict);
        Answer(question, Verdict, 1, correctly: true);
        var chosen = question.Chosen;
        question.Choose([question.Text.Options.First(option => !chosen.Contains(option.Id)).Id]);
        Assert.Equal(chosen, question.Chosen);
    }

    [Fact]
    public void Asking_again_forgets_the_answer_and_hides_the_outcome()
    {
        var question = Ask(Verdict);
        var before = question.Text;
        Answer(question, Verdict, 1, correctly: false);
        question.Again();
        Assert.Null(question.Outcome);
        Assert.Empty(question.Chosen);
        Assert.NotEqual(before.Case, question.Text.Case);
    }

    [Fact]
    public void A_hand_written_question_has_no_other_variant()
    {
        var question = Ask(Authored);
        Assert.False(question.HasVariants);
        Answer(question, Authored, 1, correctly: false);
        var before = question.Text.Question;
        question.Again();
        Assert.Equal(before, question.Text.Question);
        Assert.True(Ask(Verdict).HasVariants);
    }

    [Fact]
    public void A_question_about_a_case_begins_with_that_case()
    {
        var items = EditionSample.Edition.ItemsOn(new DateOnly(2026, 11, 24));
        var vocabulary = EditionSample.Edition.RuleBook.Vocabulary;
        const string Family = "mutated-statement.disclosure-without-obligation-open";
        foreach (var act in (string[])["disclosure", "carrier-loss"])
        {
            // Facts that cannot matter are left aside: here the role.
            var situation = vocabulary.Complete([new("holder", "former"), new("obligation", "unsigned"), new("act", act), new("capacity", "head")]);
            Assert.True(PracticeQuestion.CanAskAbout(items, items.FindFamily(Family)!, situation));
            var label = EditionSample.Edition.Words.Values[("act", act)]["en"];
            Assert.All(Enumerable.Range(1, 10), seed =>
            {
                var question = new PracticeQuestion(items, Family, (uint)seed, "en", situation);
                question.Choose(AnyResponse(question));
                question.Check();
                Assert.Contains(question.Outcome!.Explanation.Steps, step => step.Mark == ExplanationMark.Fact && step.Title.Contains(label, StringComparison.Ordinal));
            });
        }

        Assert.False(PracticeQuestion.CanAskAbout(items, items.FindFamily(Family)!, vocabulary.Complete([new("holder", "current")])));

        // A rule decides such a trip, and yet nobody is asked about it alone.
        var trip = vocabulary.Complete([new("holder", "none"), new("act", "travel-abroad")]);
        Assert.False(PracticeQuestion.CanAskAbout(items, items.FindFamily("mutated-statement.public-without-clearance-open")!, trip));
    }

    private static PracticeQuestion Ask(string family, uint seed = 1, string language = "en") =>
        new(EditionSample.Edition.ItemsOn(new DateOnly(2026, 11, 24)), family, seed, language);

    /// <summary>The class keeps the key to itself, so a twin from the same seed is asked for it.</summary>
    private static void Answer(PracticeQuestion question, string family, uint seed, bool correctly)
    {
        var twin = Ask(family, seed);
        twin.Choose(AnyResponse(twin));
        twin.Check();
        var right = twin.Outcome!.Options.Where(option => option.Correct).Select(option => option.Id).ToArray();
        question.Choose(correctly ? right : WrongResponse(question, right));
        question.Check();
    }

    private static string[] AnyResponse(PracticeQuestion question) => question.Text.Rows.Count > 0
        ? [.. question.Text.Rows.Select(row => $"{row.Id}={question.Text.Choices[0].Id}")]
        : [question.Text.Options[0].Id];

    private static string[] WrongResponse(PracticeQuestion question, string[] right) => question.Text.Rows.Count > 0
        ? [.. question.Text.Rows.Select(row => question.Text.Choices.Select(choice => $"{row.Id}={choice.Id}").First(pair => !right.Contains(pair)))]
        : [question.Text.Options.First(option => !right.Contains(option.Id)).Id];
}
