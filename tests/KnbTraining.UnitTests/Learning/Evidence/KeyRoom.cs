using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Signing;
using Microsoft.Extensions.Options;

namespace KnbTraining.UnitTests.Learning.Evidence;

/// <summary>A folder with a key that signs checkpoints, and with room for files.</summary>
internal sealed class KeyRoom : IDisposable
{
    public const string Origin = "ledger.example/knb";

    private readonly SigningKey _key;

    public KeyRoom()
    {
        Keys = new CheckpointKeys(Options.Create(new LearningOptions { DataFolder = Folder }));
        _key = Keys.OpenSigningKey();
        Pem = Keys.FindPublic(_key.Id)!;
        Known = [Read(NoteKey.FromPem(Origin, Pem))];
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("knb-ledger-").FullName;

    public CheckpointKeys Keys { get; }

    public string Pem { get; }

    /// <summary>The key of this room under the origin, as a verifier knows it.</summary>
    public IReadOnlyList<NoteKey> Known { get; }

    public SigningKey Key => _key;

    public static T Read<T>(Parsed<T> parsed)
        where T : class
    {
        Assert.Null(parsed.Fault);
        Assert.NotNull(parsed.Value);
        return parsed.Value;
    }

    public static byte[] Bytes(object text) => Encoding.UTF8.GetBytes(text.ToString()!);

    /// <summary>A checkpoint over all lines, with the file of a day from one number on.</summary>
    public SignedCheckpoint Sign(byte[][] lines, int firstOfDay = 1)
    {
        using var day = new DayFileHash(new DateOnly(2026, 3, 2), firstOfDay);
        foreach (var line in lines.Skip(firstOfDay - 1))
        {
            day.Append(line);
        }

        return SignedCheckpoint.Sign(new Checkpoint(Origin, NaiveTree.Tree(NaiveTree.Leaves(lines)).Head, day.ToLine()), _key);
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
