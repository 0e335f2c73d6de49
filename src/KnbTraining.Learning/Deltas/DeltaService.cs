using KnbTraining.Content.Courses;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Reports;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Deltas;

/// <summary>
/// Tells people again what an edition changed: a course about the changed rules, for those whose certificate rests on them. It changes no validity of what
/// they passed. Whoever works on the content sees what there is, editors propose it (<see cref="DeltaProposals"/>), administrators open it.
/// </summary>
public sealed class DeltaService(LearningStore store, EditionStore editions, DeltaGiving giving, RefusedActs refusals, LocalCalendar calendar)
{
    private readonly DeltaWeighing _weighing = new(editions, calendar);

    /// <summary>What an edition changed, and what was proposed and opened for it.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> for an edition that changed nothing, because it is the first or there is none.</returns>
    public async Task<Result<DeltaOffer>> FindAsync(Viewer viewer, int edition, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var weighed = await _weighing.WeighAsync(edition, ct);
        if (weighed.Value is not { } weight)
        {
            return weighed.As<DeltaOffer>();
        }

        return await store.ReadAsync(
            async db =>
            {
                var reason = await db.ContentChanges.Where(change => change.Edition == edition).Select(change => change.Reason).FirstOrDefaultAsync(ct);
                return new DeltaOffer(
                    edition,
                    weight.PublishedOn,
                    string.IsNullOrWhiteSpace(reason) ? null : reason,
                    weight.Rules,
                    await OpenedAsync(db, edition, calendar.Today, ct),
                    await DeltaProposals.ListAsync(db, viewer, edition, calendar, ct),
                    DeltaProposals.MayPropose(viewer),
                    viewer.Is(Role.Administrator));
            },
            ct);
    }

    /// <summary>What <see cref="OpenAsync"/> would do now.</summary>
    /// <returns>Refused with <see cref="Refusal.Invalid"/> at the fields of <see cref="DeltaForm"/>.</returns>
    public async Task<Result<DeltaPreview>> PreviewAsync(Viewer admin, DeltaForm form, CancellationToken ct)
    {
        var planned = await PlanAsync(admin, form, ct);
        return planned.Value is { } plan ? plan.Preview : planned.As<DeltaPreview>();
    }

    /// <summary>Opens it: for up to <see cref="CycleLists.MostAtOnce"/> people at once, for more one after the other, soon after this returns.</summary>
    /// <param name="previewed">The id that the course had in the preview; null where nobody looked at one.</param>
    /// <returns>
    /// The id of the course. Refused with <see cref="Refusal.Conflict"/> where another course was opened for the edition since the preview, or the proposal was
    /// decided.
    /// </returns>
    public async Task<Result<string>> OpenAsync(Viewer admin, DeltaForm form, string? previewed, CancellationToken ct)
    {
        var planned = await PlanAsync(admin, form, ct);
        if (planned.Value is not { } plan)
        {
            return planned.As<string>();
        }

        var told = plan.Told;
        Guid[] people = [.. plan.Preview.People.Select(person => person.PersonId).Order()];
        return await store.WriteAsync<string>(
            async write =>
            {
                await write.Db.LockNumbersAsync(NumberSeries.Deltas, ct);
                var ordinal = await NextAsync(write.Db, form.Edition, ct);
                if (previewed is not null && previewed != DeltaCourse.IdOf(form.Edition, ordinal))
                {
                    return Refusal.Conflict;
                }

                var proposal = form.ProposalId is null
                    ? null
                    : await write.Db.DeltaProposals.FirstOrDefaultAsync(
                        one => one.Id == form.ProposalId && one.EditionNumber == form.Edition && one.Decision == DeltaDecision.Waiting, ct);
                if (form.ProposalId is not null && proposal is null)
                {
                    return Refusal.Conflict;
                }

                var course = DeltaCourse.Open(
                    form.Edition, ordinal, told.Reason, told.DueOn, told.Rules, told.Cases, people.Length, admin.PersonId, calendar.Now);
                editions.Open(write, course);
                await write.Db.SaveChangesAsync(ct);
                await using (var rows = new RowInsertion(write.Db))
                {
                    Array.ForEach(people, person => rows.Add(DeltaPerson.Create(course.Id, person)));
                    await rows.ExecuteAsync();
                }

                write.Record(admin.Actor, new DeltaOpened(
                    Slug.Of(course.CourseId),
                    form.Edition,
                    [.. told.Rules.Select(rule => Slug.Of(rule.RuleId))],
                    course.DueOn,
                    people.Length,
                    Digest.OfAll(people.Select(person => $"{person:D}\n")),
                    RecordedReason.Of(write, told.Reason),
                    proposal?.Id));
                if (proposal is not null)
                {
                    await DeltaProposals.DecideAsync(write, admin, proposal, DeltaDecision.Opened, null, calendar.Now, ct);
                }

                if (people.Length <= CycleLists.MostAtOnce)
                {
                    await giving.GiveAsync(write, admin.Actor, course, people.Length, ct);
                }

                return course.CourseId;
            },
            ct);
    }

    private static async Task<int> NextAsync(LearningDbContext db, int edition, CancellationToken ct) =>
        (await db.DeltaCourses.Where(course => course.EditionNumber == edition).MaxAsync(course => (int?)course.Ordinal, ct) ?? 0) + 1;

    private static async Task<IReadOnlyList<OpenedDelta>> OpenedAsync(LearningDbContext db, int edition, DateOnly today, CancellationToken ct)
    {
        var opened = await (
            from course in db.DeltaCourses
            join person in db.People on course.OpenedById equals person.Id
            join other in db.People on course.TakenBackById equals other.Id into others
            from taker in others.DefaultIfEmpty()
            where course.EditionNumber == edition
            orderby course.Ordinal
            select new
            {
                Course = course,
                person.Name,
                TakenBackBy = (string?)taker.Name,
                Done = db.Cycles.Count(cycle => cycle.CourseId == course.CourseId && cycle.CompletedOn != null),
                Open = db.Cycles.Count(cycle => cycle.CourseId == course.CourseId && cycle.CompletedOn == null && cycle.WithdrawnOn == null),
                Overdue = db.Cycles.Count(cycle => cycle.CourseId == course.CourseId && cycle.CompletedOn == null && cycle.WithdrawnOn == null && cycle.DueOn < today),
            }).ToListAsync(ct);
        return opened.ConvertAll(row => new OpenedDelta(
            row.Course.CourseId,
            DeltaWords.Title(edition, row.Course.Ordinal),
            row.Course.ReasonText(),
            row.Course.DueOn,
            row.Course.OpenedAt,
            row.Name,
            row.Course.People,
            row.Course.Waiting,
            row.Done,
            row.Open,
            row.Overdue)
        {
            TakenBack = row.Course.TakenBackAt is { } at ? new TakenBackDelta(at, row.TakenBackBy ?? "", row.Course.TakenBackReason ?? "") : null,
        });
    }

    private async Task<Result<Plan>> PlanAsync(Viewer admin, DeltaForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(form);
        if (!admin.Is(Role.Administrator))
        {
            return refusals.Refuse(admin, RefusedAct.Assignments);
        }

        var read = await _weighing.CheckAsync(form, ct);
        if (read.Value is not { } told)
        {
            return read.As<Plan>();
        }

        string[] ids = [.. told.Rules.Select(rule => rule.RuleId)];
        var today = calendar.Today;
        return await store.ReadAsync<Result<Plan>>(
            async db =>
            {
                if (form.Whom == DeltaWhom.Audience && form.Audience.UnitPath is { } path && !await db.Units.AnyAsync(unit => unit.Path == path, ct))
                {
                    return new Refusal.Invalid("UnitPath", "unknown");
                }

                var meant = form.Whom == DeltaWhom.Certified
                    ? db.People.Where(person => person.Active && ImpactQueries.HoldersBefore(db, ids, form.Edition, today).Contains(person.Id))
                    : db.People.Of(form.Audience);
                var people = await meant.InScope(admin)
                    .OrderBy(person => person.SortKey).ThenBy(person => person.Id)
                    .Select(person => new DeltaReader(
                        person.Id,
                        person.Name,
                        person.Unit.NameIn(admin.Language),
                        db.Standings.Any(row => row.PersonId == person.Id && row.SeqOut == null && row.Employment == Employment.OnLeave
                            && row.From <= today && (row.Until == null || row.Until >= today))))
                    .ToListAsync(ct);
                return people.Count == 0
                    ? new Refusal.Invalid(nameof(form.Whom), "nobody")
                    : new Plan(
                        new DeltaPreview(
                            DeltaCourse.IdOf(form.Edition, await NextAsync(db, form.Edition, ct)),
                            told.DueOn,
                            people,
                            told.Questions,
                            DerivedCourse.MinutesOf(told.Rules.Count, told.Questions)),
                        told);
            },
            ct);
    }

    private sealed record Plan(DeltaPreview Preview, CheckedDelta Told);
}
