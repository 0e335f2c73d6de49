using KnbTraining.Content.Documents;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What a content check must say about a damaged document.</summary>
internal static class FindingAssert
{
    /// <summary>No edition, and a finding in this document at the line that holds a passage, with this message and advice.</summary>
    /// <param name="passage">Text on the line that the finding must name; the first such line counts. Null = line 1.</param>
    public static Finding Finds(this DocumentSetBuilder documents, string path, string? passage, string message, string advice)
    {
        var compilation = documents.Compile();
        Assert.Null(compilation.Edition);
        var finding = compilation.Findings.FirstOrDefault(known => known.Path == path && known.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(finding is not null, $"No finding '{message}' in {path}, but:\n{string.Join('\n', compilation.Findings)}");
        Assert.Contains(advice, finding.Advice, StringComparison.Ordinal);
        Assert.Equal(passage is null ? 1 : LineOf(documents[path], passage), finding.Line);
        return finding;
    }

    private static int LineOf(string text, string passage)
    {
        var at = Array.FindIndex(text.Split('\n'), line => line.Contains(passage, StringComparison.Ordinal));
        Assert.True(at >= 0, $"No line holds '{passage}'.");
        return at + 1;
    }
}
