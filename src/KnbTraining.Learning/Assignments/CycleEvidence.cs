namespace KnbTraining.Learning.Assignments;

/// <summary>A file that proves what somebody learnt elsewhere, kept under its hash.</summary>
public sealed class CycleEvidence
{
    /// <summary>The largest file that is kept, in bytes.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    public const int LongestFileName = 200;

    private CycleEvidence()
    {
    }

    /// <summary>SHA-256 of the bytes, in hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    public string FileName { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    internal static CycleEvidence Create(string hash, EvidenceFile file) => new() { Hash = hash, FileName = file.Name, Bytes = file.Bytes };
}

/// <summary>A file as it was handed in.</summary>
#pragma warning disable CA1819 // It is the content of a file.
public sealed record EvidenceFile(string Name, byte[] Bytes);
#pragma warning restore CA1819
