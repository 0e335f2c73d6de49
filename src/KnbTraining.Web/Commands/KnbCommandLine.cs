using System.CommandLine;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>The command line: serving is the default, everything for editors stands under <c>content</c>.</summary>
public static class KnbCommandLine
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("KnbTraining: training on state-secrets rules, in the browser. Without a command it serves the application.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        var demo = new Option<bool>("--demo") { Description = "Fill an empty data folder with fictional people and sign-ins to try things out." };
        root.Options.Add(demo);
        root.SetAction((parsed, cancellation) =>
            HostArguments.FirstStray(parsed.UnmatchedTokens) is { } stray
                ? FailAsync($"'{stray}' is neither a command nor an option. Run with --help to see what there is.")
                : ServeCommand.RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(demo), cancellation));
        ContentCommands.Add(root);
        CertificateCommands.Add(root);
        BackupCommands.Add(root);
        AttemptCommands.Add(root);
        LedgerCommands.Add(root);
        DatabaseCommands.Add(root);
        PeopleCommands.Add(root);
        QuestionCommands.Add(root);
        EditionCommands.Add(root);

        try
        {
            // The host handles Ctrl+C and SIGTERM itself and drains before it stops.
            var running = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await root.Parse(args).InvokeAsync(running);
        }
        catch (StartupException refused)
        {
            return await FailAsync(refused.Message);
        }
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
