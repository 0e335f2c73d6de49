using System.Reflection;
using System.Runtime.CompilerServices;
using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.WebTests;

/// <summary>The Web room as tests about the code itself see it.</summary>
internal static class WebRoom
{
    private static readonly string[] NotOurs = ["bin/", "obj/", "wwwroot/lib/"];

    public static Assembly Assembly => typeof(App).Assembly;

    public static string Folder { get; } = FindFolder();

    /// <summary>Every component with a route.</summary>
    public static IReadOnlyList<Type> Pages { get; } =
        [.. Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any()).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public static IEnumerable<string> Routes(Type page) => page.GetCustomAttributes<RouteAttribute>().Select(route => route.Template);

    /// <summary>Files of the room's sources with one of the endings, build output and copies of packages left out.</summary>
    public static IEnumerable<string> Files(params string[] endings) =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Where(file => !NotOurs.Any(folder => Relative(file).StartsWith(folder, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);

    public static string Relative(string file) => Path.GetRelativePath(Folder, file).Replace('\\', '/');

    private static string FindFolder([CallerFilePath] string self = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(self)!, "..", "..", "src", "KnbTraining.Web"));
}
