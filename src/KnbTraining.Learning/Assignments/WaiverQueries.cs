using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>A waiver that waits for a decision.</summary>
/// <param name="Title">Of the course, in the reader's language; the id where the current edition has no such course.</param>
/// <param name="DueOn">Of the open course as it is now; null where no day is set.</param>
/// <param name="Reason">Null where the text was erased.</param>
/// <param name="IsMine">True where the viewer is asked.</param>
/// <param name="IsOpen">False where the course was completed or ended meanwhile, so that nothing can be approved.</param>
public sealed record WaitingWaiver(
    Guid Id,
    Guid PersonId,
    string PersonName,
    string UnitName,
    string Title,
    DateOnly Until,
    DateOnly? DueOn,
    string? Reason,
    string ProposerName,
    DateOnly? ProposedOn,
    string ApproverName,
    bool IsMine,
    bool IsOpen);

public sealed record NamedPerson(Guid Id, string Name);

/// <summary>Waivers that wait: for the one who is asked, and for administrators.</summary>
public sealed class WaiverQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    /// <summary>More than anybody decides at a sitting; the oldest come first.</summary>
    public const int MostListed = 200;

    /// <summary>Who may allow a waiver for at least one of these people, by name; never the viewer.</summary>
    public async Task<IReadOnlyList<NamedPerson>> ApproversAsync(Viewer admin, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        return !admin.Is(Role.Administrator)
            ? []
            : await store.ReadAsync(
                db => Approvers.Of(db, people, admin.PersonId, calendar.Today)
                    .OrderBy(person => person.SortKey).ThenBy(person => person.Id)
                    .Select(person => new NamedPerson(person.Id, person.Name))
                    .ToListAsync(ct),
                ct);
    }

    /// <summary>Those that the viewer is asked about; an administrator sees also those of others. The oldest first.</summary>
    public async Task<IReadOnlyList<WaitingWaiver>> ListAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var (self, all, today) = (viewer.PersonId, viewer.Is(Role.Administrator), calendar.Today);
        return await store.ReadAsync(
            async db =>
            {
                var spans = db.CycleSpans.On(today);
                var rows = await (from proposal in db.WaiverProposals
                                  where proposal.Decision == null && (all || proposal.ApproverId == self)
                                  join person in db.People on proposal.PersonId equals person.Id
                                  join proposer in db.People on proposal.ProposerId equals proposer.Id
                                  join approver in db.People on proposal.ApproverId equals approver.Id
                                  join cycle in db.Cycles on proposal.CycleId equals cycle.Id
                                  orderby proposal.ProposedSeq
                                  select new
                                  {
                                      Proposal = proposal,
                                      Person = person.Name,
                                      Unit = person.Unit.NameIn(language),
                                      Proposer = proposer.Name,
                                      Approver = approver.Name,
                                      IsOpen = cycle.CompletedOn == null && cycle.WithdrawnOn == null,
                                      DueOn = spans
                                          .Where(span => span.PersonId == proposal.PersonId && span.CourseId == proposal.CourseId)
                                          .Select(span => span.Due)
                                          .FirstOrDefault(),
                                  }).Take(MostListed).ToListAsync(ct);
                var told = await ToldFacts.ReadAsync(db, rows.Select(row => row.Proposal.ProposedSeq), rows.Select(row => row.Proposal.Reason), calendar, ct);
                return rows.ConvertAll(row => new WaitingWaiver(
                    row.Proposal.Id,
                    row.Proposal.PersonId,
                    row.Person,
                    row.Unit,
                    edition.EveryCourse.GetValueOrDefault(row.Proposal.CourseId)?.Title[language] ?? row.Proposal.CourseId,
                    row.Proposal.Until,
                    row.DueOn,
                    told.TextOf(row.Proposal.Reason),
                    row.Proposer,
                    told.DayOf(row.Proposal.ProposedSeq),
                    row.Approver,
                    row.Proposal.ApproverId == self,
                    row.IsOpen));
            },
            ct);
    }
}
