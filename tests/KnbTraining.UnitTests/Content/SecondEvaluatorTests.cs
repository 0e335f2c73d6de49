using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class SecondEvaluatorTests
{
    private static readonly SecondEvaluator Evaluator = new(ShippedContent.Folder);

    public static TheoryData<string> Generators => [.. ShippedContent.Items.Families.Select(family => family.Generator).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Two_evaluators_agree_on_a_hundred_thousand_items_and_the_order_of_options_never_changes_a_score()
    {
        var count = 0;
        var families = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var wrong = new ConcurrentQueue<string>();
        Parallel.For(1, 51, seed =>
        {
            foreach (var item in ItemRun.From(ShippedContent.Items, (ulong)seed).Take(2000))
            {
                var line = Line(item);
                var disagreements = Evaluator.Judge(line);
                if (disagreements.Count > 0 || !ScoresAlike(item, (ulong)seed))
                {
                    wrong.Enqueue($"{string.Join("; ", disagreements)}: {line}");
                }

                families[item.Family.Id] = true;
                Interlocked.Increment(ref count);
            }
        });

        Assert.Empty(wrong.Take(3));
        Assert.Equal(100_000, count);
        Assert.Equal(ShippedContent.Items.Families.Count, families.Count);
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public void A_swapped_key_is_noticed(string generator) => Assert.All(Lines(generator), line => Tampered(line, options =>
    {
        var right = options.First(option => (bool)option["correct"]!);
        var wrong = options.First(option => !(bool)option["correct"]! && Row(option) == Row(right));
        (right["correct"], wrong["correct"]) = (false, true);
        (right["misconception"], wrong["misconception"]) = ((string)wrong["misconception"]!, null);
    }));

    [Theory]
    [MemberData(nameof(Generators))]
    public void A_second_right_option_is_noticed(string generator) => Assert.All(Lines(generator), line => Tampered(line, options =>
    {
        var wrong = options.First(option => !(bool)option["correct"]!);
        wrong["correct"] = true;
        wrong["misconception"] = null;
    }));

    [Theory]
    [MemberData(nameof(Generators))]
    public void A_lost_or_invented_misconception_is_noticed(string generator)
    {
        Assert.All(Lines(generator), line => Tampered(line, options => options.First(option => !(bool)option["correct"]!)["misconception"] = null));
        Assert.All(Lines(generator), line => Tampered(line, options => options.First(option => !(bool)option["correct"]!)["misconception"] = "ghost"));
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public void A_claim_of_an_unknown_form_is_noticed(string generator) =>
        Assert.All(Lines(generator), line => Tampered(line, options => options[0]["claim"]!["extra"] = 1));

    [Fact]
    public void A_changed_liability_is_noticed() => Assert.All(Lines("verdict"), line => Tampered(line, options =>
    {
        var right = options.First(option => (bool)option["correct"]!);
        right["claim"]!["liability"] = (string)right["claim"]!["liability"]! == "criminal" ? "administrative" : "criminal";
    }));

    [Fact]
    public void A_changed_situation_is_noticed()
    {
        var line = Line(ShippedContent.Items.Create("verdict.current-holder-without-approval", 0));
        Assert.NotEmpty(Evaluator.Judge(line.Replace("\"holder\":\"current\"", "\"holder\":\"former\"", StringComparison.Ordinal)));
        Assert.NotEmpty(Evaluator.Judge(line.Replace("\"approval\":\"absent\"", "\"approval\":\"given\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_planned_rule_asked_as_law_is_noticed()
    {
        var line = Line(ShippedContent.Items.Create("verdict.former-holder-without-approval-planned", 0));
        Assert.NotEmpty(Evaluator.Judge(line.Replace("\"law\":\"if-adopted\"", "\"law\":\"in-force\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_plan_named_for_a_case_that_it_leaves_without_the_rule_that_decides_is_noticed()
    {
        var item = Enumerable.Range(0, 100).Select(i => ShippedContent.Items.Create("verdict.former-holder-without-approval-planned", (uint)i)).First(item => item.Rules.Count > 1);
        Assert.Empty(Evaluator.Judge(Line(item)));
        Assert.NotEmpty(Evaluator.Judge(Line(item with { Rules = [item.Rules[0]] })));
        Assert.NotEmpty(Evaluator.Judge(Line(item with { Rules = [item.Rules[0], "former-holder-without-approval"] })));
    }

    private static bool ScoresAlike(Item item, ulong seed)
    {
        var random = new StableRandom(seed);
        var shuffled = item with { Options = random.Shuffle(item.Options) };
        string[][] responses = [[.. item.Options.Where(option => option.Correct).Select(option => option.Id)], [random.Pick(item.Options).Id]];
        return QuestionKinds.Of(item).Grade(item, responses[0]) == 1
            && Array.TrueForAll(responses, response => QuestionKinds.Of(item).Grade(item, response) == QuestionKinds.Of(item).Grade(shuffled, random.Shuffle(response)));
    }

    private static string[] Lines(string generator) =>
        [.. ItemRun.From(ShippedContent.Items, 11).Take(300).Where(item => item.Family.Generator == generator).Take(12).Select(Line)];

    private static void Tampered(string line, Action<List<JsonNode>> tamper)
    {
        Assert.Empty(Evaluator.Judge(line));
        var item = JsonNode.Parse(line)!;
        tamper([.. item["options"]!.AsArray().Select(option => option!)]);
        Assert.NotEmpty(Evaluator.Judge(item.ToJsonString()));
    }

    private static string Row(JsonNode option) => ((string)option["id"]!).Split('=') is [var row, _] ? row : "";

    private static string Line(Item item)
    {
        using var line = new MemoryStream();
        ItemJson.Write(line, ShippedContent.Items, item);
        return Encoding.UTF8.GetString(line.ToArray());
    }
}
