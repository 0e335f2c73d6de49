namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>What was read, or what is wrong with it.</summary>
/// <param name="Value">Null where there is a fault.</param>
/// <param name="Fault">Null where there is a value.</param>
/// <param name="Line">In which line the fault is, from 1; 0 where it is in none in particular.</param>
public sealed record Parsed<T>(T? Value, ProofFault? Fault, int Line = 0)
    where T : class
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(ProofFault fault) => new(null, fault);

    public static implicit operator Parsed<T>((ProofFault Fault, int Line) wrong) => new(null, wrong.Fault, wrong.Line);
}
