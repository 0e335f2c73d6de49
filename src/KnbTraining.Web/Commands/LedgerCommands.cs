using System.CommandLine;
using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Imports;
using KnbTraining.Web.Features.Audit;
using KnbTraining.Web.Hosting;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Commands;

/// <summary>Commands that verify the ledger, and give proofs to people outside.</summary>
public static class LedgerCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var data = new Option<string?>("--Data:Folder") { Description = "The data folder; the environment's KNB_DATA names it too." };
        var checkpoints = new Option<string[]>("--checkpoint") { Description = "A checkpoint from outside: its file, or a text file with the three lines from paper. May be given several times.", DefaultValueFactory = _ => [] };
        var verify = new Command("verify", "Compare the whole audit log with checkpoints from outside. Exit code 1 where anything does not fit.") { checkpoints, data };
        verify.SetAction((parsed, ct) => InstallationCommand.RunAsync(parsed, data, services => VerifyAsync(services, parsed.GetValue(checkpoints) ?? [], ct), ct));

        var output = new Option<string>("--output") { Description = "The folder into which the files are written; made where it is missing.", Required = true };
        var number = new Argument<string>("number") { Description = "The number of the entry." };
        var proof = new Command("proof", "Write one line with its proof, the public key and the scripts that verify it without this program.") { number, output, data };
        proof.SetAction((parsed, ct) => InstallationCommand.RunAsync(parsed, data, services => ProveAsync(services, parsed.GetValue(number)!, parsed.GetValue(output)!, ct), ct));

        var date = new Argument<string>("day") { Description = "The day, as year-month-day." };
        var day = new Command("day", "Write the lines of one day with their checkpoint, the public key and the scripts that verify them without this program.") { date, output, data };
        day.SetAction((parsed, ct) => InstallationCommand.RunAsync(parsed, data, services => WriteDayAsync(services, parsed.GetValue(date)!, parsed.GetValue(output)!, ct), ct));

        var rotate = new Command("rotate-key", "Sign checkpoints with a new key from now on. The old public key still verifies those made before.") { data };
        rotate.SetAction((parsed, ct) => InstallationCommand.RunAsync(parsed, data, services => RotateAsync(services, ct), ct));
        var all = new Command("ledger", "The audit log: verify it, and prove lines and days to people outside.") { verify, proof, day, rotate };
        foreach (var command in all.Subcommands)
        {
            command.TreatUnmatchedTokensAsErrors = false;
        }

        root.Subcommands.Add(all);
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, string[] files, CancellationToken ct)
    {
        var words = services.GetRequiredService<ComparisonWords>();
        var heads = new List<TreeHead>();
        foreach (var file in files)
        {
            var read = await services.GetRequiredService<OutsideHeads>().ReadAsync(await File.ReadAllBytesAsync(file, ct), ct);
            if (read.Value is not { } parsed)
            {
                throw new StartupException("The database cannot be read.");
            }

            if (parsed.Value is not { } checkpoint)
            {
                throw new StartupException($"'{file}': {words.Fault(parsed.Fault!.Value, parsed.Line)}");
            }

            heads.Add(checkpoint.Checkpoint.Head);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"'{file}': {checkpoint.Checkpoint.Head.Size} entries, {(checkpoint.Note is null ? "not signed: it proves as much as the paper from which it was typed" : "signature verified")}."));
        }

        var verified = await services.GetRequiredService<LedgerVerifier>().RunAsync(heads, ct);
        foreach (var sentence in words.Of(verified))
        {
            await (sentence.Bad ? Console.Error : Console.Out).WriteLineAsync(sentence.Text);
        }

        var (standing, lists) = (await StandingAsync(services, ct), await ListsAsync(services, ct));
        return standing && lists && verified.Found.NothingFound ? 0 : 1;
    }

    // What needs no checkpoint: columns beside the lines, and texts beside their hashes; and the checkpoints that were made here.
    private static async Task<bool> StandingAsync(IServiceProvider services, CancellationToken ct)
    {
        var watched = await services.GetRequiredService<LedgerWatch>().VerifyAllAsync([], ct);
        var standing = watched.Standing;
        var texts = services.GetRequiredService<IStringLocalizer<AuditTexts>>();
        if (standing.BrokenAt is { } broken)
        {
            await Console.Error.WriteLineAsync($"{texts["Check.broken", broken]} {texts[$"Fault.{standing.Fault}"]}");
        }

        if (standing.ChangedTexts > 0)
        {
            await Console.Error.WriteLineAsync(texts.Plural("Check.texts", standing.ChangedTexts));
        }

        foreach (var number in watched.Spoiled)
        {
            await Console.Error.WriteLineAsync(texts["Check.spoiled", number]);
        }

        return standing.Fits && watched.Spoiled.Count == 0;
    }

    // Who stood in the lists of acts about many people, and what was done with each.
    private static async Task<bool> ListsAsync(IServiceProvider services, CancellationToken ct)
    {
        var broken = await services.GetRequiredService<CycleListCheck>().RunAsync(ct);
        foreach (var one in broken)
        {
            await Console.Error.WriteLineAsync($"Entry {one.Number}, list {one.ListId}: {Told(one.Fault)}.");
        }

        var imports = await services.GetRequiredService<ImportCheck>().RunAsync(ct);
        foreach (var one in imports)
        {
            await Console.Error.WriteLineAsync($"Entry {one.Number}, import {one.ImportId}: what was done is not what was sealed.");
        }

        return broken.Count == 0 && imports.Count == 0;
    }

    private static string Told(CycleListFault fault) => fault switch
    {
        CycleListFault.Missing => "it is gone",
        CycleListFault.People => "who stands in it is not what was sealed",
        CycleListFault.Outcome => "what was done is not what was sealed",
        CycleListFault.Cycles => "the courses that are open or taken back by it are not those that were sealed",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
    };

    private static async Task<int> ProveAsync(IServiceProvider services, string text, string folder, CancellationToken ct)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            throw new StartupException($"'{text}' is no number of an entry.");
        }

        var written = await services.GetRequiredService<ProofFiles>().WriteLineAsync(number, folder, ct);
        return await ToldAsync(written, folder, $"There is no entry {text}.", $"sh {VerifyScripts.Line} {written.Value?.Lines} {written.Value?.Proof} {ProofFiles.Key}");
    }

    private static async Task<int> WriteDayAsync(IServiceProvider services, string text, string folder, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new StartupException($"'{text}' is not a day. Write it as year-month-day, for example 2026-11-24.");
        }

        // The day may have ended while nothing ran.
        await services.GetRequiredService<CheckpointMaker>().MakeDaysAsync(ct);
        var written = await services.GetRequiredService<ProofFiles>().WriteDayAsync(day, folder, ct);
        return await ToldAsync(
            written, folder, $"{text} has no checkpoint: nothing was recorded on that day, or it has not ended.", $"sh {VerifyScripts.Day} {written.Value?.Lines} {written.Value?.Proof} {ProofFiles.Key}");
    }

    private static async Task<int> ToldAsync(Result<WrittenProof> result, string folder, string missing, string command)
    {
        if (result.Value is not { } written)
        {
            throw new StartupException(result.Refused?.Kind switch
            {
                RefusalKind.NotFound => missing,
                RefusalKind.Broken => "The entries are not those that were signed, so nothing was written. Run the command 'ledger verify'.",
                _ => "The audit log cannot be written, so nothing was written: what leaves is recorded first.",
            });
        }

        var (first, last) = (written.Span.First, written.Span.Last);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Written into {folder}: {(first == last ? $"entry {first}" : $"entries {first} to {last}")}. Whoever gets the folder runs in it:"));
        await Console.Out.WriteLineAsync($"  {command}");
        await Console.Out.WriteLineAsync($"Give them the public key on another way as well, or its id, to compare {ProofFiles.Key} with.");
        return 0;
    }

    private static async Task<int> RotateAsync(IServiceProvider services, CancellationToken ct)
    {
        var rotated = await services.GetRequiredService<CheckpointKeyRotation>().RotateAsync(ct);
        if (rotated.Value is not { } keyId)
        {
            throw new StartupException("The key was not changed: the audit log cannot be written.");
        }

        await Console.Out.WriteLineAsync($"Checkpoints are signed with key {keyId} from now on. Make a backup of the data folder.");
        return 0;
    }
}
