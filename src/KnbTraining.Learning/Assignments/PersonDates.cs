using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>What an assignment would come to for one person, with everything that is known of them in the course.</summary>
/// <param name="IsMeant">False where the assignment does not mean them: then nothing follows from it.</param>
/// <param name="IsOpen">True where they have the course open already.</param>
/// <param name="DueBefore">Of the open course as it is now.</param>
/// <param name="Due">The next day on which the course is due; null where none is set, as on leave without a day of return.</param>
/// <param name="ValidUntil">The last day of the pass that counts now; null where none does.</param>
/// <param name="Samples">What follows where they pass on the due day; none where there is none.</param>
public sealed record PersonDates(
    Guid PersonId, string Name, bool IsMeant, bool IsOpen, DateOnly? DueBefore, DateOnly? Due, DateOnly? ValidUntil, IReadOnlyList<SampleDates> Samples);

/// <summary>The simulator of dates for one person whom an administrator chooses. Nothing is stored.</summary>
public sealed class PersonDateQueries(LearningStore store, EditionStore editions, RefusedActs refusals, LocalCalendar calendar)
{
    /// <summary>People who are offered for what was typed.</summary>
    public const int MostFound = 8;

    /// <summary>People who work here, by name, number or sign-in name; nobody where nothing was typed.</summary>
    public async Task<IReadOnlyList<NamedPerson>> SearchAsync(Viewer viewer, string? typed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return !viewer.Is(Role.Administrator) || string.IsNullOrWhiteSpace(typed)
            ? []
            : await store.ReadAsync(
                db => PeopleQueries.Matching(db, db.People.InScope(viewer), new PeopleFilter { Search = typed })
                    .OrderBy(person => person.SortKey).ThenBy(person => person.Id)
                    .Select(person => new NamedPerson(person.Id, person.PersonnelNumber == null ? person.Name : person.Name + " · " + person.PersonnelNumber))
                    .Take(MostFound)
                    .ToListAsync(ct),
                ct);
    }

    /// <param name="changed">The assignment that is changed; null for a new one.</param>
    /// <returns>Refused as saving would be, and where the viewer does not see the person.</returns>
    public async Task<Result<PersonDates>> FindAsync(
        Viewer viewer, Guid personId, string courseId, AssignmentAudience audience, RenewalTerms terms, Guid? changed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(terms);
        if (!viewer.Is(Role.Administrator))
        {
            return refusals.Refuse(viewer, RefusedAct.Assignments);
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        return await store.ReadAsync<Result<PersonDates>>(
            async db =>
            {
                if (await new AssignmentCheck(db, edition).FindAsync(courseId, audience, terms, changed, ct) is { } refused)
                {
                    return refused;
                }

                return await db.People.InScope(viewer).Where(person => person.Id == personId && person.Active).Select(person => person.Name).FirstOrDefaultAsync(ct) is { } name
                    ? await FindAsync(db, personId, name, courseId, edition.Courses[courseId].ValidityMonths, audience, terms, changed, ct)
                    : Refusal.NotFound;
            },
            ct);
    }

    private async Task<PersonDates> FindAsync(
        LearningDbContext db,
        Guid personId,
        string name,
        string courseId,
        int months,
        AssignmentAudience audience,
        RenewalTerms terms,
        Guid? changed,
        CancellationToken ct)
    {
        var today = calendar.Today;
        var person = db.People.Where(one => one.Id == personId);
        var isMeant = await person.Of(audience).AnyAsync(ct);
        var now = (await CourseRecord.ReadAsync(db, courseId, [personId], ct))[personId];
        var state = CycleFold.At(now.History.Events, DateOnly.MaxValue);
        var validUntil = now.LastPass()?.ValidUntil is { } until && until >= today ? until : (DateOnly?)null;
        if (!isMeant)
        {
            return new PersonDates(personId, name, false, state.IsOpen, SupposedRule.DueOf(now), null, validUntil, []);
        }

        var supposed = new SupposedRule(changed, audience, terms);
        var record = (await supposed.FollowedAsync(db, courseId, [personId], today, ct)).Single();
        var due = state.IsOpen
            ? SupposedRule.DueOf(record)
            : (await CycleOpening.FindAsync(db, person, courseId, terms, today, ct)).Select(opening => (DateOnly?)opening.DueOn).FirstOrDefault();
        var leaves = CycleLeave.Join(await CycleBook.LeavesAsync(db, [personId], ct));
        var samples = state.IsOpen && due is null ? [] : SampleDates.Of(NewsOf(record, supposed, months, leaves, today), today, due);
        return new PersonDates(
            personId, name, true, state.IsOpen, SupposedRule.DueOf(now), due ?? (state.IsOpen ? null : samples.Select(sample => (DateOnly?)sample.FirstDue).FirstOrDefault()),
            validUntil, samples);
    }

    // What is stored of the person, as news of the plan.
    private static CourseNews NewsOf(CourseRecord record, SupposedRule supposed, int months, IReadOnlyList<Absence> leaves, DateOnly today)
    {
        var askings = record.Askings.Select(asking => asking with { Terms = asking.Terms.For(months) }).ToList();
        if (askings.TrueForAll(asking => asking.Version != SupposedRule.Version))
        {
            askings.Add(new Asking(supposed.RuleId, SupposedRule.Version, supposed.Terms.For(months), today, null, today));
        }

        // What was given by hand is asked until it is completed.
        if (record.Latest is { RuleId: null, CompletedOn: null, WithdrawnOn: null } open)
        {
            var byHand = new RenewalTerms { FirstDue = FirstDue.FixedDay, FirstDueDay = open.DueOn }.For(months);
            askings.Add(new Asking(Guid.Empty, 0, byHand, open.OpenedOn, null, open.OpenedOn));
        }

        var events = record.History.Events;
        return new CourseNews(askings, leaves, [.. events.Select(told => ActOf(told, events)).OfType<CourseAct>()]);
    }

    private static CourseAct? ActOf(CycleEvent told, IReadOnlyList<CycleEvent> events) => told.Kind switch
    {
        CycleEventKind.Annulled => new CourseAct(
            CourseActKind.Annulled,
            told.Day,
            events.LastOrDefault(each => each.Cycle == told.Cycle && each.Kind == CycleEventKind.Completed && each.Number < told.Number)?.Day),
        CycleEventKind.Completed => new CourseAct(CourseActKind.Passed, told.Day),
        CycleEventKind.Credited => new CourseAct(CourseActKind.Credited, told.Day, told.Until),
        CycleEventKind.Extended => new CourseAct(CourseActKind.Extended, told.Day, told.Due),
        CycleEventKind.Waived => new CourseAct(CourseActKind.Waived, told.Day, told.Until),
        _ => null,
    };
}
