using System.Text;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Annulments;

/// <summary>An exam that asked what is taken out.</summary>
/// <param name="Before">By the grading that counts now.</param>
/// <param name="After">Null where nothing would be left to grade: then the grading stays.</param>
internal sealed record WeighedExam(
    long Number, Guid Id, Guid PersonId, string CourseId, int Edition, DateTimeOffset SubmittedAt, CountedGrade Before, Regraded? After)
{
    public bool IsSame => After is not null && After.Percent == Before.Percent && After.Passed == Before.Passed;

    public bool Turns => After is not null && After.Passed != Before.Passed;
}

/// <summary>What taking questions out would do.</summary>
/// <param name="Outcomes">Of the exams that would be different.</param>
/// <param name="Followed">For each pass that would be lost what becomes of its cycle.</param>
internal sealed record WeighedAnnulment(
    IReadOnlyList<WeighedExam> Exams, IReadOnlyDictionary<long, RegradingOutcome> Outcomes, IReadOnlyDictionary<long, CycleAnnulment.Effect> Followed)
{
    public AnnulmentFigures Figures => new(
        Exams.Count,
        Exams.Select(exam => exam.PersonId).Distinct().Count(),
        Exams.Count(exam => exam.Turns && exam.Before.Passed),
        Exams.Count(exam => exam.Turns && !exam.Before.Passed),
        Outcomes.Values.Count(outcome => outcome == RegradingOutcome.Points));

    /// <summary>Of one line of canonical JSON for each exam, in their order: whoever approves it has read exactly this.</summary>
    public Digest Effect
    {
        get
        {
            var text = new StringBuilder();
            foreach (var exam in Exams)
            {
                text.Append(CanonicalJson.Write(new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["attempt"] = exam.Id.ToString("D"),
                    ["before"] = exam.Before.Percent,
                    ["passedBefore"] = exam.Before.Passed,
                    ["after"] = exam.After?.Percent,
                    ["passed"] = exam.After?.Passed,
                    ["outcome"] = Outcomes.TryGetValue(exam.Number, out var outcome) ? outcome.ToString() : null,
                })).Append('\n');
            }

            return Digest.Of(text.ToString());
        }
    }
}

/// <summary>Finds the exams that asked something, and what they would earn without it. Nothing is changed.</summary>
internal sealed class AnnulmentWeighing(EditionStore editions, LocalCalendar calendar)
{
    private const int AtOnce = 500;

    /// <summary>Graded exams that asked what is taken out and count it still, in the order of their numbers.</summary>
    public static IQueryable<Attempt> Touched(LearningDbContext db, TakenOut what, bool examsOnly = true)
    {
        var attempts = db.Attempts.Where(attempt => attempt.State == AttemptState.Graded && attempt.EditionNumber >= what.From && attempt.EditionNumber <= what.To);
        attempts = examsOnly ? attempts.Where(attempt => attempt.Mode == AttemptMode.Exam) : attempts;
        var items = db.AttemptItems.Counted();
        var (subject, variant) = (what.Subject, (uint?)null);
        if (what.Kind == AnnulledKind.Item && Item.TryReadId(what.Subject, out var family, out var read))
        {
            (subject, variant) = (family, read);
        }

        var families = what.Kind == AnnulledKind.Rule
            ? db.AskedFamilies.Where(asked => asked.RuleId == subject).Select(asked => asked.Key)
            : db.AskedFamilies.Where(asked => asked.FamilyId == subject).Select(asked => asked.Key);
        return attempts
            .Where(attempt => items.Any(item => item.AttemptNumber == attempt.Number && families.Contains(item.FamilyKey) && (variant == null || item.Variant == variant)))
            .OrderBy(attempt => attempt.Number);
    }

    public async Task<WeighedAnnulment> WeighAsync(LearningDbContext db, TakenOut what, CancellationToken ct)
    {
        var touched = await Touched(db, what)
            .Select(attempt => new
            {
                attempt.Number,
                attempt.Id,
                attempt.PersonId,
                attempt.CourseId,
                attempt.EditionNumber,
                SubmittedAt = attempt.SubmittedAt!.Value,
                First = new CountedGrade(attempt.Points!.Value, attempt.Total, attempt.Percent!.Value, attempt.Passed!.Value, attempt.ValidUntil),
            })
            .ToListAsync(ct);
        var annulments = await AnnulmentsInForce.ReadAsync(db, ct);
        var exams = new List<WeighedExam>();
        foreach (var some in touched.Chunk(AtOnce))
        {
            long[] numbers = [.. some.Select(exam => exam.Number)];
            var items = (await db.AttemptItems.AsNoTracking().Include(item => item.Family).Where(item => numbers.Contains(item.AttemptNumber)).ToListAsync(ct))
                .ToLookup(item => item.AttemptNumber);
            var anew = (await db.AttemptRegrades.AsNoTracking().Where(regrade => numbers.Contains(regrade.AttemptNumber)).ToListAsync(ct))
                .GroupBy(regrade => regrade.AttemptNumber)
                .ToDictionary(own => own.Key, own => own.MaxBy(regrade => regrade.Number)!);
            foreach (var exam in some)
            {
                var course = (await editions.FindAsync(exam.EditionNumber, ct)).Edition.EveryCourse[exam.CourseId];
                var before = anew.TryGetValue(exam.Number, out var newest)
                    ? new CountedGrade(newest.Points, newest.Total, newest.Percent, newest.Passed, newest.ValidUntil)
                    : exam.First;
                exams.Add(new WeighedExam(
                    exam.Number,
                    exam.Id,
                    exam.PersonId,
                    exam.CourseId,
                    exam.EditionNumber,
                    exam.SubmittedAt,
                    before,
                    Regrading.Of(course.Exam, [.. items[exam.Number].Select(item => (item.Part, item.Score ?? 0, TreatmentOf(item)))])));

                WrongItems? TreatmentOf(AttemptItem item) => item.AnnulmentId is not null ? annulments.TreatmentOf(item)
                    : what.Holds(exam.EditionNumber, item.Family.RuleId, item.Family.FamilyId, item.Variant) ? what.Treatment
                    : null;
            }
        }

        return await FollowAsync(db, exams, ct);
    }

    private async Task<WeighedAnnulment> FollowAsync(LearningDbContext db, List<WeighedExam> exams, CancellationToken ct)
    {
        var today = calendar.Today;
        var turned = exams.Where(exam => exam.Turns).ToArray();
        Guid[] people = [.. turned.Select(exam => exam.PersonId).Distinct()];
        var active = (await db.People.Where(person => people.Contains(person.Id) && person.Active).Select(person => person.Id).ToListAsync(ct)).ToHashSet();
        var outcomes = exams.Where(exam => !exam.IsSame && !exam.Turns)
            .ToDictionary(exam => exam.Number, exam => exam.After is null ? RegradingOutcome.NothingLeft : RegradingOutcome.Points);
        var followed = new Dictionary<long, CycleAnnulment.Effect>();
        foreach (var course in turned.GroupBy(exam => exam.CourseId, StringComparer.Ordinal))
        {
            var records = await CourseRecord.ReadAsync(db, course.Key, [.. course.Select(exam => exam.PersonId).Distinct()], ct);
            foreach (var exam in course)
            {
                var record = records[exam.PersonId];
                outcomes[exam.Number] = OutcomeOf(exam, record);
                if (exam.Before.Passed && CycleAnnulment.Of(record, exam.Id, active.Contains(exam.PersonId), today) is { } effect)
                {
                    followed[exam.Number] = effect;
                }
            }
        }

        return new WeighedAnnulment(exams, outcomes, followed);
    }

    private static RegradingOutcome OutcomeOf(WeighedExam exam, CourseRecord record)
    {
        // Another pass keeps its results, whatever becomes of this one.
        var own = record.Cycles.FirstOrDefault(cycle => cycle.AttemptId == exam.Id);
        var others = record.Cycles.Where(cycle => cycle != own && cycle.CompletedOn is not null).ToArray();
        return exam.After!.Passed
            ? others.Length > 0 ? RegradingOutcome.NowPassedAsWell : RegradingOutcome.NowPassed
            : Array.Exists(others, cycle => cycle.ValidUntil >= own?.ValidUntil) ? RegradingOutcome.NotPassedButOtherwise
            : RegradingOutcome.NotPassed;
    }
}
