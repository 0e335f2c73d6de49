using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class RefresherPlanTests
{
    private const string Document = "courses/who-protects-state-secrets.yaml";

    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);

    public static TheoryData<string> Courses => [.. ShippedContent.Edition.Courses.Keys];

    [Theory]
    [InlineData("{ first-gap-percent: 6.5, factor: 2, items: 4 }", 6.5, 2, 4)]
    [InlineData("{ first-gap-percent: 5 }", 5, 1.6, 5)]
    [InlineData("{ factor: 1.2 }", 7.5, 1.2, 5)]
    [InlineData("{ items: 10 }", 7.5, 1.6, 10)]
    public void A_course_states_its_plan_and_what_it_leaves_out_is_as_usual(string plan, double percent, double factor, int items) =>
        Assert.Equal(new RefresherPlan(percent, factor, items), With(plan).CompileOrThrow().Courses["who-protects-state-secrets"].Refreshers);

    [Fact]
    public void A_course_that_states_none_has_the_usual_plan() =>
        Assert.Equal(new RefresherPlan(7.5, 1.6, 5), ShippedContent.Edition.Courses["who-protects-state-secrets"].Refreshers);

    [Theory]
    [InlineData("first-gap-percent: 4.9", "'first-gap-percent' is '4.9'.", "Give a number from 5 to 10")]
    [InlineData("first-gap-percent: 10.1", "'first-gap-percent' is '10.1'.", "Give a number from 5 to 10")]
    [InlineData("first-gap-percent: \"7,5\"", "'first-gap-percent' is '7,5'.", "with a point before a fraction")]
    [InlineData("first-gap-percent: NaN", "'first-gap-percent' is 'NaN'.", "Give a number from 5 to 10")]
    [InlineData("factor: 1.1", "'factor' is '1.1'.", "Give a number from 1.2 to 3")]
    [InlineData("factor: 3.1", "'factor' is '3.1'.", "Give a number from 1.2 to 3")]
    [InlineData("factor: -2", "'factor' is '-2'.", "Give a number from 1.2 to 3")]
    [InlineData("items: 0", "'items' is '0'.", "Give a whole number from 1 to 10.")]
    [InlineData("items: 11", "'items' is '11'.", "Give a whole number from 1 to 10.")]
    [InlineData("items: 2.5", "'items' is '2.5'.", "Give a whole number from 1 to 10.")]
    [InlineData("gap: 3", "The key 'gap' is not known here.", "factor, first-gap-percent, items")]
    public void A_plan_that_makes_no_sense_is_found(string field, string message, string advice) =>
        With($"{{ {field} }}").Finds(Document, "refreshers:", message, advice);

    [Fact]
    public void A_plan_that_is_no_map_is_found() =>
        With("often").Finds(Document, "refreshers:", "'refreshers' must hold key: value pairs.", "Indent them below it");

    [Theory]
    [MemberData(nameof(Courses))]
    public void A_refresher_asks_one_item_of_each_rule_in_the_order_of_the_rules_whatever_the_seed(string id)
    {
        var course = ShippedContent.Edition.Courses[id];
        var rules = RefresherForm.RulesOf(ShippedContent.Items, course);
        Assert.Equal(rules.Count, rules.Distinct(StringComparer.Ordinal).Count());
        for (var seed = 0UL; seed < 15; seed++)
        {
            string[] asked = [.. StableRandom.For(seed, "rules").Shuffle(rules).Take(5)];
            var form = RefresherForm.Assemble(ShippedContent.Items, course, asked, seed, Nothing);
            Assert.Equal(asked, form.Select(entry => entry.Item.Family.Rule));
            Assert.All(form, entry => Assert.Contains(course.Exam.Parts, part => part.Id == entry.Part));
            Assert.Equal(form.Select(Written), RefresherForm.Assemble(ShippedContent.Items, course, asked, seed, Nothing).Select(Written));
        }
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void Every_rule_of_a_course_gives_fresh_items_for_many_refreshers(string id)
    {
        var course = ShippedContent.Edition.Courses[id];
        foreach (var rule in RefresherForm.RulesOf(ShippedContent.Items, course))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var seed = 0UL; seed < 6; seed++)
            {
                var entry = Assert.Single(RefresherForm.Assemble(ShippedContent.Items, course, [rule], seed, seen));
                Assert.True(seen.Add(entry.Item.Id), $"{rule} repeats {entry.Item.Id} although others exist.");
            }
        }
    }

    // Memory allocated by the thread stands for work: it is the same on every machine.
    [Fact]
    public void A_refresher_of_rules_never_asked_together_is_no_more_work_than_three_exams()
    {
        var course = ShippedContent.Edition.Courses[EditionSample.Course];
        var rules = RefresherForm.RulesOf(ShippedContent.Items, course);
        foreach (var rule in rules)
        {
            RefresherForm.Assemble(ShippedContent.Items, course, [rule], 1, Nothing);
        }

        FormAssembler.Assemble(ShippedContent.Items, course, 1, Nothing);
        var exam = Allocated(() => FormAssembler.Assemble(ShippedContent.Items, course, 2, Nothing));
        for (var seed = 100UL; seed < 110; seed++)
        {
            string[] asked = [.. StableRandom.For(seed, "rules").Shuffle(rules).Take(5)];
            var refresher = Allocated(() => RefresherForm.Assemble(ShippedContent.Items, course, asked, seed, Nothing));
            Assert.True(refresher < 3 * exam, $"A refresher took {refresher:N0} bytes, an exam {exam:N0}.");
        }
    }

    [Fact]
    public void A_rule_that_the_course_does_not_ask_about_is_left_out()
    {
        var course = ShippedContent.Edition.Courses["who-protects-state-secrets"];
        var known = RefresherForm.RulesOf(ShippedContent.Items, course)[0];
        Assert.Equal([known], RefresherForm.Assemble(ShippedContent.Items, course, ["no-such-rule", known], 1, Nothing).Select(entry => entry.Item.Family.Rule));
        Assert.Empty(RefresherForm.Assemble(ShippedContent.Items, course, ["no-such-rule"], 1, Nothing));
    }

    private static long Allocated(Func<IReadOnlyList<FormItem>> make)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        make();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Written(FormItem entry) => $"{entry.Item.Id} {entry.Part} {string.Join(' ', entry.Order)}";

    private static DocumentSetBuilder With(string plan) =>
        DocumentSetBuilder.FromShipped().Replacing(Document, "exam:\n", $"refreshers: {plan}\nexam:\n");
}
