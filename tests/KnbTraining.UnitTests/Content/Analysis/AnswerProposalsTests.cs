using KnbTraining.Content.Analysis;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class AnswerProposalsTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void Every_rule_gives_its_own_answers_and_no_wrong_one_says_the_same()
    {
        var edition = EditionSample.Edition;
        Assert.All(edition.Rules.Values, rule =>
        {
            var found = AnswerProposals.Of(edition, [rule.Id], Today);
            Assert.All(Languages.All, language => Assert.Empty(found.Right.Select(answer => answer.Text[language]).Intersect(found.Wrong.Select(answer => answer.Text[language]))));
            Assert.All(found.Right, answer => Assert.True(answer is { IsRight: true, Misconception: null }));
            Assert.All(found.Wrong, answer => Assert.Contains(found.Misconceptions, misconception => misconception.Id == answer.Misconception));
            Assert.All(found.Right.Concat(found.Wrong), answer => Assert.All(Languages.All, language =>
            {
                Assert.NotEmpty(answer.Feedback[language]);
                Assert.Same(answer, found.Find($" {answer.Text[language].ToUpperInvariant()} ", language));
            }));
            if (rule.Rule.Then.Liability is { } liability)
            {
                Assert.Contains(found.Right, answer => answer.Text == edition.Words.Liabilities[liability]);
            }
        });
        Assert.True(edition.Rules.Values.Count(rule => AnswerProposals.Of(edition, [rule.Id], Today) is { Right.Count: > 0, Wrong.Count: > 0 }) > edition.Rules.Count / 2);
    }

    [Fact]
    public void What_is_offered_is_what_the_engine_computes()
    {
        var edition = EditionSample.Edition;
        var found = AnswerProposals.Of(edition, ["current-holder-without-approval"], Today);
        Assert.Equal(edition.Words.Liabilities[Liability.Administrative], found.Right[0].Text);
        Assert.Equal("administrative-and-criminal-confused", Assert.Single(found.Wrong, answer => answer.Text == edition.Words.Liabilities[Liability.Criminal]).Misconception);
        var duty = AnswerProposals.Of(edition, ["approval-before-travel"], Today);
        Assert.Contains(duty.Right, answer => answer.Text == edition.Words.Duties["ask-approval-of-head"]);
        Assert.Equal("bodies-confused", Assert.Single(duty.Wrong, answer => answer.Text == edition.Words.InventedDuties["ask-approval-of-nsc"].Label).Misconception);
        Assert.Null(found.Find("Something of my own", Languages.English));
        Assert.Null(found.Find(" ", Languages.English));

        // What one of the rules says is not offered as wrong for the other.
        var both = AnswerProposals.Of(edition, ["current-holder-without-approval", "former-holder-without-approval", "no-such-rule"], Today);
        Assert.Contains(both.Right, answer => answer.Text == edition.Words.Liabilities[Liability.NoneAdministrative]);
        Assert.DoesNotContain(both.Wrong, answer => answer.Text == edition.Words.Liabilities[Liability.NoneAdministrative] || answer.Text == edition.Words.Liabilities[Liability.Administrative]);
        Assert.Empty(AnswerProposals.Of(edition, [], Today).Misconceptions);
    }
}
