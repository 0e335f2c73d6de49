using Bunit;
using KnbTraining.Web.Components.Questions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components.Questions;

public sealed class QuestionViewTests : BunitContext
{
    private static readonly QuestionPrompt Choice =
        new("single-choice", "A story.", "Which?", [new("secret-right", "First"), new("secret-wrong", "Second")], [], []);

    private static readonly QuestionPrompt Pairs =
        new("matching", null, "Which?", [], [new("official-secret", "Official secret")], [new("official-secret-meaning", "One kind"), new("other", "Other")]);

    public QuestionViewTests() => Services.AddLogging().AddLocalization();

    [Fact]
    public void No_control_carries_an_id_that_could_give_the_answer_away()
    {
        Assert.DoesNotContain("secret-", Show(Choice).Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("official-secret", Show(Pairs).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Choosing_names_the_option_by_its_id()
    {
        IReadOnlyList<string>? chosen = null;
        var view = Show(Choice, response => chosen = response);
        view.FindAll("input")[1].Input("1");
        Assert.Equal(["secret-wrong"], chosen);
    }

    [Fact]
    public void Several_options_can_be_ticked_and_the_page_says_how_they_count()
    {
        IReadOnlyList<string>? chosen = null;
        var view = Show(Choice with { Kind = "multiple-choice" }, response => chosen = response, "secret-right");
        Assert.All(view.FindAll("input"), input => Assert.Equal("checkbox", input.GetAttribute("type")));
        Assert.NotEmpty(view.Find("p.hint").TextContent);
        view.FindAll("input")[1].Input(true);
        Assert.Equal(["secret-right", "secret-wrong"], chosen);
        view.FindAll("input")[0].Input(false);
        Assert.Empty(chosen!);
    }

    [Fact]
    public void Choosing_a_partner_names_the_pair()
    {
        IReadOnlyList<string>? chosen = null;
        var view = Show(Pairs, response => chosen = response);
        view.Find("select").Input("0:1");
        Assert.Equal(["official-secret=other"], chosen);
    }

    [Fact]
    public void The_chosen_option_is_shown_as_chosen() =>
        Assert.Equal([false, true], Show(Choice, chosen: "secret-wrong").FindAll("input").Select(input => input.HasAttribute("checked")));

    [Fact]
    public void Every_select_list_has_its_row_as_label()
    {
        var view = Show(Pairs);
        Assert.Equal(view.Find("select").Id, view.Find("label").GetAttribute("for"));
    }

    [Fact]
    public void Keys_are_named_only_where_keys_choose()
    {
        Assert.Empty(Show(Choice).FindAll("[aria-keyshortcuts]"));
        var withKeys = Render<QuestionView>(view => view.Add(v => v.Prompt, Choice).Add(v => v.Chosen, []).Add(v => v.Keys, true));
        Assert.Equal(["A 1", "B 2"], withKeys.FindAll("input").Select(input => input.GetAttribute("aria-keyshortcuts")));
    }

    private IRenderedComponent<QuestionView> Show(QuestionPrompt prompt, Action<IReadOnlyList<string>>? onChoose = null, params string[] chosen) =>
        Render<QuestionView>(view => view
            .Add(v => v.Prompt, prompt)
            .Add(v => v.Chosen, chosen)
            .Add(v => v.OnChoose, EventCallback.Factory.Create<IReadOnlyList<string>>(this, onChoose ?? (_ => { }))));
}
