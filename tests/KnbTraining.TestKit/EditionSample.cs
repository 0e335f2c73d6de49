using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;

namespace KnbTraining.TestKit;

/// <summary>The shipped documents of this repository, read and compiled once for all tests.</summary>
public static class EditionSample
{
    /// <summary>A course with an exam.</summary>
    public const string Course = "working-with-state-secrets";

    private static readonly Lazy<DocumentSet> Read = new(() => ContentFolder.Read(Folder));

    private static readonly Lazy<Edition> Compiled = new(() =>
    {
        var compilation = EditionCompiler.Compile(Documents);
        return compilation.Edition ?? throw new InvalidOperationException(string.Join(Environment.NewLine, compilation.Findings.Take(10)));
    });

    public static string Folder => Path.Combine(FindRepository(), "content");

    public static DocumentSet Documents => Read.Value;

    public static Edition Edition => Compiled.Value;

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KnbTraining.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
