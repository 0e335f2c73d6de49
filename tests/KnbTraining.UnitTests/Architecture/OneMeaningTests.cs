using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>A name means one thing in the whole code: whoever reads it need not ask which of two types is meant.</summary>
public sealed partial class OneMeaningTests
{
    /// <summary>Names that several types may share, each with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["_Imports"] = "the framework's name for the file that imports namespaces into a folder",
    };

    [Fact]
    public void No_two_types_share_a_name()
    {
        var types = Types();
        Assert.InRange(types.Count, 500, 10_000);
        var shared = types
            .GroupBy(type => type.Name, StringComparer.Ordinal)
            .Where(group => group.Select(type => type.Folder).Distinct(StringComparer.Ordinal).Count() > 1 && !Exceptions.ContainsKey(group.Key))
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(type => type.Folder).Distinct(StringComparer.Ordinal))}");
        Assert.Empty(shared);
    }

    [Fact]
    public void Each_exception_is_still_needed()
    {
        var types = Types();
        Assert.All(Exceptions.Keys, name => Assert.True(types.Where(type => type.Name == name).Distinct().Count() > 1, name));
    }

    // A type and the parts of it lie in one folder, so that the folder stands for the namespace.
    private static List<(string Name, string Folder)> Types()
    {
        var sources = Sources.Under("src", ".cs")
            .SelectMany(file => Declaration().Matches(file.Text).Select(match => (match.Groups["name"].Value, FolderOf(file.Path))));
        var components = Sources.Under("src", ".razor").Select(file => (Path.GetFileNameWithoutExtension(file.Path), FolderOf(file.Path)));
        return [.. sources, .. components];
    }

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')];

    // Only what begins a line: types within a type have its name before their own.
    [GeneratedRegex(
        @"^(?:(?:public|internal|sealed|static|abstract|partial|readonly|file) )*(?:class|record struct|record|struct|enum|interface|delegate \S+) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
