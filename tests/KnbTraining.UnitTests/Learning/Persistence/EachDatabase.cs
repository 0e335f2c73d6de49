using KnbTraining.Learning;

namespace KnbTraining.UnitTests.Learning.Persistence;

/// <summary>A test that is about what differs between databases runs on each, whatever the run has chosen.</summary>
public static class EachDatabase
{
    public static TheoryData<DatabaseKind> All => new(DatabaseKind.Sqlite, DatabaseKind.PostgreSql);
}
