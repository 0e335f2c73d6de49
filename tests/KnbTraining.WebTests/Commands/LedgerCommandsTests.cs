using System.Diagnostics;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.TestKit;
using KnbTraining.Web.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Commands;

/// <summary>The commands as README shows them, and what they write given to sh.</summary>
public sealed class LedgerCommandsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-ledger-command-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Out => Path.Combine(_folder, "out");

    private string Outside => Path.Combine(_folder, "outside.checkpoint");

    [Fact]
    public async Task A_day_and_a_line_are_verified_by_sh_and_not_after_a_byte_was_changed()
    {
        await MakeDataAsync();
        Assert.Equal(0, await RunAsync("ledger", "day", "2026-03-02", "--output", Out));
        Assert.Equal(0, await RunAsync("ledger", "proof", "2", "--output", Out));
        await using (var room = LearningRoom.OpenBeside(Data))
        {
            Assert.Equal(["day", "day", "proof"], (await room.FactsAsync<LedgerExported>()).Select(fact => fact.Format.ToString()));
        }

        string[] day = [VerifyScripts.Day, "2026-03-02.jsonl", "2026-03-02.checkpoint", ProofFiles.Key];
        string[] line = [VerifyScripts.Line, "entry-2.json", "entry-2.tlog-proof", ProofFiles.Key];
        Assert.Equal((0, 0), (await ShAsync(day), await ShAsync(line)));
        foreach (var file in new[] { "2026-03-02.jsonl", "entry-2.json" })
        {
            var path = Path.Combine(Out, file);
            await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, None)).Replace("\"number\":2", "\"number\":7", StringComparison.Ordinal), None);
        }

        Assert.Equal((1, 1), (await ShAsync(day), await ShAsync(line)));
    }

    [Fact]
    public async Task Verifying_says_zero_as_long_as_everything_fits_and_one_once_it_was_rewritten()
    {
        await MakeDataAsync();
        Assert.Equal(0, await RunAsync("ledger", "verify"));
        Assert.Equal(0, await RunAsync("ledger", "verify", "--checkpoint", Outside));
        var paper = Path.Combine(_folder, "paper.txt");
        await File.WriteAllLinesAsync(paper, (await File.ReadAllLinesAsync(Outside, None)).Take(3), None);
        Assert.Equal(0, await RunAsync("ledger", "verify", "--checkpoint", Outside, "--checkpoint", paper));

        await ForgeLastAsync();
        Assert.Equal(0, await RunAsync("ledger", "verify"));
        Assert.Equal(1, await RunAsync("ledger", "verify", "--checkpoint", Outside));
        Assert.Equal(1, await RunAsync("ledger", "verify", "--checkpoint", paper));
        Assert.Equal(1, await RunAsync("ledger", "day", "2026-03-02", "--output", Out));
        Assert.Equal(1, await RunAsync("ledger", "proof", "1", "--output", Out));
        Assert.False(File.Exists(Path.Combine(Out, "2026-03-02.jsonl")) || File.Exists(Path.Combine(Out, "entry-1.json")));
    }

    [Fact]
    public async Task A_new_key_signs_and_what_the_old_one_signed_is_still_verified()
    {
        await MakeDataAsync();
        Assert.Equal(0, await RunAsync("ledger", "rotate-key"));
        Assert.Equal(0, await RunAsync("ledger", "verify", "--checkpoint", Outside));
        Assert.Equal(0, await RunAsync("ledger", "day", "2026-03-02", "--output", Out));
        Assert.Equal(0, await ShAsync(VerifyScripts.Day, "2026-03-02.jsonl", "2026-03-02.checkpoint", ProofFiles.Key));
    }

    [Fact]
    public async Task Trouble_ends_with_exit_code_one()
    {
        await MakeDataAsync();
        var text = Path.Combine(_folder, "text");
        await File.WriteAllTextAsync(text, "text\n", None);
        string[][] bad =
        [
            ["verify", "--checkpoint", Path.Combine(_folder, "missing")], ["verify", "--checkpoint", text], ["verify", "one-too-many"],
            ["proof", "0", "--output", Out], ["proof", "999", "--output", Out], ["proof", "two", "--output", Out], ["proof", "1"],
            ["day", "2026-03-01", "--output", Out], ["day", "yesterday", "--output", Out], ["day", "2026-03-02"],
        ];
        foreach (var arguments in bad)
        {
            Assert.True(await RunAsync(["ledger", .. arguments]) == 1, string.Join(' ', arguments));
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    // A ledger with entries of one day that has ended, and its checkpoint outside.
    private async Task MakeDataAsync()
    {
        await NewInstallation.MakeAsync(Data);
        Assert.Equal(0, await RunAsync("certificates", "rotate-key"));
        await using (var room = LearningRoom.OpenBeside(Data))
        {
            Assert.True((await room.Get<CheckpointKeyRotation>().RotateAsync(None)).Ok);
        }

        Assert.Equal(0, await RunAsync("ledger", "day", "2026-03-02", "--output", _folder));
        File.Move(Path.Combine(_folder, "2026-03-02.checkpoint"), Outside);
    }

    private async Task ForgeLastAsync()
    {
        await using var room = LearningRoom.OpenBeside(Data);
        await using var db = room.Open();
        var line = LedgerLine.Read(await db.LedgerRows.Where(row => row.Number == 1).Select(row => row.Line).SingleAsync(None))!;
        var forged = (line with { Fact = ((KnbTraining.Learning.Certificates.CertificateKeyMade)line.Fact) with { KeyId = Slug.Of("0123456789abcdef") } }).Write();
        await db.Database.ExecuteSqlAsync($"UPDATE Ledger SET Line = {forged}, LeafHash = {LedgerLine.LeafHashOf(forged)}, SubjectKey = '0123456789abcdef' WHERE Number = 1", None);
    }

    private Task<int> RunAsync(params string[] arguments) => KnbCommandLine.InvokeAsync([.. arguments, "--Data:Folder", Data]);

    private async Task<int> ShAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", arguments) { WorkingDirectory = Out, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.WaitForExitAsync(None);
        return process.ExitCode;
    }
}
