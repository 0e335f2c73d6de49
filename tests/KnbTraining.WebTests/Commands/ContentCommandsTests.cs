using System.CommandLine;
using KnbTraining.TestKit.Content;
using KnbTraining.Web.Commands;

namespace KnbTraining.WebTests.Commands;

public sealed class ContentCommandsTests
{
    [Fact]
    public void The_law_is_written_as_decision_tables()
    {
        var file = Path.Combine(Path.GetTempPath(), $"knb-law-{Guid.NewGuid():N}.dmn");
        try
        {
            Assert.Equal(0, Run("content", "dmn", "--folder", ShippedContent.Folder, "--language", "kk", "--date", "2026-03-10", "--out", file));
            Assert.Contains("hitPolicy=\"UNIQUE\"", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.Equal(1, Run("content", "dmn", "--folder", ShippedContent.Folder, "--out", "/no/such/folder/law.dmn"));
            Assert.Equal(1, Run("content", "dmn", "--folder", ShippedContent.Folder, "--language", "xx", "--out", file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_coverage_of_a_content_folder_is_written_to_a_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"knb-coverage-{Guid.NewGuid():N}.csv");
        try
        {
            Assert.Equal(0, Run("content", "coverage", "--folder", ShippedContent.Folder, "--date", "2026-03-10", "--out", file));
            var lines = File.ReadAllLines(file);
            Assert.Equal(ShippedContent.Edition.Facts.Count + 1, lines.Length);
            Assert.Contains(lines, line => line.StartsWith("F-104,core,dated,liability-report,11,former-holder-without-approval,", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--date", "10.03.2026")]
    [InlineData("--out", "/no/such/folder/coverage.csv")]
    public void What_cannot_be_done_gives_exit_code_1(string option, string value) =>
        Assert.Equal(1, Run("content", "coverage", "--folder", ShippedContent.Folder, option, value));

    private static int Run(params string[] arguments)
    {
        var root = new RootCommand();
        ContentCommands.Add(root);
        return root.Parse(arguments).Invoke();
    }
}
