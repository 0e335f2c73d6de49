namespace KnbTraining.UnitTests.Architecture;

/// <summary>Who belongs to a unit, with all units below it, is said in one place, so that it can change in one place.</summary>
public sealed class UnitScopeTests
{
    [Fact]
    public void Queries_ask_for_the_people_of_a_unit_in_one_place() => Assert.Equal(
        ["src/KnbTraining.Learning/Organisation/Scope.cs"],
        Sources.Under("src/KnbTraining.Learning", ".cs")

            // With a comparison it is asked of objects, not of the database.
            .Where(file => file.Text.Split('\n').Any(line => line.Contains(".Unit.Path.StartsWith(", StringComparison.Ordinal) && !line.Contains("StringComparison", StringComparison.Ordinal)))
            .Select(file => file.Path));
}
