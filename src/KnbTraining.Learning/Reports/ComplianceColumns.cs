namespace KnbTraining.Learning.Reports;

/// <summary>What can be shown of a row beside the name.</summary>
public enum ComplianceColumn
{
    Number,
    Unit,
    Holder,
    Course,
    State,
    Due,
    Days,
    Completed,
    ValidUntil,
}

public static class ComplianceColumns
{
    /// <summary>Those that are shown where none were chosen.</summary>
    public static IReadOnlyList<ComplianceColumn> Usual { get; } =
        [ComplianceColumn.Unit, ComplianceColumn.Course, ComplianceColumn.State, ComplianceColumn.Due, ComplianceColumn.Days, ComplianceColumn.ValidUntil];

    /// <summary>In their order; names that are none are left out.</summary>
    public static IReadOnlyList<ComplianceColumn> Read(IReadOnlyCollection<string>? names) =>
        names is null ? Usual : [.. Enum.GetValues<ComplianceColumn>().Where(column => names.Contains(Choices.NameOf(column)))];
}
