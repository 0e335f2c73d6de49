using System.CommandLine;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Commands;

/// <summary>Commands about exams that were taken.</summary>
public static class AttemptCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var check = new Command("check", "Make the hashes of every graded exam again and compare them with the audit log. Exit code 1 where one differs.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        check.SetAction((parsed, cancellation) => InstallationCommand.RunAsync(parsed, data: null, services => CheckAsync(services, cancellation), cancellation));
        root.Subcommands.Add(new Command("attempts", "Exams that were taken.") { check });
    }

    private static async Task<int> CheckAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var checkedAll = await services.GetRequiredService<AttemptCheck>().RunAsync(cancellation);
        foreach (var broken in checkedAll.Broken)
        {
            await Console.Error.WriteLineAsync($"Entry {broken.Number}, attempt {broken.AttemptId}: {Told(broken.Fault)}.");
        }

        var exams = BackupCommands.Count(checkedAll.Exams, "graded exam", "graded exams");
        await Console.Out.WriteLineAsync(checkedAll.Broken.Count == 0 ? $"{exams}: all as the audit log sealed them." : $"{exams}, of which some are not as the audit log sealed them.");
        return checkedAll.Broken.Count == 0 ? 0 : 1;
    }

    private static string Told(SealFault fault) => fault switch
    {
        SealFault.Missing => "it is gone",
        SealFault.Items => "what was asked is not what was sealed",
        SealFault.Steps => "what the learner did is not what was sealed",
        SealFault.Scores => "what the items earned is not what was sealed",
        SealFault.Result => "the result is not the one that was sealed",
        SealFault.GradedAnew => "what it was graded anew is not what was sealed",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
    };
}
