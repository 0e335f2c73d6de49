namespace KnbTraining.UnitTests.Architecture;

/// <summary>The ledger has one door: a write of the store. What goes past change tracking goes past the guard of the context, so it stands nowhere.</summary>
public sealed class LedgerDoorTests
{
    private static readonly string[] PastTheGuard = ["ExecuteUpdate", "ExecuteDelete", "ExecuteSql"];

    private static IEnumerable<(string Path, string Text)> Files => Sources.Under("src", ".cs")
        .Where(file => !file.Path.Contains("/CompiledModels/", StringComparison.Ordinal) && !file.Path.Contains("/Migrations/", StringComparison.Ordinal));

    [Fact]
    public void Entries_are_made_and_saved_in_one_place()
    {
        string[] doors = ["LedgerRow.Of(", ".SaveLedgerAsync("];
        Assert.Equal(["src/KnbTraining.Learning/Persistence/StoreWrite.cs"], Files.Where(file => doors.Any(door => file.Text.Contains(door, StringComparison.Ordinal))).Select(file => file.Path));
        Assert.Equal(2, Files.LinesHolding(line => line.Contains("LedgerText.Create(", StringComparison.Ordinal) || line.Contains("LedgerTexts.AddRange(", StringComparison.Ordinal)).Count());
    }

    [Fact]
    public void No_file_that_names_the_tables_of_the_ledger_writes_past_the_guard()
    {
        var naming = Files.Where(file => file.Text.Contains("LedgerRow", StringComparison.Ordinal) || file.Text.Contains("LedgerText", StringComparison.Ordinal) || file.Text.Contains("\"Ledger", StringComparison.Ordinal)).ToList();
        Assert.InRange(naming.Count, 5, 60);
        Assert.Empty(naming.LinesHolding(line => PastTheGuard.Any(way => line.Contains(way, StringComparison.Ordinal))));
    }
}
