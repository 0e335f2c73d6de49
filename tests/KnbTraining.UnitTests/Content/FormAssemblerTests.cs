using System.Collections.Concurrent;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class FormAssemblerTests
{
    private const int Seeds = 150;

    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);

    // Drawn once for all tests that only look at them.
    private static readonly ConcurrentDictionary<string, IReadOnlyList<FormItem>[]> Drawn = new(StringComparer.Ordinal);

    public static TheoryData<string> Courses => [.. ShippedContent.Edition.Courses.Keys];

    [Theory]
    [MemberData(nameof(Courses))]
    public void Over_many_seeds_a_form_has_the_counts_of_its_parts_no_family_or_decision_twice_few_silences_and_little_left_open(string id)
    {
        var course = ShippedContent.Edition.Courses[id];
        foreach (var form in FormsOf(id))
        {
            Assert.Equal(course.Exam.Count, form.Count);
            Assert.All(course.Exam.Parts, part =>
            {
                var own = form.Where(item => item.Part == part.Id).ToArray();
                Assert.Equal(part.Count, own.Length);
                Assert.All(own, item => Assert.Contains(item.Item.Family.Id, part.Families));
            });
            Assert.Equal(form.Count, form.Select(item => item.Item.Decision).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(form.Count, form.Select(item => item.Item.Id).Distinct(StringComparer.Ordinal).Count());
            Assert.InRange(form.Count(item => FormAssembler.AsksSilence(item.Item)), 0, Math.Max(1, form.Count / FormAssembler.NotCoveredShare));
            Assert.All(form, item => Assert.NotEmpty(item.Order));
            Assert.Equal(form.Count, form.Select(item => item.Item.Family.Id).Distinct(StringComparer.Ordinal).Count());
            Assert.InRange(form.Count(item => item.Item.Family.Generator == "left-open"), 0, Math.Max(1, form.Count / FormAssembler.LeftOpenShare));
        }
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void Forms_of_a_course_are_about_equally_hard_and_hardly_ever_touch_a_topic_twice_or_give_a_key_away(string id)
    {
        var study = FormStudy.Run(ShippedContent.Items, ShippedContent.Edition.Courses[id], Seeds);
        Assert.InRange(study.Spread, 0, 0.12);
        Assert.InRange(study.RepeatedTopics, 0, Seeds / 50);
        Assert.Equal(0, study.RepeatedDecisions);
        Assert.Equal(0, study.GiveAways);
    }

    [Fact]
    public void An_item_whose_words_state_a_rule_gives_away_one_that_asks_about_it()
    {
        var states = ShippedContent.Items.Create("left-open.former-holder-disclosure", 1);
        var asks = ShippedContent.Items.Create("verdict.former-holder-disclosure", 1);
        var other = ShippedContent.Items.Create("verdict.current-holder-disclosure", 1);
        Assert.True(FormAssembler.GiveAway(states, asks));
        Assert.True(FormAssembler.GiveAway(asks, states));
        Assert.False(FormAssembler.GiveAway(states, other));
        Assert.False(FormAssembler.GiveAway(asks, other));
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void Over_many_seeds_every_family_of_the_course_is_asked(string id)
    {
        var course = ShippedContent.Edition.Courses[id];
        var asked = FormsOf(id)
            .SelectMany(form => form)
            .Select(item => item.Item.Family.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(course.Exam.Parts.SelectMany(part => part.Families), family => Assert.Contains(family, asked));
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void The_same_seed_gives_the_same_form_and_another_seed_another(string id)
    {
        var course = ShippedContent.Edition.Courses[id];
        string Form(ulong seed, ItemBank items) => string.Join('\n', FormAssembler.Assemble(items, course, seed, Nothing).Select(item => $"{item.Item.Id} {item.Part} {string.Join(',', item.Order)}"));
        var second = DocumentSetBuilder.FromShipped().CompileOrThrow().ItemsOn(ShippedContent.Items.LawDate);

        Assert.Equal(Form(7, ShippedContent.Items), Form(7, second));
        Assert.Equal(40, Enumerable.Range(0, 40).Select(seed => Form((ulong)seed, ShippedContent.Items)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Items_met_before_do_not_come_again_while_fresh_ones_exist_and_decisions_stay_apart()
    {
        var course = ShippedContent.Edition.Courses["working-with-state-secrets"];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var attempt = 0; attempt < 8; attempt++)
        {
            // The same seed each time: without the memory of what was seen, the same form would come again.
            var form = FormAssembler.Assemble(ShippedContent.Items, course, 99, seen);
            Assert.All(form.Where(item => item.Item.Family.Generator is not "authored"), item => Assert.DoesNotContain(item.Item.Id, seen));
            Assert.Equal(form.Count, form.Select(item => item.Item.Decision).Distinct(StringComparer.Ordinal).Count());
            seen.UnionWith(form.Select(item => item.Item.Id));
        }
    }

    [Fact]
    public void A_person_who_has_met_everything_of_a_small_part_still_gets_a_whole_form_without_repeats()
    {
        var course = ShippedContent.Edition.Courses["who-protects-state-secrets"];
        var all = course.Exam.Parts.SelectMany(part => part.Families).Where(family => family.StartsWith("authored.", StringComparison.Ordinal)).Select(family => $"{family}~0").ToHashSet(StringComparer.Ordinal);
        for (var seed = 0UL; seed < 60; seed++)
        {
            var form = FormAssembler.Assemble(ShippedContent.Items, course, seed, all);
            Assert.Equal(course.Exam.Count, form.Count);
            Assert.Equal(form.Count, form.Select(item => item.Item.Decision).Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void A_rule_that_ends_and_one_that_takes_its_place_are_asked_each_in_its_time()
    {
        const string Old = "rules/travel-approval/former-holder-without-approval.yaml";
        const string New = "rules/travel-approval/former-holder-liable.yaml";
        const string Course = "courses/working-with-state-secrets.yaml";
        var adopted = new DateOnly(2027, 7, 1);
        var documents = DocumentSetBuilder.FromShipped();
        var edition = documents
            .Replacing(Old, "until: null", "until: 2027-07-01")
            .With(New, documents.CopyOfRule("rules/travel-approval/current-holder-without-approval.yaml", "former-holder-liable")
                .Replace("since: null", "since: 2027-07-01", StringComparison.Ordinal)
                .Replace("holder: current", "holder: former", StringComparison.Ordinal))
            .Replacing(Course, "- verdict.former-holder-without-approval\n", "- verdict.former-holder-without-approval\n        - verdict.former-holder-liable\n")
            .CompileOrThrow();
        var course = edition.Courses["working-with-state-secrets"];

        HashSet<string> Asked(DateOnly day) => [.. Enumerable.Range(0, 40)
            .SelectMany(seed => FormAssembler.Assemble(edition.ItemsOn(day), course, (ulong)seed, Nothing))
            .Select(item => item.Item.Family.Id)];
        var before = Asked(adopted.AddDays(-1));
        var after = Asked(adopted);

        Assert.Contains("verdict.former-holder-without-approval", before);
        Assert.DoesNotContain("verdict.former-holder-liable", before);
        Assert.Contains("verdict.former-holder-liable", after);
        Assert.DoesNotContain("verdict.former-holder-without-approval", after);
        Assert.Same(edition.ItemsOn(adopted), edition.ItemsOn(adopted.AddYears(5)));
        Assert.NotSame(edition.ItemsOn(adopted), edition.ItemsOn(adopted.AddDays(-1)));
    }

    [Fact]
    public void A_part_that_has_nothing_to_ask_once_the_law_has_changed_is_found()
    {
        const string Course = "courses/before-access.yaml";
        DocumentSetBuilder.FromShipped()
            .Replacing("rules/definitions/state-secrets-and-kinds.yaml", "until: null", "until: 2027-07-01")
            .Replacing("rules/definitions/clearance-defined.yaml", "until: null", "until: 2027-07-01")
            .Finds(Course, "- id: terms", "The part 'terms' has nothing to ask once the law has changed on 2027-07-01.", "Add a family of a rule that counts from then on.");
    }

    [Fact]
    public void A_part_that_asks_more_than_it_has_families_for_is_named()
    {
        const string Course = "courses/who-protects-state-secrets.yaml";
        DocumentSetBuilder.FromShipped()
            .Replacing(Course, "- id: left-open", "- id: left-open-too-often")
            .Replacing(Course, "count: 1\n      families:\n        - left-open", "count: 2\n      families:\n        - left-open")
            .Finds(
                Course,
                "- id: left-open-too-often",
                "The part 'left-open-too-often' asks 2 questions and has families for 1: a form asks about a rule in one way once, and of ten questions one about what is left open.",
                "Let the part ask fewer questions, or add families.");
    }

    private static IReadOnlyList<FormItem>[] FormsOf(string course) => Drawn.GetOrAdd(course, static id =>
        [.. Enumerable.Range(0, Seeds).Select(seed => FormAssembler.Assemble(ShippedContent.Items, ShippedContent.Edition.Courses[id], (ulong)seed, Nothing))]);
}
