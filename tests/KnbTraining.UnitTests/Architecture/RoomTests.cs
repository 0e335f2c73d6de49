using System.Text.RegularExpressions;
using System.Xml.Linq;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>Four rooms with one-way doors: Web → Learning → Content → Rules.</summary>
public sealed partial class RoomTests
{
    [Theory]
    [InlineData("Rules", "")]
    [InlineData("Content", "Rules")]
    [InlineData("Learning", "Content")]
    [InlineData("Web", "Learning")]
    public void A_room_opens_only_onto_the_next(string room, string next)
    {
        var references = Items(room, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Assert.Equal(next.Length == 0 ? [] : [$"KnbTraining.{next}"], references);
    }

    [Fact]
    public void There_are_no_other_rooms() => Assert.Equal(
        ["KnbTraining.Content", "KnbTraining.Learning", "KnbTraining.Rules", "KnbTraining.Web"],
        Directory.EnumerateDirectories(Path.Combine(ShippedContent.Repository, "src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_rules_need_no_package_and_no_framework_beyond_the_base()
    {
        Assert.Empty(Items("Rules", "PackageReference"));
        Assert.Empty(Items("Rules", "FrameworkReference"));
    }

    [Fact]
    public void The_content_needs_neither_a_database_nor_the_web()
    {
        Assert.Equal(["Fluid.Core", "HtmlSanitizer", "Markdig", "YamlDotNet"], Items("Content", "PackageReference").Order(StringComparer.Ordinal));
        Assert.Empty(Items("Content", "FrameworkReference"));
    }

    [Fact]
    public void The_web_touches_no_database()
    {
        // The composition root may register the context and run migrations; pages and services may not see it.
        string[] startUp = ["src/KnbTraining.Web/Program.cs"];
        var files = Sources.Under("src/KnbTraining.Web", ".cs", ".razor")
            .Where(file => !startUp.Contains(file.Path));
        Assert.Empty(files.LinesHolding(line => Database().IsMatch(line)));
    }

    [Fact]
    public void No_feature_imports_the_namespace_of_another()
    {
        var wrong = Sources.Under("src/KnbTraining.Web/Features", ".cs", ".razor").SelectMany(file =>
        {
            var own = file.Path.Split('/')[3];
            return FeatureName().Matches(file.Text)
                .Select(match => match.Groups["feature"].Value)

                // The features of a request, which the framework calls so too, are asked for by Get.
                .Where(feature => feature != own && feature is not "Get")
                .Select(feature => $"{file.Path} sees {feature}");
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_top_level_holds_only_what_the_house_allows()
    {
        string[] allowed = ["src", "tests", "content", "KnbTraining.sln", "README.md", "global.json", "Directory.Build.props", "Directory.Packages.props"];

        // Ignored by git: output and data of a working copy.
        string[] ignored = ["artifacts", "data", "TestResults"];
        var found = Directory.EnumerateFileSystemEntries(ShippedContent.Repository)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => !name.StartsWith('.') && !ignored.Contains(name));
        Assert.DoesNotContain(found, name => !allowed.Contains(name));
    }

    [Fact]
    public void Nothing_that_is_served_names_another_origin()
    {
        // Names of XML formats, never fetched.
        string[] namespaces = ["http://www.w3.org/"];
        var files = Sources.Under("src/KnbTraining.Web/wwwroot", ".css", ".js", ".svg", ".html", ".json", ".webmanifest", ".txt")
            .Concat(Sources.Under("src/KnbTraining.Web", ".razor", ".resx"))
            .Concat(Sources.Under("content", ".md", ".yaml"))
            .DistinctBy(file => file.Path)

            // Copied from the component library by the build; the browser tests watch that nothing is asked of elsewhere.
            .Where(file => !file.Path.Contains("wwwroot/lib/", StringComparison.Ordinal));
        Assert.Empty(files.LinesHolding(line => Url().Matches(line).Any(match =>
            !namespaces.Any(known => match.Value.StartsWith(known, StringComparison.Ordinal)) && !Local().IsMatch(match.Value))));
    }

    private static string[] Items(string room, string kind)
    {
        var project = XDocument.Load(Path.Combine(ShippedContent.Repository, "src", $"KnbTraining.{room}", $"KnbTraining.{room}.csproj"));
        return [.. project.Descendants(kind).Select(item => item.Attribute("Include")!.Value)];
    }

    [GeneratedRegex(@"EntityFrameworkCore|\bDbContext|DbContext\b|\bFromSql|\bExecuteSql|SqliteConnection", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Database();

    [GeneratedRegex(@"KnbTraining\.Web\.Features\.(?<feature>\w+)|\bFeatures\.(?<feature>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FeatureName();

    [GeneratedRegex(@"(?:https?|wss?):(?:\\?/){2}[^\s""'<>)]*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Url();

    [GeneratedRegex(@"^(?:https?|wss?)://(?:localhost|127\.0\.0\.1)(?:[:/]|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Local();
}
