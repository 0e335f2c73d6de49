using System.Text.Json;
using System.Text.RegularExpressions;

namespace KnbTraining.WebTests.Hosting;

/// <summary>The file that the build writes beside the application, and so into what is published.</summary>
public sealed partial class ThirdPartyNoticesTests
{
    // Free ones that ask for no more than their text and the names of the authors.
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL"];

    private static readonly string Notices = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "THIRD-PARTY-NOTICES.txt"));

    [Fact]
    public void Every_package_of_the_application_is_named_with_a_free_licence_whose_text_is_there()
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(WebRoom.Folder, "packages.lock.json")));
        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => $"{package.Name} {package.Value.GetProperty("resolved").GetString()}").Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var entries = Entry().Matches(Notices).ToDictionary(match => match.Groups["package"].Value, match => match.Groups["licence"].Value, StringComparer.OrdinalIgnoreCase);

        Assert.Contains(packages, package => package.StartsWith("MudBlazor ", StringComparison.Ordinal));
        Assert.DoesNotContain(packages, package => !entries.ContainsKey(package));
        Assert.DoesNotContain(entries, entry => !Allowed.Contains(entry.Value, StringComparer.Ordinal));
        Assert.All(entries.Values.Distinct(StringComparer.Ordinal), licence => Assert.Contains($"\n==== {licence} ====\n", Notices, StringComparison.Ordinal));
    }

    [Fact]
    public void What_came_in_without_a_package_is_named_with_its_source_and_its_licence()
    {
        // Every binary of ours that lies in the sources came from somewhere.
        var binaries = Directory.EnumerateFiles(Path.Combine(WebRoom.Folder, ".."), "*.bin", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .ToList();
        Assert.Equal(["CommonPasswords.bin"], binaries);
        var others = Notices[Notices.IndexOf("Besides packages", StringComparison.Ordinal)..];
        Assert.All(binaries, file => Assert.Contains($"{file} in KnbTraining.Learning.dll), MIT", others, StringComparison.Ordinal));
        Assert.Contains("Copyright (c) 2025 Daniel Miessler", others, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(?<package>[\w.]+ \d[\w.+-]*), (?<licence>[^\r\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Entry();
}
