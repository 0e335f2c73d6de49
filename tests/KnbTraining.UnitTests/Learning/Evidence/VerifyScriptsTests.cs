using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using static KnbTraining.UnitTests.Learning.Evidence.KeyRoom;

namespace KnbTraining.UnitTests.Learning.Evidence;

/// <summary>The scripts as they are shipped, run by sh with openssl and sha256sum: an oracle that shares no code with ours.</summary>
public sealed class VerifyScriptsTests : IDisposable
{
    private static readonly byte[][] Lines = NaiveTree.Lines(7);

    private readonly KeyRoom _room;

    public VerifyScriptsTests()
    {
        foreach (var tool in new[] { "sh", "openssl", "sha256sum" })
        {
            Assert.SkipUnless(IsInstalled(tool), $"{tool} is not installed here.");
        }

        _room = new KeyRoom();
        foreach (var name in VerifyScripts.Names)
        {
            using var script = VerifyScripts.Open(name);
            using var file = File.Create(Path.Combine(_room.Folder, name));
            script.CopyTo(file);
        }

        Write("key.pem", _room.Pem);
    }

    public void Dispose() => _room.Dispose();

    [Fact]
    public void A_day_is_verified_and_no_changed_file_checkpoint_or_key_is()
    {
        using var other = new KeyRoom();
        var day = string.Concat(Lines[3..].Select(line => Encoding.UTF8.GetString(line) + "\n"));
        var signed = _room.Sign(Lines, firstOfDay: 4);
        var text = signed.ToString();
        Write("day.jsonl", day);
        Write("checkpoint", text);
        var (code, output) = Run(VerifyScripts.Day, "day.jsonl", "checkpoint", "key.pem");
        Assert.Equal(0, code);
        Assert.Contains($"signed by key {_room.Key.Id[..8]}", output, StringComparison.Ordinal);
        Assert.Contains("lines 4 to 7 of 2026-03-02", output, StringComparison.Ordinal);

        // Unknown signatures around our own, and a last line whose end was lost on the way.
        var cosigned = signed.Note.With("officer.example", other.Key).ToString();
        (string What, int Code, string Says, string Day, string Checkpoint, string Key)[] cases =
        [
            ("cosigned", 0, "lines 4 to 7", day, cosigned, _room.Pem),
            ("signatures swapped", 0, "lines 4 to 7", day, SignedNote.Sign(signed.Note.Text, Origin, other.Key).With(Origin, _room.Key).ToString(), _room.Pem),
            ("a signature that is none", 0, "lines 4 to 7", day, text.Replace("\n\n", "\n\n— x *\n", StringComparison.Ordinal), _room.Pem),
            ("no end of the last line", 0, "lines 4 to 7", day, text.TrimEnd(), _room.Pem),
            ("a changed line", 1, "not the one of 2026-03-02", day.Replace("4", "5", StringComparison.Ordinal), text, _room.Pem),
            ("a missing line", 1, "not the one of 2026-03-02", day[(day.IndexOf('\n', StringComparison.Ordinal) + 1)..], text, _room.Pem),
            ("a changed size", 1, "does not fit", day, text.Replace("\n7\n", "\n8\n", StringComparison.Ordinal), _room.Pem),
            ("a changed day", 1, "does not fit", day, text.Replace("03-02", "03-03", StringComparison.Ordinal), _room.Pem),
            ("line ends of Windows", 1, "CR LF", day, text.ReplaceLineEndings("\r\n"), _room.Pem),
            ("cut before the signature", 1, "did not sign", day, text.Split("\n\n")[0] + "\n\n", _room.Pem),
            ("another key", 1, "did not sign", day, text, other.Pem),
            ("no day", 1, "speaks of no day", day, SignedCheckpoint.Sign(signed.Checkpoint with { Day = null }, _room.Key).ToString(), _room.Pem),
            ("another count of lines", 1, "as many lines", day, SignedCheckpoint.Sign(signed.Checkpoint with { Day = signed.Checkpoint.Day! with { First = 5 } }, _room.Key).ToString(), _room.Pem),
            ("no key", 2, "is no public key", day, text, "text"),
        ];
        Each.Of(cases, one =>
        {
            Write("day.jsonl", one.Day);
            Write("checkpoint", one.Checkpoint);
            Write("key.pem", one.Key);
            var (exit, says) = Run(VerifyScripts.Day, "day.jsonl", "checkpoint", "key.pem");
            Assert.Contains(one.Says, says, StringComparison.Ordinal);
            Assert.Equal(one.Code, exit);
        });
        Each.Of(VerifyScripts.Names, script => Assert.Equal(2, Run(script, "day.jsonl", "missing", "key.pem").Code));
    }

    [Fact]
    public void Each_line_of_some_trees_is_verified_by_its_proof() => Each.Of([1, 2, 3, 7], size =>
    {
        for (var index = 0; index < size; index++)
        {
            Write("line", Lines[index]);
            Write("proof", Prove(index, size).ToString());
            Assert.Equal((0, $"number {index + 1} of {Origin}"), (RunLine(out var says), says.Split("The line is ").Last().Split(',')[0]));
        }
    });

    [Fact]
    public void A_line_is_verified_with_or_without_its_end_and_only_under_its_own_proof()
    {
        var proof = Prove(2, 7);
        var text = proof.ToString();
        (string What, int Code, string Says, byte[] Line, string Proof)[] cases =
        [
            ("its end", 0, "number 3", [.. Lines[2], (byte)'\n'], text),
            ("extra data", 0, "number 3", Lines[2], text.Replace("index", "extra AAAA\nindex", StringComparison.Ordinal)),
            ("two ends", 1, "not the one", [.. Lines[2], (byte)'\n', (byte)'\n'], text),
            ("a zero byte", 1, "not the one", [.. Lines[2], 0], text),
            ("another line", 1, "not the one", Lines[3], text),
            ("another place", 1, "not the one", Lines[2], (proof with { Index = 3 }).ToString()),
            ("a place beyond", 1, "does not reach", Lines[2], (proof with { Index = 7 }).ToString()),
            ("no number", 1, "'-2' is no number", Lines[2], text.Replace("index 2", "index -2", StringComparison.Ordinal)),
            ("an octal number", 1, "'02' is no number", Lines[2], text.Replace("index 2", "index 02", StringComparison.Ordinal)),
            ("a number too large", 1, "is no number", Lines[2], text.Replace("index 2", "index 9223372036854775809", StringComparison.Ordinal)),
            ("no place", 1, "which line", Lines[2], text.Replace("index 2\n", "", StringComparison.Ordinal)),
            ("no proof", 1, "no proof", Lines[2], text.Replace("@v1", "@v2", StringComparison.Ordinal)),
            ("too short", 1, "too short", Lines[2], (proof with { Hashes = [.. proof.Hashes.SkipLast(1)] }).ToString()),
            ("too long", 1, "too long", Lines[2], (proof with { Hashes = [.. proof.Hashes, MerkleTree.EmptyRoot] }).ToString()),
            ("a changed hash", 1, "not the one", Lines[2], (proof with { Hashes = [MerkleTree.EmptyRoot, .. proof.Hashes.Skip(1)] }).ToString()),
            ("another checkpoint", 1, "not the one", Lines[2], (proof with { Note = _room.Sign(Lines[..6]).Note }).ToString()),
            ("a changed checkpoint", 1, "does not fit", Lines[2], text.Replace("\n7\n", "\n8\n", StringComparison.Ordinal)),
            ("cut", 1, "did not sign", Lines[2], text[..text.IndexOf('—', StringComparison.Ordinal)]),
        ];
        Each.Of(cases, one =>
        {
            Write("line", one.Line);
            Write("proof", one.Proof);
            var code = RunLine(out var says);
            Assert.Contains(one.Says, says, StringComparison.Ordinal);
            Assert.Equal(one.Code, code);
        });
    }

    [Fact]
    public void The_commands_that_are_shown_for_hands_do_what_the_text_beside_them_says()
    {
        var signed = _room.Sign(Lines[..2]);
        Write("text", signed.Note.Text);
        Write("day.jsonl", [.. Lines[0], (byte)'\n', .. Lines[1], (byte)'\n']);
        var checkpoint = RunShown(VerifyScripts.Checkpoint, ("base64", signed.ToString().TrimEnd().Split(' ')[^1]), ("key", "key.pem"), ("text", "text"));
        Assert.Equal([_room.Key.Id[..8], _room.Key.Id[..8], "Verified OK"], checkpoint);
        Assert.Equal([$"{signed.Checkpoint.Day!.Sha256.ToString()}  day.jsonl"], RunShown(VerifyScripts.Day, ("lines", "day.jsonl")));
        Assert.Equal([signed.Checkpoint.Head.Root.ToBase64()], RunShown(VerifyScripts.Line, ("line", Encoding.UTF8.GetString(Lines[0])), ("proof", MerkleTree.Leaf(Lines[1]).ToBase64())));
    }

    private static bool IsInstalled(string tool)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, tool == "sh" ? ["-c", ":"] : ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private LineProof Prove(int index, int size) => new(index, MerkleProofBuilder.Inclusion(index, size).From(NaiveTree.Leaves(Lines)), _room.Sign(Lines[..size]).Note);

    private int RunLine(out string says)
    {
        (var code, says) = Run(VerifyScripts.Line, "line", "proof", "key.pem");
        return code;
    }

    // Only what stands after "By hand" and is set off there.
    private string[] RunShown(string script, params (string Name, string Value)[] variables)
    {
        var shown = File.ReadLines(Path.Combine(_room.Folder, script)).SkipWhile(line => !line.StartsWith("# By hand", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('#'))
            .Where(line => line.StartsWith("#   ", StringComparison.Ordinal)).Select(line => line[4..]).ToList();
        Assert.NotEmpty(shown);
        Write("shown.sh", string.Join('\n', ["set -eu", .. shown]) + "\n");
        var (code, output) = Run("shown.sh", variables);
        Assert.True(code == 0, output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())];
    }

    private (int Code, string Output) Run(string script, params string[] arguments) => Run(script, [], arguments);

    private (int Code, string Output) Run(string script, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", [script, .. arguments]) { WorkingDirectory = _room.Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(_room.Folder, name), bytes);
}
