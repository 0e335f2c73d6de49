using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>Whoever reads of a unit reads its name in their language: queries ask for <c>Unit.NameIn</c>, which becomes SQL.</summary>
public sealed partial class UnitNamesTests
{
    /// <summary>Files that mean the name for everybody, each with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["src/KnbTraining.Learning/Accounts/PasswordService.cs"] = "what no password may hold",
        ["src/KnbTraining.Learning/Demo/DemoOrganisation.cs"] = "the demo finds its own units",
        ["src/KnbTraining.Learning/Imports/ListComparison.cs"] = "units of a file, as the file may call them",
        ["src/KnbTraining.Learning/Reports/WeaknessExport.cs"] = "a row of the report, whose name is in a language already",
        ["src/KnbTraining.Learning/Persistence/Maps/UnitConfiguration.cs"] = "the column",
    };

    [Fact]
    public void No_query_shows_a_unit_by_the_name_for_everybody() => Assert.Empty(
        Sources.Under("src/KnbTraining.Learning", ".cs")
            .Where(file => !Exceptions.ContainsKey(file.Path) && !file.Path.Contains("/CompiledModels/", StringComparison.Ordinal))
            .LinesHolding(line => NameForEverybody().IsMatch(line)));

    [GeneratedRegex(@"\.Unit\.Name\b|\bunit => unit\.Name\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NameForEverybody();
}
