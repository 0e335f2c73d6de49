using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.LoadTests;

internal static class BenchProgram
{
    public static int Run(string filter)
    {
        // In this process: the usual way builds a project beside the repository's, under the repository's rules for packages.
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(ShippedContent.Repository, "artifacts", "bench"))
            .WithOptions(ConfigOptions.JoinSummary);
        return BenchmarkSwitcher.FromAssembly(typeof(BenchProgram).Assembly).Run(["--filter", filter], config).Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
    }
}
