using KnbTraining.Content.Items;
using KnbTraining.Web.Components.Questions;

namespace KnbTraining.WebTests.Components.Questions;

public sealed class QuestionPromptTests
{
    private static readonly QuestionPrompt Choice = new("single-choice", null, "Which?", [new("x", "X"), new("y", "Y")], [], []);
    private static readonly QuestionPrompt Several = Choice with { Kind = "multiple-choice" };
    private static readonly QuestionPrompt Pairs = new("matching", null, "Which?", [], [new("r1", "R1"), new("r2", "R2")], [new("c1", "C1"), new("c2", "C2")]);

    [Fact]
    public void A_choice_replaces_the_choice_before() => Assert.Equal(["y"], Choice.Change(["x"], QuestionPrompt.Code(1)));

    [Fact]
    public void A_tick_adds_an_option_and_a_second_tick_takes_it_away()
    {
        Assert.True(Several.TakesSeveral);
        Assert.Equal(["x", "y"], Several.Toggle(["x"], 1));
        Assert.Equal(["y"], Several.Toggle(["x", "y"], 0));
        Assert.Empty(Several.Toggle(["x"], 0));
    }

    [Fact]
    public void A_partner_replaces_the_partner_of_its_row_and_leaves_the_other_rows() =>
        Assert.Equal(["r2=c1", "r1=c2"], Pairs.Change(["r1=c1", "r2=c1"], QuestionPrompt.Code(0, 1)));

    [Fact]
    public void A_row_can_be_left_without_a_partner_again() =>
        Assert.Equal(["r2=c1"], Pairs.Change(["r1=c1", "r2=c1"], QuestionPrompt.Code(0, null)));

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("0:0")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData(null)]
    public void A_code_that_names_no_option_changes_nothing(string? code) => Assert.Null(Choice.Change(["x"], code));

    [Theory]
    [InlineData("2:0")]
    [InlineData("0:2")]
    [InlineData("0")]
    [InlineData("0:1:1")]
    public void A_code_that_names_no_pair_changes_nothing(string code) => Assert.Null(Pairs.Change([], code));

    [Fact]
    public void Long_partners_are_listed_under_letters()
    {
        Assert.False(Pairs.HasLongChoices);
        Assert.True((Pairs with { Choices = [new LabelledText("c", new string('x', 49))] }).HasLongChoices);
    }
}
