using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Annulments;

/// <summary>Annulments, for whoever works on the content; people are named to those who see them anyway.</summary>
public sealed class AnnulmentQueries(LearningStore store, EditionStore editions, RegradingQueries regrading, AnnulmentChoices choices, LocalCalendar calendar)
{
    /// <summary>More than an organisation has in years.</summary>
    public const int MostListed = 200;

    /// <summary>Those that wait first, then the newest.</summary>
    public async Task<IReadOnlyList<AnnulmentRow>> ListAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return EditingQueries.MayRead(viewer) ? await RowsAsync(rows => rows, words: false, language, ct) : [];
    }

    /// <summary>How many wait for a decision that the viewer may take.</summary>
    public async Task<int> CountWaitingAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return AnnulmentService.MayDecide(viewer)
            ? await store.ReadAsync(db => db.Annulments.CountAsync(one => one.State == AnnulmentState.Proposed && one.ProposerId != viewer.PersonId, ct), ct)
            : 0;
    }

    /// <returns>Refused with <see cref="Refusal.NotFound"/> also for those who do not work on the content.</returns>
    public async Task<Result<AnnulmentSheet>> FindAsync(Viewer viewer, Guid id, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer) || (await RowsAsync(rows => rows.Where(one => one.Id == id), words: true, language, ct)).SingleOrDefault() is not { } row)
        {
            return Refusal.NotFound;
        }

        var (known, relaxed) = await store.ReadAsync(
            async db => (await db.Annulments.FirstAsync(one => one.Id == id, ct), await ChangeDecisions.FourEyesRelaxedAsync(db, ct)), ct);
        var (waits, isOwn) = (row.State == AnnulmentState.Proposed, row.ProposerId == viewer.PersonId);
        var preview = waits ? await regrading.PreviewAsync(viewer, known.TakenOut, language, ct) : null;
        return new AnnulmentSheet(
            row,
            preview,
            waits ? [] : await store.ReadAsync(db => ExamsAsync(db, viewer, id, language, ct), ct),
            waits && AnnulmentService.MayDecide(viewer),
            waits && isOwn && AnnulmentService.MayPropose(viewer),
            isOwn,
            relaxed)
        {
            HasOwnExam = preview?.Changed.Any(exam => exam.PersonId == viewer.PersonId) == true,
        };
    }

    private async Task<IReadOnlyList<AnnulmentRow>> RowsAsync(
        Func<IQueryable<Annulment>, IQueryable<Annulment>> which, bool words, string language, CancellationToken ct)
    {
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var (rows, told) = await store.ReadAsync(
            async db =>
            {
                var found = await (from one in which(db.Annulments)
                                   join proposer in db.People on one.ProposerId equals proposer.Id
                                   join person in db.People on one.DeciderId equals person.Id into deciders
                                   from decider in deciders.DefaultIfEmpty()
                                   orderby one.State == AnnulmentState.Proposed descending, one.ProposedSeq descending
                                   select new { One = one, Proposer = proposer.Name, Decider = (string?)decider.Name }).Take(MostListed).ToListAsync(ct);
                return (found, await ToldFacts.ReadAsync(
                    db,
                    found.SelectMany(row => new[] { row.One.ProposedSeq, row.One.DecidedSeq }),
                    found.SelectMany(row => new[] { row.One.Reason, row.One.DecisionReason }),
                    calendar,
                    ct));
            },
            ct);
        var list = new List<AnnulmentRow>();
        foreach (var row in rows)
        {
            var one = row.One;
            list.Add(new AnnulmentRow(
                one.Id,
                one.Kind,
                edition.Rules.GetValueOrDefault(one.RuleId)?.Title[language] ?? one.RuleId,
                words ? await choices.WordsAsync(one.TakenOut, one.RuleId, language, ct) : "",
                one.FromEdition,
                one.ToEdition,
                one.Treatment,
                one.State,
                told.TextOf(one.Reason),
                one.ProposerId,
                row.Proposer,
                told.DayOf(one.ProposedSeq),
                new AnnulmentFigures(one.Exams, one.People, one.Lost, one.Gained, one.Points))
            {
                DeciderName = row.Decider,
                DecidedOn = told.DayOf(one.DecidedSeq),
                DecisionReason = told.TextOf(one.DecisionReason),
                ByProposer = one.ByProposer,
                Regraded = one.Regraded,
                Revoked = one.Revoked,
                Issued = one.Issued,
                Reopened = one.Reopened,
            });
        }

        return list;
    }

    // What it has changed, the graver first, then by name.
    private async Task<IReadOnlyList<RegradedExam>> ExamsAsync(LearningDbContext db, Viewer viewer, Guid id, string language, CancellationToken ct)
    {
        var seen = db.People.InScope(viewer);
        var rows = await (from regrade in db.AttemptRegrades
                          where regrade.AnnulmentId == id
                          join attempt in db.Attempts on regrade.AttemptNumber equals attempt.Number
                          join person in seen on attempt.PersonId equals person.Id
                          join earlier in db.AttemptRegrades
                              on new { regrade.AttemptNumber, Number = regrade.Number - 1 } equals new { earlier.AttemptNumber, earlier.Number } into befores
                          from before in befores.DefaultIfEmpty()
                          let percent = (int?)before.Percent ?? attempt.Percent!.Value
                          let passed = (bool?)before.Passed ?? attempt.Passed!.Value
                          where percent != regrade.Percent || passed != regrade.Passed
                          orderby passed && !regrade.Passed descending, !passed && regrade.Passed descending, person.SortKey, person.Id, attempt.Number
                          select new
                          {
                              attempt.Id,
                              attempt.PersonId,
                              person.Name,
                              Unit = person.Unit.NameIn(language),
                              attempt.CourseId,
                              attempt.EditionNumber,
                              SubmittedAt = attempt.SubmittedAt!.Value,
                              Before = percent,
                              PassedBefore = passed,
                              regrade.Percent,
                              regrade.Passed,
                              Certificate = db.Certificates
                                  .Where(certificate => certificate.PersonId == attempt.PersonId && certificate.AttemptId == attempt.Id
                                      && (certificate.AnnulmentId == id || (regrade.Passed && !passed && certificate.RevokedOn == null)))
                                  .Select(certificate => certificate.Number)
                                  .FirstOrDefault(),
                          })
            .Take(RegradingPreview.MostRows)
            .ToListAsync(ct);
        return rows.ConvertAll(row => new RegradedExam(
            row.Id,
            row.PersonId,
            row.Name,
            row.Unit,
            row.CourseId,
            row.EditionNumber,
            calendar.DateOf(row.SubmittedAt),
            row.Before,
            row.Percent,
            row.PassedBefore == row.Passed ? RegradingOutcome.Points : row.Passed ? RegradingOutcome.NowPassed : RegradingOutcome.NotPassed,
            row.Certificate,
            null));
    }
}
