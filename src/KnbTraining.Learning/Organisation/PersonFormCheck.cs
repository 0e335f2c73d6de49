using System.Net.Mail;
using System.Text.RegularExpressions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>What is wrong with the form of a person.</summary>
internal static class PersonFormCheck
{
    private const int LongestUserName = 100;

    private const int LongestPersonnelNumber = 40;

    private static readonly Regex UserNamePattern = new(@"\A[A-Za-z0-9._@+-]{2,100}\z", RegexOptions.NonBacktracking);

    public static async Task<FormFindings> FindAsync(
        LearningDbContext db, PersonForm form, Func<string?, string?> normalise, Guid? personId, CancellationToken ct)
    {
        var findings = new FormFindings();
        findings.Add(nameof(form.Name), TypedText.LineFault(form.Name, TypedText.LongestName));
        findings.Add(nameof(form.UserName), TypedText.LineFault(form.UserName, LongestUserName) ?? (UserNamePattern.IsMatch(form.UserName) ? null : "invalid"));
        findings.Add(nameof(form.Email), TypedText.OptionalLineFault(form.Email, TypedText.LongestMail) ?? (IsMail(form.Email) ? null : "invalid"));
        findings.Add(nameof(form.PersonnelNumber), TypedText.OptionalLineFault(form.PersonnelNumber, LongestPersonnelNumber) ?? await CheckNumberAsync(db, form.PersonnelNumber, personId, ct));
        findings.Add(nameof(form.Language), Languages.All.Contains(form.Language) ? null : "unknown");
        findings.Add(nameof(form.HolderStatus), Enum.IsDefined(form.HolderStatus) ? null : "unknown");
        findings.Add(nameof(form.Capacity), Enum.IsDefined(form.Capacity) ? null : "unknown");
        findings.Add(nameof(form.Roles), form.Roles.All(Enum.IsDefined) ? null : "unknown");
        findings.Add(nameof(form.ExtraTimePercent), form.ExtraTimePercent is >= 0 and <= ExamTime.MostPercent ? null : "out-of-range");
        findings.Add(nameof(form.UnitId), await db.Units.AnyAsync(unit => unit.Id == form.UnitId && (unit.ClosedOn == null || personId != null), ct) ? null : "required");
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

    private static bool IsMail(string? address) => string.IsNullOrWhiteSpace(address) || MailAddress.TryCreate(address, out _);
}
