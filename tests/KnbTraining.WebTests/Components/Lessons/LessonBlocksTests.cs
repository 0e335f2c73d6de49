using System.Globalization;
using Bunit;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components.Lessons;

public sealed class LessonBlocksTests : BunitContext
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    public LessonBlocksTests() => Services.AddLogging().AddLocalization().AddOptions<LearningOptions>();

    public static TheoryData<string, string> Lessons
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var lesson in EditionSample.Edition.Lessons.Keys.Concat(EditionSample.Edition.Briefings.Keys))
            {
                foreach (var language in Languages.All)
                {
                    data.Add(lesson, language);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Every_shipped_lesson_can_be_shown_and_its_questions_keep_their_answers(string lesson, string language)
    {
        var view = Show(EditionSample.Edition.LessonOf(lesson)[language].Blocks, language);
        Assert.All(view.FindAll(".ask"), question => Assert.Empty(question.QuerySelectorAll(".right, .wrong, .why, .tag")));
        Assert.Equal(view.FindAll("[id]").Select(element => element.Id).Distinct().Count(), view.FindAll("[id]").Count);
    }

    [Fact]
    public void A_briefing_tells_each_case_before_and_after_what_is_planned_and_which_duties_begin_and_end()
    {
        var view = Show(EditionSample.Edition.LessonOf("briefing.clearance-ended")["en"].Blocks);
        var cases = view.FindAll(".worked");
        Assert.Equal(2, cases.Count);
        string[] told =
        [
            "What happens: travel abroad · Approval of the trip: missing", "Before the change Administrative liability", "After the change No administrative liability",
            "If the plan is adopted Administrative liability Planned", "A duty after the change. Respect the travel limits set in the clearance agreement while they run",
        ];
        var words = string.Join(' ', cases[0].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(told, part => Assert.Contains(part, words, StringComparison.Ordinal));
        Assert.DoesNotContain("If the plan is adopted", cases[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("No duty after the change. Obtain the head's approval before travelling abroad", view.Find(".turns").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(view.FindAll(".rule"));
    }

    [Fact]
    public void A_silence_of_the_sources_never_stands_without_its_caution()
    {
        foreach (var rule in EditionSample.Edition.Rules.Values.Where(rule => rule.Rule.Kind == RuleKind.Open))
        {
            var card = Show([new RuleBlock(rule.Id)]).Find(".rule");
            Assert.Contains("Not covered by the sources", card.TextContent, StringComparison.Ordinal);
            Assert.Contains("does not mean allowed", card.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_rule_card_is_headed_by_its_title_and_names_basis_and_source_and_nothing_internal()
    {
        var view = Show([new RuleBlock("former-holder-without-approval")]);
        Assert.Equal("Unapproved travel after clearance today", view.Find(".rule h3").TextContent);
        Assert.Equal(view.Find(".rule h3").Id, view.Find(".rule").GetAttribute("aria-labelledby"));
        var card = view.Find(".rule").TextContent;
        Assert.Contains("In force", card, StringComparison.Ordinal);
        Assert.Contains("CAO, article 504", card, StringComparison.Ordinal);
        Assert.Contains("(undated), paragraphs 10, 11", card, StringComparison.Ordinal);
        Assert.DoesNotContain("31 March 2027", card, StringComparison.Ordinal);
        Assert.DoesNotContain("former-holder", card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_planned_rule_is_marked_as_planned() =>
        Assert.Equal("Planned", Show([new RuleBlock("former-holder-without-approval-planned")]).Find(".rule .tag").TextContent);

    [Fact]
    public void A_question_is_answered_on_the_spot_and_explained()
    {
        var view = Show([new QuestionBlock("verdict.current-holder-without-approval")]);
        Assert.True(view.Find(".ask button").HasAttribute("disabled"));
        view.Find(".ask input").Input("0");
        view.Find(".ask button").Click();
        Assert.NotNull(view.Find(".ask ol.why"));
        Assert.NotNull(view.Find(".ask .opt.right"));
        view.Find(".ask .bar button").Click();
        Assert.Empty(view.FindAll(".ask ol.why"));
        Assert.Empty(view.FindAll(".ask input[checked]"));
    }

    [Fact]
    public void Rule_cards_and_worked_cases_lead_into_the_explorer_with_their_facts()
    {
        const string Case = "explore?act=travel-abroad&holder=former&obligation=signed&capacity=employee&approval=absent";
        Assert.Equal(Case, Show([new RuleBlock("former-holder-without-approval")]).Find(".what-if a").GetAttribute("href"));
        var situation = EditionSample.Edition.RuleBook.Vocabulary.Complete([new("holder", "former"), new("act", "travel-abroad")]);
        Assert.Equal(Case, Show([new CaseBlock(situation, IfAdopted: false, "<p>She flew.</p>")]).Find(".what-if a").GetAttribute("href"));
        Assert.Empty(Show([new RuleBlock("nsc-tasks")]).FindAll(".what-if"));
    }

    [Fact]
    public void A_term_leads_to_the_glossary() =>
        Assert.Equal("glossary#carrier", Show([new TermBlock("carrier")]).Find(".term dfn a").GetAttribute("href"));

    [Fact]
    public void The_map_is_a_picture_with_its_table_at_hand()
    {
        var map = Show([new MapBlock("travel-abroad")]).Find(".map");
        Assert.Equal(2, map.QuerySelectorAll("svg[role=img]").Length);
        Assert.Equal("Show as a table", map.QuerySelector("details > summary")!.TextContent);
        Assert.NotNull(map.QuerySelector("details > table"));
    }

    [Fact]
    public void The_map_is_a_table_with_a_caption_and_scopes()
    {
        var map = Show([new MapBlock("travel-abroad")]);
        Assert.StartsWith("Travel abroad", map.Find("caption").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, map.FindAll("th[scope=col]").Count);
        Assert.Equal(4, map.FindAll("th[scope=rowgroup]").Count);
        Assert.Contains("does not mean allowed", map.Find("figcaption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_says_which_duties_hold_in_it()
    {
        var vocabulary = EditionSample.Edition.RuleBook.Vocabulary;
        var candidate = Show([new CaseBlock(vocabulary.Complete([new("holder", "candidate"), new("act", "receiving-clearance")]), IfAdopted: false, "<p>He has not signed.</p>")]);
        Assert.Equal($"Duty: {EditionSample.Edition.Words.Duties["sign-written-obligation"]["en"]}", candidate.Find(".worked .duty").TextContent);
        var stranger = Show([new CaseBlock(vocabulary.Complete([new("holder", "none"), new("act", "travel-abroad")]), IfAdopted: false, "<p>She flew.</p>")]);
        Assert.Empty(stranger.FindAll(".worked .duty"));
    }

    [Theory]
    [InlineData("en", "Liability:")]
    [InlineData("ru", "Ответственность:")]
    [InlineData("kk", "Жауаптылық:")]
    public void A_case_about_a_duty_tells_the_duty_first_and_says_that_the_sources_leave_out_the_liability_alone(string language, string label)
    {
        var situation = EditionSample.Edition.RuleBook.Vocabulary.Complete([new("holder", "candidate"), new("act", "receiving-clearance")]);
        var parts = Show([new CaseBlock(situation, IfAdopted: false, "<p>He has not signed.</p>")], language).Find(".worked").Children.ToList();
        var (duty, why) = (parts.FindIndex(part => part.ClassList.Contains("duty")), parts.FindIndex(part => part.ClassList.Contains("why")));
        Assert.InRange(duty, 0, why - 1);
        Assert.Equal($"{label} {EditionSample.Edition.Words.Liabilities[Liability.NotCovered][language]}", parts[why].QuerySelector(".end")!.TextContent);
    }

    [Fact]
    public void A_case_repeats_no_statement_that_stands_on_a_card_of_its_lesson()
    {
        const string Rule = "current-holder-disclosure";
        var statement = EditionSample.Edition.Rules[Rule].Statement["en"];
        var situation = EditionSample.Edition.RuleBook.Vocabulary.Complete([new("holder", "current"), new("obligation", "signed"), new("act", "disclosure")]);
        CaseBlock worked = new(situation, IfAdopted: false, "<p>She told him.</p>");
        Assert.Contains(statement, Show([worked]).Find(".worked").TextContent, StringComparison.Ordinal);
        var beside = Show([new RuleBlock(Rule), worked]).Find(".worked");
        Assert.DoesNotContain(statement, beside.TextContent, StringComparison.Ordinal);
        Assert.Contains(beside.QuerySelectorAll("ol.why b"), title => title.TextContent == EditionSample.Edition.Rules[Rule].Title["en"]);
    }

    [Fact]
    public void A_picture_is_a_named_list_of_steps_in_the_language_of_the_page_with_whose_word_it_is()
    {
        foreach (var picture in EditionSample.Edition.Pictures.Values)
        {
            foreach (var language in Languages.All)
            {
                var figure = Show([new PictureBlock(picture.Id)], language).Find("figure.picture");
                Assert.Equal(picture.Title[language], figure.QuerySelector($"#{figure.GetAttribute("aria-labelledby")}")!.TextContent);
                Assert.Equal(picture.Steps.Select(step => step.Ways.Count), figure.QuerySelectorAll("ol > li").Select(step => step.QuerySelectorAll("ul > li").Length));
                Assert.All(picture.Steps.SelectMany(step => step.Ways), way => Assert.Contains(way.Text[language], figure.TextContent, StringComparison.Ordinal));
                Assert.Equal(picture.Standing == PictureStanding.GoodPractice, figure.QuerySelector(".tag.good") is not null);
                Assert.Equal(picture.Standing == PictureStanding.Sources, figure.QuerySelector(".src") is not null);
            }
        }
    }

    [Fact]
    public void Each_sign_of_a_picture_has_a_drawing_that_nobody_has_to_hear_of()
    {
        Assert.All(PictureIcons.All, name =>
        {
            var sign = Render<PictureIcon>(view => view.Add(v => v.Name, name)).Find("svg[aria-hidden=true]");
            Assert.NotEmpty(sign.QuerySelectorAll("path, rect, circle"));
        });
        Assert.Equal(PictureIcons.All.Count, PictureIcons.All.Select(name => Render<PictureIcon>(view => view.Add(v => v.Name, name)).Markup).Distinct().Count());
    }

    [Theory]
    [InlineData("en", "Good practice, not law", "Your organisation has not named a contact yet.")]
    [InlineData("ru", "Хорошая практика, не закон", "Ваша организация пока никого не указала.")]
    [InlineData("kk", "Жақсы тәжірибе, заң талабы емес", "Ұйымыңыз әзірге ешкімді көрсетпеген.")]
    public void Good_practice_is_labelled_and_says_whom_to_ask(string language, string label, string nobody)
    {
        PracticeBlock[] asking = [new("<p>Ask early.</p>", NamesContact: true)];
        Assert.Equal(label, Show(asking, language).Find("aside.practice").GetAttribute("aria-label"));
        Assert.Equal(label, Show(asking, language).Find("aside.practice .tag").TextContent);
        Assert.Contains(nobody, Show(asking, language).Find(".practice .contact").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("Room 12, 104-55", Show(asking, language, "Room 12, 104-55").Find(".practice .contact").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(Show([new PracticeBlock("<p>Ask early.</p>", NamesContact: false)], language).FindAll(".contact"));
    }

    private IRenderedComponent<LessonBlocks> Show(IReadOnlyList<LessonBlock> blocks, string language = "en", string? contact = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
        return Render<LessonBlocks>(view => view
            .Add(v => v.Blocks, blocks)
            .Add(v => v.Setting, new LessonSetting(EditionSample.Edition, Today, language, 1) { Contact = contact }));
    }
}
