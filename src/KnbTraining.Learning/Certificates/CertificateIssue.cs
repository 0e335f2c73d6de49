using KnbTraining.Content.Courses;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Certificates;

/// <summary>Issues the certificate of a passed exam, in the transaction that grades it, so that neither is stored without the other.</summary>
public sealed class CertificateIssue(CertificateKeys keys, EditionStore editions, LocalCalendar calendar) : IFactHandler<ExamGraded>
{
    public async Task HandleAsync(StoreWrite write, Actor actor, ExamGraded fact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(fact);
        if (!fact.Passed)
        {
            return;
        }

        // Grading has just used this edition, so it is in memory.
        var attempt = await write.Db.Attempts.FirstAsync(found => found.Id == fact.AttemptId, ct);
        await IssueAsync(write, attempt, attempt.Counted!, ct);
    }

    /// <summary>Issues the certificate of an exam that was passed; a few questions about what was just read certify nothing.</summary>
    /// <param name="grade">By the grading that counts.</param>
    /// <returns>False where the course earns none.</returns>
    /// <exception cref="InvalidOperationException">The attempt is no passed exam.</exception>
    internal async Task<bool> IssueAsync(StoreWrite write, Attempt attempt, CountedGrade grade, CancellationToken ct)
    {
        if (DerivedCourse.IsId(attempt.CourseId))
        {
            return false;
        }

        if (attempt is not { Mode: AttemptMode.Exam, SubmittedAt: { } submittedAt } || grade is not { Passed: true, ValidUntil: { } validUntil })
        {
            throw new InvalidOperationException("Only a passed exam earns a certificate.");
        }

        // The day is that of the exam, also where it is found later that it was passed.
        var (issuedOn, percent) = (calendar.DateOf(submittedAt), grade.Percent);
        var title = (await editions.FindAsync(attempt.EditionNumber, ct)).Edition.Courses[attempt.CourseId].Title;
        var db = write.Db;
        var holder = await db.People
            .Where(person => person.Id == attempt.PersonId)
            .Select(person => new { person.Name, Unit = person.Unit.NameIn(attempt.Language) })
            .FirstAsync(ct);
        var named = (await SettingsStore.NewestAsync(ct)(db))?.ToSettings().Names[attempt.Language];
        var issuer = !string.IsNullOrWhiteSpace(named) ? named : await db.Units.Where(unit => unit.ParentId == null).OrderBy(unit => unit.Path).Select(unit => unit.NameIn(attempt.Language)).FirstAsync(ct);
        var facts = new CertificateFacts(
            attempt.PersonId,
            attempt.Id,
            issuer,
            holder.Name,
            holder.Unit,
            attempt.CourseId,
            title,
            attempt.EditionNumber,
            percent,
            issuedOn,
            validUntil);
        using var key = keys.OpenSigningKey();
        var certificate = Certificate.Issue(await DrawFreeAsync(db, issuedOn.Year, ct), facts, key);
        db.Certificates.Add(certificate);
        write.Record(Actor.Application, new CertificateIssued(
            Code.Of(certificate.Number),
            certificate.PersonId,
            certificate.AttemptId,
            Slug.Of(certificate.CourseId),
            issuedOn,
            validUntil,
            Slug.Of(certificate.KeyId),
            Digest.Of(certificate.Payload)));
        return true;
    }

    /// <summary>Revokes the certificates of some exams, which stay with what they say.</summary>
    /// <returns>How many were revoked.</returns>
    internal async Task<int> RevokeAsync(StoreWrite write, IReadOnlyCollection<Guid> attempts, Guid annulmentId, CancellationToken ct)
    {
        var found = await write.Db.Certificates.Where(certificate => attempts.Contains(certificate.AttemptId) && certificate.RevokedOn == null).ToListAsync(ct);
        foreach (var certificate in found)
        {
            certificate.Revoke(calendar.Today, annulmentId);
            write.Record(
                Actor.Application,
                new CertificateRevoked(Code.Of(certificate.Number), certificate.PersonId, certificate.AttemptId, annulmentId, calendar.Today));
        }

        return found.Count;
    }

    private static async Task<string> DrawFreeAsync(LearningDbContext db, int year, CancellationToken ct)
    {
        string number;
        do
        {
            number = CertificateNumber.Draw(year);
        }
        while (await db.Certificates.AnyAsync(issued => issued.Number == number, ct));
        return number;
    }
}
