using BenchmarkDotNet.Attributes;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.TestKit.Content;

namespace KnbTraining.LoadTests.Benchmarks;

/// <summary>What it costs to tell what a change does. Wanted: 150 ms for one changed rule of the shipped content.</summary>
[MemoryDiagnoser]
public class ImpactBenchmarks
{
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
    private static readonly DateOnly Day = new(2026, 3, 2);

    private Edition _before = null!;
    private Edition _after = null!;

    [GlobalSetup]
    public void Read() => _before = ShippedContent.Edition;

    // Nothing of the new edition may be known yet: nobody compares two editions twice.
    [IterationSetup]
    public void Change() => _after = EditionCompiler.Recompile(DocumentSetBuilder.FromShipped()
        .Replacing(Rule, "duties: [respect-agreed-travel-limits]", "duties: [ask-approval-of-head]")
        .Build()).Edition!;

    [Benchmark]
    public Impact CompareOneChangedRule() => Impact.Of(_before, _after, Day);
}
