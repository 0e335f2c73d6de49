using BenchmarkDotNet.Attributes;
using KnbTraining.Rules;

namespace KnbTraining.LoadTests.Benchmarks;

/// <summary>What evaluating and analysing the rules costs, and how that grows with the book.</summary>
[MemoryDiagnoser]
public class RuleBookBenchmarks
{
    private static readonly Law Today = new(new DateOnly(2026, 1, 15));
    private RuleBook _book = null!;
    private Situation _situation = null!;

    /// <summary>How many times as large as the shipped content.</summary>
    [Params(1, 10)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Read()
    {
        _book = LargeContent.Edition(Size).RuleBook;
        _situation = _book.Vocabulary.Complete([new("holder", "former"), new("act", "travel-abroad")]);
    }

    [Benchmark]
    public Verdict EvaluateOneSituation() => _book.Evaluate(_situation, Today);

    /// <summary>Conflicts and gaps under both laws, unreachable rules, and the counterfactuals of all situations.</summary>
    [Benchmark]
    public int AnalyseTheWholeBook()
    {
        var found = _book.FindUnreachable().Count;
        foreach (var law in new[] { Today, Today with { IfAdopted = true } })
        {
            found += _book.FindConflicts(law).Count + _book.FindGaps(law).Count;
            found += _book.Vocabulary.Space.Sum(situation => _book.FindCounterfactuals(situation, law).Count);
        }

        return found;
    }
}
