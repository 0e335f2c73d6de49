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
    public static IQueryable<Person> Of(LearningDbContext db, IReadOnlyCollection<Guid> people, Guid proposerId, DateOnly today) => db.People.Where(
        approver => approver.Active
            && approver.Id != proposerId
            && db.People.Any(person => people.Contains(person.Id)
                && person.Id != approver.Id
                && (approver.Roles.Any(held => held.Role == Role.Administrator)
                    || db.ManagersOn(today).Any(row => row.PersonId == approver.Id
                        && db.Units.Any(unit => unit.Id == row.UnitId && unit.ClosedOn == null && person.Unit.Path.StartsWith(unit.Path))))));
}
