using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>The files of the repository as the architecture tests read them: build output left out.</summary>
internal static class Sources
{
    /// <summary>Files under a folder of the repository with their paths relative to its root, with forward slashes.</summary>
    public static IEnumerable<(string Path, string Text)> Under(string folder, params string[] endings)
    {
        var root = ShippedContent.Repository;
        var files = Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .ToArray();

        // A folder without files would let every test on it pass.
        Assert.NotEmpty(files);
        return files.Select(path => (path, File.ReadAllText(Path.Combine(root, path))));
    }

    /// <summary>The lines that hold one of some passages, as <c>path(line): text</c>.</summary>
    public static IEnumerable<string> LinesHolding(this IEnumerable<(string Path, string Text)> files, Func<string, bool> holds) => files
        .SelectMany(file => file.Text.Split('\n').Select((text, index) => (file.Path, Line: index + 1, Text: text)))
        .Where(line => holds(line.Text))
        .Select(line => $"{line.Path}({line.Line}): {line.Text.Trim()}");
}
