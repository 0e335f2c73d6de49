using Bunit;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Questions;

namespace KnbTraining.WebTests.Components.Questions;

public sealed class AnsweredOptionsTests
{
    [Theory]
    [InlineData("en", "would be right if")]
    [InlineData("ru", "был бы верным")]
    [InlineData("kk", "дұрыс болар еді")]
    public void A_chosen_wrong_answer_says_beside_itself_under_which_facts_it_would_be_right(string language, string said)
    {
        var items = EditionSample.Edition.ItemsOn(new DateOnly(2026, 3, 2));
        var (item, wrong) = Enumerable.Range(0, 100).Select(variant => items.Create("verdict.current-holder-without-approval", (uint)variant))
            .SelectMany(item => item.Options.Where(option => !option.Correct).Select(option => (Item: item, option.Id)))
            .First(one => items.Explain(one.Item, [one.Id], language).WouldBeRight[0].Changes.Count > 0);
        var text = items.Render(item, language);
        using var context = Speaking.In(language);
        var list = context.Render<AnsweredOptions>(parameters => parameters
            .Add(view => view.Options, (IReadOnlyList<ResultOption>)[.. text.Options.Select(option => new ResultOption(option.Id, option.Text, option.Id == wrong, item.Options.Any(one => one.Id == option.Id && one.Correct)))])
            .Add(view => view.RightIf, items.Explain(item, [wrong], language).WouldBeRight));
        Assert.Contains(said, Assert.Single(list.FindAll(".opt.wrong .right-if")).TextContent, StringComparison.Ordinal);
        Assert.Single(list.FindAll(".right-if"));
    }

    [Theory]
    [InlineData(true, "Your answer, right")]
    [InlineData(false, "Answer given, right")]
    public void Somebody_elses_answer_is_not_called_the_readers(bool own, string said)
    {
        using var context = Speaking.In("en");
        var list = context.Render<AnsweredOptions>(parameters => parameters
            .Add(view => view.Options, (IReadOnlyList<ResultOption>)[new ResultOption("a", "A", true, true)])
            .Add(view => view.RightIf, [])
            .Add(view => view.Own, own));
        Assert.Equal(said, list.Find(".tag").TextContent);
    }
}
