using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Assignments;

/// <summary>Who may allow a waiver: administrators, and who manages the person today; never the person.</summary>
internal static class Approvers
{
    /// <summary>The people for whom somebody may allow it.</summary>
    public static IQueryable<Person> AllowedBy(LearningDbContext db, Guid approverId, DateOnly today) => db.People.Where(
        person => person.Id != approverId
            && db.People.Any(approver => approver.Id == approverId
                && approver.Active
                && (approver.Roles.Any(held => held.Role == Role.Administrator)
                    || db.ManagersOn(today).Any(row => row.PersonId == approverId
                        && db.Units.Any(unit => unit.Id == row.UnitId && unit.ClosedOn == null && person.Unit.Path.StartsWith(unit.Path))))));

    /// <summary>Those who may allow it for at least one of these people, whoever proposes it left out.</summary>
    public static IQueryable<Person> Of(LearningDbContext db, IReadOnlyCollection<Guid> people, Guid proposerId, DateOnly today)
    {
        var managers = from row in db.ManagersOn(today)
                       join unit in db.Units on row.UnitId equals unit.Id
                       where unit.ClosedOn == null
                           && db.People.Any(person => people.Contains(person.Id) && person.Id != row.PersonId && person.Unit.Path.StartsWith(unit.Path))
                       select row.PersonId;

        // An administrator may allow it for everybody but themselves.
        var only = people.Count == 1 ? people.First() : Guid.Empty;
        return db.People.Where(approver => approver.Active
            && approver.Id != proposerId
            && approver.Id != only
            && (approver.Roles.Any(held => held.Role == Role.Administrator) || managers.Contains(approver.Id)));
    }
}
