using BenchmarkDotNet.Attributes;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;

namespace KnbTraining.LoadTests.Benchmarks;

/// <summary>What checking and compiling documents costs. Budget: 1 s for the shipped ones.</summary>
[MemoryDiagnoser]
public class ContentBenchmarks
{
    private DocumentSet _documents = null!;

    /// <summary>How many times as large as the shipped content.</summary>
    [Params(1, 10)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Read() => _documents = LargeContent.Documents(Size);

    [Benchmark]
    public Edition CompileTheContent() => EditionCompiler.Compile(_documents).Edition!;
}
