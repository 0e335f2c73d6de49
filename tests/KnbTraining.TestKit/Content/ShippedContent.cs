using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;

namespace KnbTraining.TestKit.Content;

/// <summary>The content that ships with the product, found from the test assembly upwards and compiled once.</summary>
public static class ShippedContent
{
    private static readonly Lazy<string> Root = new(FindRoot);
    private static readonly Lazy<DocumentSet> Set = new(ReadDocuments);
    private static readonly Lazy<Edition> Compiled = new(Compile);

    /// <summary>The folder that holds KnbTraining.sln.</summary>
    public static string Repository => Root.Value;

    public static string Folder => Path.Combine(Repository, "content");

    public static DocumentSet Documents => Set.Value;

    public static Edition Edition => Compiled.Value;

    /// <summary>The items under the law of a fixed day: no shipped rule has a date.</summary>
    public static ItemBank Items => Edition.ItemsOn(new DateOnly(2026, 1, 15));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KnbTraining.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No folder above the test assembly holds KnbTraining.sln.");
    }

    private static DocumentSet ReadDocuments() => new(Directory
        .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => new KeyValuePair<string, string>(Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllText(file))));

    private static Edition Compile()
    {
        var compilation = EditionCompiler.Compile(Documents);
        return compilation.Edition
            ?? throw new InvalidOperationException($"The shipped content has findings:\n{string.Join('\n', compilation.Findings)}");
    }
}
