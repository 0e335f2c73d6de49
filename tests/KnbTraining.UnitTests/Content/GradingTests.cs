using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class GradingTests
{
    private static readonly Item Choice = ShippedContent.Items.Create("verdict.current-holder-without-approval", 5);

    private static readonly Item Statement = ShippedContent.Items.Create("mutated-statement.current-holder-disclosure", 5);

    private static readonly Item Matching = ShippedContent.Items.Create("body-task.nsc-tasks", 5);

    public static TheoryData<string> OneOptionItems => [Choice.Id, Statement.Id];

    [Theory]
    [MemberData(nameof(OneOptionItems))]
    public void Nothing_chosen_may_be_stored_is_incomplete_and_earns_nothing(string id)
    {
        var item = Find(id);
        Assert.Null(QuestionKinds.Of(item).Reject(item, []));
        Assert.False(QuestionKinds.Of(item).IsComplete(item, []));
        Assert.Equal(0, QuestionKinds.Of(item).Grade(item, []));
    }

    [Theory]
    [MemberData(nameof(OneOptionItems))]
    public void The_right_option_earns_the_point_and_each_other_nothing(string id)
    {
        var item = Find(id);
        Assert.All(item.Options, option =>
        {
            Assert.Null(QuestionKinds.Of(item).Reject(item, [option.Id]));
            Assert.True(QuestionKinds.Of(item).IsComplete(item, [option.Id]));
            Assert.Equal(option.Correct ? 1 : 0, QuestionKinds.Of(item).Grade(item, [option.Id]));
        });
    }

    [Theory]
    [MemberData(nameof(OneOptionItems))]
    public void More_than_one_option_is_rejected_and_earns_nothing_even_with_the_right_one_among_them(string id)
    {
        var item = Find(id);
        string[] all = [.. item.Options.Select(option => option.Id)];
        Assert.Equal("Only one option can be chosen.", QuestionKinds.Of(item).Reject(item, all));
        Assert.False(QuestionKinds.Of(item).IsComplete(item, all));
        Assert.Equal(0, QuestionKinds.Of(item).Grade(item, all));
    }

    [Fact]
    public void An_unknown_option_is_rejected_by_name_and_earns_nothing()
    {
        Assert.All(new[] { Choice, Statement, Matching }, item =>
        {
            Assert.Equal("The item has no option 'ghost=x'.", QuestionKinds.Of(item).Reject(item, ["ghost=x"]));
            Assert.Equal(0, QuestionKinds.Of(item).Grade(item, ["ghost=x"]));
        });
    }

    [Fact]
    public void Matching_earns_the_share_of_rows_that_are_right()
    {
        var kind = QuestionKinds.Of(Matching);
        var rows = Matching.Options.GroupBy(option => option.Id.Split('=')[0]).ToArray();
        Assert.Equal(4, rows.Length);
        for (var right = 0; right <= rows.Length; right++)
        {
            string[] response = [.. rows.Select((row, index) => row.First(option => option.Correct == index < right).Id)];
            Assert.Null(kind.Reject(Matching, response));
            Assert.True(kind.IsComplete(Matching, response));
            Assert.Equal(right / 4.0, kind.Grade(Matching, response));
        }
    }

    [Fact]
    public void An_unfinished_matching_may_be_stored_and_keeps_what_it_has_earned()
    {
        var kind = QuestionKinds.Of(Matching);
        var one = Matching.Options.First(option => option.Correct).Id;

        Assert.Null(kind.Reject(Matching, []));
        Assert.Null(kind.Reject(Matching, [one]));
        Assert.False(kind.IsComplete(Matching, []));
        Assert.False(kind.IsComplete(Matching, [one]));
        Assert.Equal(0, kind.Grade(Matching, []));
        Assert.Equal(0.25, kind.Grade(Matching, [one]));
    }

    [Fact]
    public void Two_partners_for_one_row_are_rejected()
    {
        var row = Matching.Options.GroupBy(option => option.Id.Split('=')[0]).First().Select(option => option.Id).Take(2).ToArray();
        Assert.Equal("Each row takes one partner.", QuestionKinds.Of(Matching).Reject(Matching, row));
    }

    [Fact]
    public void Several_right_options_share_the_point_and_wrong_ones_take_away_what_they_hide()
    {
        Assert.All(Enumerable.Range(0, 60), variant =>
        {
            var item = ShippedContent.Items.Create("who-is-liable.current-holder-disclosure", (uint)variant);
            var kind = QuestionKinds.Of(item);
            string[] right = [.. item.Options.Where(option => option.Correct).Select(option => option.Id)];
            string[] wrong = [.. item.Options.Where(option => !option.Correct).Select(option => option.Id)];

            Assert.Equal(1, kind.Grade(item, right));
            Assert.Equal(0, kind.Grade(item, wrong));
            Assert.Equal(0, kind.Grade(item, [.. right, .. wrong]));
            Assert.Equal(1.0 / right.Length, kind.Grade(item, [right[0]]));
            Assert.Equal(1 - (1.0 / wrong.Length), kind.Grade(item, [.. right, wrong[0]]));
            Assert.False(kind.IsComplete(item, []));
            Assert.True(kind.IsComplete(item, [wrong[0]]));
            Assert.Equal("The item has no option 'ghost'.", kind.Reject(item, ["ghost"]));
        });
    }

    [Theory]
    [InlineData("single-choice", QuestionKind.SingleChoice)]
    [InlineData("true-false", QuestionKind.TrueFalse)]
    [InlineData("matching", QuestionKind.Matching)]
    [InlineData("multiple-choice", QuestionKind.MultipleChoice)]
    public void Each_kind_is_found_by_its_id(string id, QuestionKind kind)
    {
        Assert.Equal(kind, QuestionKinds.Find(id));
        Assert.Equal(id, QuestionKinds.Of(kind).Id);
    }

    [Fact]
    public void An_unknown_kind_is_not_found() => Assert.Null(QuestionKinds.Find("essay"));

    private static Item Find(string id)
    {
        Assert.True(ShippedContent.Items.TryFind(id, out var item));
        return item;
    }
}
