using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>What is wrong with the form of a person.</summary>
internal static class PersonFormCheck
{
    public static async Task<FormFindings> FindAsync(
        LearningDbContext db, PersonForm form, Func<string?, string?> normalise, Guid? personId, CancellationToken ct)
    {
        var findings = new FormFindings();
        form.Check(findings);
        findings.Add(nameof(form.PersonnelNumber), findings.At(nameof(form.PersonnelNumber)) is null ? await CheckNumberAsync(db, form.PersonnelNumber, personId, ct) : null);
        findings.Add(nameof(form.UnitId), await IsUnitAsync(db, form.UnitId, personId, ct) ? null : "required");
        findings.Add(nameof(form.ManagedUnitId), await CheckManagedUnitAsync(db, form, ct));
        if (findings.At(nameof(form.UserName)) is null)
        {
            // Only now: the normaliser throws at half a surrogate pair.
            var normalised = normalise(form.UserName);
            var taken = await db.Users.AnyAsync(user => user.NormalizedUserName == normalised && user.PersonId != personId, ct);
            findings.Add(nameof(form.UserName), taken ? "taken" : null);
        }

        return findings;
    }

    private static async Task<string?> CheckNumberAsync(LearningDbContext db, string? typed, Guid? personId, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var number = typed.Trim();
        return await db.People.AnyAsync(person => person.PersonnelNumber == number && person.Id != personId, ct) ? "number-taken" : null;
    }

    private static async Task<string?> CheckManagedUnitAsync(LearningDbContext db, PersonForm form, CancellationToken ct)
    {
        if (form.Roles.Contains(Role.Manager) != form.ManagedUnitId.HasValue)
        {
            return form.ManagedUnitId.HasValue ? "only-for-managers" : "required";
        }

        return form.ManagedUnitId is not { } managed || await db.Units.AnyAsync(unit => unit.Id == managed, ct) ? null : "unknown";
    }

    // Whoever has left may be in a unit that is closed now.
    private static Task<bool> IsUnitAsync(LearningDbContext db, Guid unitId, Guid? personId, CancellationToken ct) =>
        db.Units.AnyAsync(unit => unit.Id == unitId && (unit.ClosedOn == null || db.People.Any(person => person.Id == personId && person.UnitId == unitId)), ct);
}
