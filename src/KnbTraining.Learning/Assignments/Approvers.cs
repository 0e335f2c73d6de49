using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Assignments;

/// <summary>Who may allow a waiver: administrators, and who manages the person today; never the person.</summary>
internal static class Approvers
{
    /// <summary>The people for whom somebody may allow it.</summary>
    public static IQueryable<Person> AllowedBy(LearningDbContext db, Guid approverId, DateOnly today)
    {
        var active = db.People.Where(approver => approver.Id == approverId && approver.Active);
        var managed = db.ManagedBy(approverId, today);
        return db.People.Where(person => person.Id != approverId
            && active.Any(approver => approver.Roles.Any(held => held.Role == Role.Administrator) || managed.Any(one => one.Id == person.Id)));
    }

    /// <summary>Those who may allow it for at least one of these people, whoever proposes it left out.</summary>
    public static IQueryable<Person> Of(LearningDbContext db, IReadOnlyCollection<Guid> people, Guid proposerId, DateOnly today)
    {
        var managers = db.ManagersOf(people, today);

        // An administrator may allow it for everybody but themselves.
        var only = people.Count == 1 ? people.First() : Guid.Empty;
        return db.People.Where(approver => approver.Active
            && approver.Id != proposerId
            && approver.Id != only
            && (approver.Roles.Any(held => held.Role == Role.Administrator) || managers.Contains(approver.Id)));
    }
}
