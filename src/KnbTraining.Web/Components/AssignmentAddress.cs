namespace KnbTraining.Web.Components;

/// <summary>The addresses of the assignments: setup and the administrator's home lead there too.</summary>
public static class AssignmentAddress
{
    public const string List = "admin/assignments";
    public const string New = $"{List}/new";

    /// <summary>What follows from the courses themselves, to be accepted with one button.</summary>
    public const string Proposed = $"{List}/proposed";

    /// <summary>The same, and an import of people after it.</summary>
    public const string ProposedThenImport = $"{Proposed}?next=import";

    public static string Of(Guid id) => $"{List}/{id}";
}
