namespace KnbTraining.UnitTests.Architecture;

/// <summary>The slices of Content and of Learning, in order: each may use what stands before it, never what stands behind it.</summary>
internal static class SliceOrder
{
    public static readonly string[] Content =
        ["Text", "Documents", "Reference", "Items", "Lessons", "Courses", "Acknowledgements", "Editions", "Analysis", "Exchange"];

    /// <summary>"" stands for what lies in the room itself: outcomes, clock, calendar, codes that people type, and options.</summary>
    public static readonly string[] Learning =
    [
        "", "Tables", "Names", "Ledger", "Persistence", "Background", "Signing",
        "Organisation", "Settings", "Accounts", "Editions",
        "Assignments", "Imports", "Lessons", "Attempts", "Certificates", "Acknowledgements", "Refreshers",
        "Editing", "Exchange", "Remarks", "Annulments", "Notices", "Overview", "Reports", "Deltas", "Evidence", "Backups", "Setup", "Demo",
    ];

    /// <summary>What may use slices behind it, by the beginning of its name behind that of the room, with the reason. Never a slice of the domain.</summary>
    public static readonly IReadOnlyDictionary<string, string> Exceptions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LearningServices"] = "puts the application together: it registers every slice",
        ["LearningStartup"] = "brings up database, keys, settings and first edition in one order",
        ["Persistence.LearningDbContext"] = "one database, one context: it has a set for each table",
        ["Persistence.Maps."] = "the tables of all slices, in the folder that another provider repeats",
        ["Persistence.RightsWatch"] = "watches every save, so that no service and no store of Identity can forget to tell of a change of rights",
    };

    /// <summary>The most exceptions that there may be; the design says so.</summary>
    public const int MostExceptions = 5;

    /// <summary>The exception that covers the user of a use; null where none does.</summary>
    public static string? ExceptionFor(SliceUse use) => Exceptions.Keys.FirstOrDefault(start =>
        start.EndsWith('.') ? use.From.StartsWith(start, StringComparison.Ordinal) : use.From == start);
}
