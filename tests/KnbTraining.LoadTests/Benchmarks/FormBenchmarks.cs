using BenchmarkDotNet.Attributes;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;

namespace KnbTraining.LoadTests.Benchmarks;

/// <summary>What an exam costs: drawing 20 items and putting them into words. Budget: 5 ms of processor time.</summary>
[MemoryDiagnoser]
public class FormBenchmarks
{
    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);
    private ItemBank _items = null!;
    private Course _course = null!;
    private ulong _seed;

    /// <summary>How many times as large as the shipped content.</summary>
    [Params(1, 10)]
    public int Size { get; set; }

    [Params("en", "ru", "kk")]
    public string Language { get; set; } = "en";

    [GlobalSetup]
    public void Read()
    {
        var edition = LargeContent.Edition(Size);
        _items = edition.ItemsOn(new DateOnly(2026, 1, 15));
        _course = edition.Courses["working-with-state-secrets"];
    }

    [Benchmark]
    public int MakeAndRenderAnExam() =>
        FormAssembler.Assemble(_items, _course, _seed++, Nothing).Sum(entry => _items.Render(entry.Item, Language).Question.Length);
}
