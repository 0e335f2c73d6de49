using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Demo;

/// <summary>The invented organisation was made, with a history that never happened.</summary>
[RecordedAs("demo.made")]
public sealed record DemoMade(int People) : Fact;
