using System.Runtime.InteropServices;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>Which attempts count. The names are choices of the report.</summary>
public enum AnalysisBasis
{
    /// <summary>The first attempt of each person at a course, practice or exam; of a family only its first presentation to the person.</summary>
    First = 0,

    /// <summary>The first exam of each person at a course, whatever was practised before.</summary>
    Exams = 1,
}

/// <param name="From">The first day on which attempts were handed in.</param>
/// <param name="To">The last.</param>
/// <param name="Course">Only attempts at it; null for all.</param>
public sealed record AnalysisFilter(DateOnly From, DateOnly To, AnalysisBasis Basis = AnalysisBasis.First, string? Course = null);

/// <summary>A family of questions that was asked.</summary>
/// <param name="Figures">Null with fewer than <see cref="ItemAnalysis.Enough"/> answers.</param>
public sealed record AnalysedFamily(string FamilyId, string RuleId, string RuleTitle, int Answers, FamilyFigures? Figures)
{
    public IReadOnlyList<Advice> Advices => AdviceFor.Of(Figures);
}

/// <param name="CourseTitle">In the reader's language.</param>
public sealed record AnalysedForms(string CourseTitle, FormFigures Figures);

/// <param name="Families">By title of the rule, then by id.</param>
/// <param name="Forms">Of exams, by course.</param>
/// <param name="Attempts">How many counted.</param>
public sealed record AnalysisReport(IReadOnlyList<AnalysedFamily> Families, IReadOnlyList<AnalysedForms> Forms, int Attempts);

/// <summary>
/// What answers tell of questions. It reads the packed marks of attempts, one row each, and nothing about anybody leaves it: figures of few answers are left
/// out. For whoever works on the content or checks it, over everybody.
/// </summary>
public sealed class AnalysisQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    private static readonly Role[] Readers = [Role.Editor, Role.Reviewer, Role.Auditor, Role.Administrator];

    public async Task<AnalysisReport> ReadAsync(Viewer viewer, AnalysisFilter filter, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        if (!MayRead(viewer))
        {
            return new AnalysisReport([], [], 0);
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var items = edition.ItemsOn(calendar.Today);
        var analysis = new ItemAnalysis();
        var (families, attempts) = await store.ReadAsync(
            async db =>
            {
                var known = await KnownFamilies.ReadAsync(db, ct);
                return (known, await ReadAttemptsAsync(db, filter, known, analysis, null, ct));
            },
            ct);
        return new AnalysisReport(
            [
                .. analysis.Families()
                    .Select(figures => (Figures: figures, Id: families.IdOf(figures.FamilyKey)))
                    .Where(family => items.FindFamily(family.Id) is not null)
                    .Select(family => Of(edition, items.FindFamily(family.Id)!, family.Figures, language))
                    .OrderBy(family => family.RuleTitle, Names.NameOrder.Comparer).ThenBy(family => family.FamilyId, StringComparer.Ordinal),
            ],
            [
                .. analysis.Forms()
                    .Where(forms => edition.EveryCourse.ContainsKey(forms.CourseId))
                    .Select(forms => new AnalysedForms(edition.EveryCourse[forms.CourseId].Title[language], forms))
                    .OrderBy(forms => forms.CourseTitle, Names.NameOrder.Comparer),
            ],
            attempts);
    }

    /// <summary>One family, answer by answer as far as nobody can be told apart.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where the current edition has no such family, or the viewer may not read it.</returns>
    public async Task<Result<FamilyAnalysis>> FindAsync(Viewer viewer, string familyId, AnalysisFilter filter, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(familyId);
        ArgumentNullException.ThrowIfNull(filter);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var items = edition.ItemsOn(calendar.Today);
        if (!MayRead(viewer) || items.FindFamily(familyId) is not { } family)
        {
            return Refusal.NotFound;
        }

        var (analysis, met) = (new ItemAnalysis(), new List<FamilyMeeting>());
        var (families, answers, months) = await store.ReadAsync(
            async db =>
            {
                var known = await KnownFamilies.ReadAsync(db, ct);
                var key = known.KeyOf(familyId);
                _ = await ReadAttemptsAsync(db, filter, known, analysis, key is { } own ? (own, met) : null, ct);
                return (known, await FamilyAnswers.ReadAsync(db, met, known.KeysOf(familyId), ct), await BeliefsAsync(db, known.KeysOf(familyId), ct));
            },
            ct);
        var figures = families.KeyOf(familyId) is { } found ? analysis.Families().FirstOrDefault(one => one.FamilyKey == found) : null;
        return FamilyAnalysis.Of(edition, items, family, figures, answers, months, language);
    }

    internal static AnalysedFamily Of(Edition edition, ItemFamily family, FamilyFigures figures, string language) => new(
        family.Id,
        family.Rule,
        edition.Rules.GetValueOrDefault(family.Rule)?.Title[language] ?? family.Rule,
        figures.Answers,
        figures.Answers < ItemAnalysis.Enough ? null : figures);

    internal static bool MayRead(Viewer viewer) => viewer.IsAny(Readers);

    // One command over one row for each attempt; what the items of an attempt earned stands in its row.
    private async Task<int> ReadAttemptsAsync(
        LearningDbContext db, AnalysisFilter filter, KnownFamilies families, ItemAnalysis analysis, (int Key, List<FamilyMeeting> Met)? wanted, CancellationToken ct)
    {
        var rows = db.Attempts
            .Where(attempt => attempt.State == AttemptState.Graded && attempt.Marks != null && (filter.Course == null || attempt.CourseId == filter.Course))
            .OrderBy(attempt => attempt.Number)
            .Select(attempt => new
            {
                attempt.Number,
                attempt.PersonId,
                attempt.CourseId,
                attempt.Mode,
                attempt.Ordinal,
                attempt.Language,
                attempt.SubmittedAt,
                attempt.Marks,
            });
        var (examined, marks, counted) = (new HashSet<(Guid, string)>(), new List<AttemptMark>(), 0);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            var isFirstExam = row.Mode == AttemptMode.Exam && examined.Add((row.PersonId, row.CourseId));
            var day = calendar.DateOf(row.SubmittedAt!.Value);
            var counts = filter.Basis == AnalysisBasis.First ? row.Ordinal == 1 : isFirstExam;
            if (day < filter.From || day > filter.To || !(counts || isFirstExam))
            {
                continue;
            }

            AttemptMarks.Unpack(row.Marks, marks);
            if (marks.Count == 0)
            {
                // Everything that it asked was found wrong.
                continue;
            }

            families.Unite(marks);
            if (isFirstExam && wanted is null)
            {
                analysis.AddForm(row.CourseId, CollectionsMarshal.AsSpan(marks));
            }

            if (counts)
            {
                counted++;
                analysis.Add(row.Language, CollectionsMarshal.AsSpan(marks), filter.Basis == AnalysisBasis.First);
                Meet(row.Number, marks, filter.Basis, wanted);
            }
        }

        return counted;
    }

    private static void Meet(long attempt, List<AttemptMark> marks, AnalysisBasis basis, (int Key, List<FamilyMeeting> Met)? wanted)
    {
        if (wanted is not { } family)
        {
            return;
        }

        var total = 0.0;
        var met = false;
        foreach (var mark in marks)
        {
            total += mark.Score;
            met |= mark.FamilyKey == family.Key && (basis == AnalysisBasis.Exams || mark.IsFirst);
        }

        if (met)
        {
            family.Met.Add(new FamilyMeeting(attempt, total / marks.Count));
        }
    }

    private static async Task<IReadOnlyList<BeliefMonth>> BeliefsAsync(LearningDbContext db, IReadOnlyList<int> keys, CancellationToken ct) =>
    [
        .. (await db.AnswerSums
                .Where(sum => keys.Contains(sum.FamilyKey) && sum.Turn != AnswerTurn.Later && sum.Misconception != "")
                .GroupBy(sum => new { sum.Misconception, sum.Day })
                .Select(own => new { own.Key.Misconception, own.Key.Day, Answers = own.Sum(sum => sum.Answers) })
                .ToListAsync(ct))
            .GroupBy(own => (own.Misconception, Month: new DateOnly(own.Day.Year, own.Day.Month, 1)))
            .Select(own => new BeliefMonth(own.Key.Misconception, own.Key.Month, own.Sum(one => one.Answers)))
            .OrderBy(own => own.Month),
    ];
}
