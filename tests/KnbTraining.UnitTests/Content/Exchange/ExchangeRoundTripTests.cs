using FsCheck;
using FsCheck.Xunit;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Exchange;

/// <summary>What goes out comes back: it is the same question, and is known by its frozen id.</summary>
public sealed class ExchangeRoundTripTests
{
    [Fact]
    public void Every_family_comes_back_as_it_went_in_every_language_and_format()
    {
        var items = ShippedContent.Items;
        foreach (var language in Languages.All)
        {
            ExchangeQuestion[] sent =
            [
                .. ExchangeQuestions.Draw(items, items.Families.Select(family => family.Id), 2, 7).Select(item => ExchangeQuestions.Of(items, item, language)),
            ];
            Assert.True(sent.Length > items.Families.Count, $"{sent.Length} questions of {items.Families.Count} families");
            foreach (var format in ExchangeFormats.All)
            {
                var file = format.Write(sent);
                Assert.Equal(sent.Select(question => question.Name), file.Losses.Questions.Select(question => question.Name));
                Assert.Equal(0, file.Losses.Count(LossState.Dropped));
                Assert.Same(format, ExchangeFormats.Recognise(file.Bytes));

                var back = format.Read("back", file.Bytes, Languages.English);
                Assert.Empty(back.Findings);
                Assert.Equal(sent.Length, back.Questions.Count);
                Each.Of(sent.Zip(back.Questions), pair =>
                {
                    Assert.True(pair.First.SaysTheSame(pair.Second), pair.Second.ToString());
                    Assert.Equal(pair.First.Frozen, pair.Second.Frozen);
                    Assert.Equal(pair.First.Rule, pair.Second.Rule);
                    Assert.Equal(language, pair.Second.Language);
                    Assert.Equal(pair.First.Options, pair.Second.Options);
                    Assert.Equal(pair.First.Kind == QuestionKind.TrueFalse ? QuestionKind.SingleChoice : pair.First.Kind, pair.Second.Kind);
                });
            }
        }
    }

    [Fact]
    public void A_frozen_id_fits_into_the_field_that_Moodle_has_for_it_and_leads_back_to_the_item()
    {
        var items = ShippedContent.Items;
        Each.Of(ExchangeQuestions.Draw(items, items.Families.Select(family => family.Id), 1, 3), item =>
        {
            var frozen = ExchangeQuestions.Of(items, item, Languages.Kazakh).Frozen!;
            Assert.InRange(frozen.ToString().Length, 1, FrozenId.Longest);
            Assert.Equal(frozen, FrozenId.Parse(frozen.ToString()));
            Assert.True(ShippedContent.Edition.ItemsOn(frozen.LawDate).TryFind(frozen.ItemId, out var found));
            Assert.Equal(item.Decision, found.Decision);
            Assert.StartsWith(frozen.Edition, ShippedContent.Edition.Hash, StringComparison.Ordinal);
        });
        Each.Of(
            new[] { "", "knb", "knb:0f3a9b2c44d1:20270101:a~0:xx", "knb:0F3A9B2C44D1:20270101:a~0:en", "knb:0f3a9b2c44d1:20271301:a~0:en", "knb:0f3a9b2c44d1:20270101:a b:en", "moodle-17" },
            wrong => Assert.Null(FrozenId.Parse(wrong)));
    }

    [Fact]
    public void A_changed_word_key_or_reply_is_another_question_and_another_order_is_not()
    {
        var question = Sample("What?", "one", "two", "because", "why");
        Assert.True(question.SaysTheSame(question with { Options = [.. question.Options.Reverse()], Stem = " What? " }));
        Each.Of(
            new[]
            {
                question with { Stem = "What else?" },
                question with { Case = "A story." },
                question with { Explanation = "" },
                question with { Options = [question.Options[0] with { Correct = false }, question.Options[1] with { Correct = true }] },
                question with { Options = [question.Options[0] with { Feedback = "No." }, question.Options[1]] },
                question with { Options = [question.Options[0]] },
            },
            other => Assert.False(question.SaysTheSame(other)));
    }

    [Property(MaxTest = 300)]
    public bool Any_text_comes_back_from_any_format(NonNull<string> stem, NonNull<string> one, NonNull<string> two, NonNull<string> reply)
    {
        if (TypedText.FindHidden(stem.Get + one.Get + two.Get + reply.Get) is not null)
        {
            return true;
        }

        // Every sign that parts something in a format stands in the texts by chance, and in these by plan.
        var question = Sample($"Q {stem.Get}", $"1 {one.Get}", $"2 {two.Get}", reply.Get, $"{reply.Get}{stem.Get}");
        var tricky = Sample($"//{stem.Get} ::x:: {{=a ~b}} -> \\n \\\\ &amp; <b>", $"[html]~%50%{one.Get}", $"= # ####{two.Get}", "%100% \\", "}:{");
        var several = question with { Kind = QuestionKind.MultipleChoice, Options = [.. question.Options, new ExchangeOption("3 ~=#", true, "<p>")] };
        var rows = question with
        {
            Kind = QuestionKind.Matching,
            Options = [],
            Pairs = [new ExchangePair($"a {one.Get}", $"x -> {two.Get}"), new ExchangePair($"b {two.Get} -> c", "= y")],
            Spare = [$"z {reply.Get}"],
        };
        ExchangeQuestion[] sent = [question, tricky, several, rows];
        return ExchangeFormats.All.All(format =>
        {
            var back = format.Read("back", format.Write(sent).Bytes, Languages.English);
            return back.Findings.Count == 0 && back.Questions.Count == sent.Length
                && sent.Zip(back.Questions).All(pair => pair.First.SaysTheSame(pair.Second) && pair.First.Kind == pair.Second.Kind);
        });
    }

    private static ExchangeQuestion Sample(string stem, string one, string two, string reply, string explanation) => new()
    {
        Name = "sample",
        Kind = QuestionKind.SingleChoice,
        Language = Languages.English,
        Stem = stem,
        Options = [new ExchangeOption(one, true, reply), new ExchangeOption(two, false, "", "bodies-confused")],
        Explanation = explanation,
        Rule = "head-approves-travel",
    };
}
