using System.CommandLine;
using System.CommandLine.Parsing;
using KnbTraining.Learning.Persistence;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>The command line: serving is the default, everything for editors stands under <c>content</c>.</summary>
public static class KnbCommandLine
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        try
        {
            // The host handles Ctrl+C and SIGTERM itself and drains before it stops.
            var running = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            var parsed = Parse(args);
            return WrongNumber(parsed) is { } wrong ? await FailAsync(wrong) : await parsed.InvokeAsync(running);
        }
        catch (StartupException refused)
        {
            return await FailAsync(refused.Message);
        }
        catch (Exception failure) when (StorageFailure.OfDatabase(failure) is { } database)
        {
            // Whatever the command was doing, its transaction is undone, and the person at the console needs no stack.
            return await FailAsync(
                $"The database cannot be used now, and nothing more was done: {database.Message.ReplaceLineEndings(" ")} "
                    + "Try again; if it stays so, look whether a server, a backup or a copy is at work in the same place, and restore a backup if it is damaged.");
        }
    }

    /// <summary>What is typed, as commands and options.</summary>
    public static ParseResult Parse(string[] args)
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
        return root.Parse(args);
    }

    /// <summary>What is wrong with a number that was typed; null where nothing is. The library would name the types of .NET.</summary>
    public static string? WrongNumber(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        foreach (var option in parsed.Errors.Select(error => error.SymbolResult).OfType<OptionResult>())
        {
            var type = Nullable.GetUnderlyingType(option.Option.ValueType) ?? option.Option.ValueType;
            if ((type == typeof(int) || type == typeof(ulong)) && option.Tokens is [{ Value: var typed }])
            {
                return $"{option.Option.Name} takes a whole number{(type == typeof(ulong) ? " that is not negative" : "")}, written in digits; '{typed}' is none that fits.";
            }
        }

        return null;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
