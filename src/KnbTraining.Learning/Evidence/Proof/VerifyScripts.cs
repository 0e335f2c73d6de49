namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// The scripts with which anybody verifies a day or a line without this program, by <c>sh</c>, <c>openssl</c> and
/// <c>sha256sum</c>. They call each other by name and have to lie in one folder.
/// </summary>
public static class VerifyScripts
{
    /// <summary>Takes a checkpoint and a public key.</summary>
    public const string Checkpoint = "verify-checkpoint.sh";

    /// <summary>Takes the file of a day, a checkpoint with its line, and a public key.</summary>
    public const string Day = "verify-day.sh";

    /// <summary>Takes a file with one line, its <see cref="LineProof"/>, and a public key.</summary>
    public const string Line = "verify-line.sh";

    /// <summary>The names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Checkpoint, Day, Line];

    /// <summary>The content of a script: UTF-8, lines ended by LF. The caller closes it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static Stream Open(string name) => typeof(VerifyScripts).Assembly.GetManifestResourceStream($"{typeof(VerifyScripts).Namespace}.{name}")
        ?? throw new ArgumentException($"There is no script '{name}'.", nameof(name));
}
