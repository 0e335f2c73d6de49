using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Demo;

/// <summary>An account of the demo that shows one role.</summary>
public sealed record DemoSignIn(string UserName, Role Role);

/// <summary>Who can sign in to the demo. Everybody in it has the same password.</summary>
public static class DemoSignIns
{
    public const string Password = "Demo-2026-knb";

    public const string Admin = "admin";

    public const string Editor = "editor";

    public const string Employee = "employee";

    public const string Reviewer = "reviewer";

    public static IReadOnlyList<DemoSignIn> All { get; } =
    [
        new(Admin, Role.Administrator),
        new(Editor, Role.Editor),
        new(Reviewer, Role.Reviewer),
        new("manager", Role.Manager),
        new("auditor", Role.Auditor),
        new(Employee, Role.Learner),
    ];
}
