using KnbTraining.Content.Courses;
using KnbTraining.Content.Text;
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
        var edition = (await editions.FindAsync(fact.Edition, ct)).Edition;
        var attempt = await write.Db.Attempts.FirstAsync(found => found.Id == fact.AttemptId, ct);
        if (DerivedCourse.IsId(attempt.CourseId))
        {
            // A few questions about what was just read certify nothing.
            return;
        }

        await IssueAsync(write, attempt, edition.Courses[attempt.CourseId].Title, calendar.DateOf(fact.SubmittedAt), ct);
    }

    /// <param name="title">The course's title in the edition of the attempt.</param>
    /// <param name="issuedOn">The local day on which the exam was passed.</param>
    /// <exception cref="InvalidOperationException">The attempt is no passed exam.</exception>
    private async Task IssueAsync(StoreWrite write, Attempt attempt, LocalizedText title, DateOnly issuedOn, CancellationToken ct)
    {
        if (attempt is not { Mode: AttemptMode.Exam, Passed: true, Percent: { } percent, ValidUntil: { } validUntil })
        {
            throw new InvalidOperationException("Only a passed exam earns a certificate.");
        }

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
