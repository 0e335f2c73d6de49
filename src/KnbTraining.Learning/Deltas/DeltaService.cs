using System.Globalization;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
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
/// they passed. Whoever works on the content sees what there is; administrators open it.
/// </summary>
public sealed class DeltaService(LearningStore store, EditionStore editions, DeltaGiving giving, RefusedActs refusals, LocalCalendar calendar)
{
    /// <summary>What an edition changed, and what was opened for it.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> for an edition that changed nothing, because it is the first or there is none.</returns>
    public async Task<Result<DeltaOffer>> FindAsync(Viewer viewer, int edition, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var weighed = await WeighAsync(edition, ct);
        if (weighed.Value is not { } weight)
        {
            return weighed.As<DeltaOffer>();
        }

        var today = calendar.Today;
        return await store.ReadAsync(
            async db =>
            {
                var reason = await db.ContentChanges.Where(change => change.Edition == edition).Select(change => change.Reason).FirstOrDefaultAsync(ct);
                var opened = await (
                    from course in db.DeltaCourses
                    join person in db.People on course.OpenedById equals person.Id
                    where course.EditionNumber == edition
                    orderby course.Ordinal
                    select new
                    {
                        Course = course,
                        person.Name,
                        Done = db.Cycles.Count(cycle => cycle.CourseId == course.CourseId && cycle.CompletedOn != null),
                        Overdue = db.Cycles.Count(cycle => cycle.CourseId == course.CourseId && cycle.CompletedOn == null && cycle.WithdrawnOn == null && cycle.DueOn < today),
                    }).ToListAsync(ct);
                return new DeltaOffer(
                    edition,
                    weight.PublishedOn,
                    string.IsNullOrWhiteSpace(reason) ? null : reason,
                    weight.Rules,
                    opened.ConvertAll(row => new OpenedDelta(
                        row.Course.CourseId,
                        DeltaWords.Title(edition, row.Course.Ordinal),
                        row.Course.Reason,
                        row.Course.DueOn,
                        row.Course.OpenedAt,
                        row.Name,
                        row.Course.People,
                        row.Course.Waiting,
                        row.Done,
                        row.Overdue)),
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
    /// <returns>The id of the course. Refused with <see cref="Refusal.Conflict"/> where another course was opened for the edition since the preview.</returns>
    public async Task<Result<string>> OpenAsync(Viewer admin, DeltaForm form, string? previewed, CancellationToken ct)
    {
        var planned = await PlanAsync(admin, form, ct);
        if (planned.Value is not { } plan)
        {
            return planned.As<string>();
        }

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

                var course = DeltaCourse.Open(
                    form.Edition, ordinal, form.Reason!.Trim(), plan.Preview.DueOn, plan.Rules, people.Length, admin.PersonId, calendar.Now);
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
                    [.. plan.Rules.Select(rule => Slug.Of(rule.RuleId))],
                    course.DueOn,
                    people.Length,
                    Digest.OfAll(people.Select(person => $"{person:D}\n")),
                    write.Text(null, course.Reason)));
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

    private async Task<Result<Plan>> PlanAsync(Viewer admin, DeltaForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(form);
        if (!admin.Is(Role.Administrator))
        {
            return refusals.Refuse(admin, RefusedAct.Assignments);
        }

        var weighed = await WeighAsync(form.Edition, ct);
        if (weighed.Value is not { } weight)
        {
            return weighed.As<Plan>();
        }

        OfferedRule[] chosen = [.. weight.Rules.Where(rule => form.Rules.Contains(rule.Id, StringComparer.Ordinal))];
        AmendedRule[] rules = [.. chosen.Select(rule => new AmendedRule(rule.Id, weight.Before.Rules.GetValueOrDefault(rule.Id)?.Title, rule.Before))];
        var questions = rules.Length == 0 ? 0 : await CountQuestionsAsync(form.Edition, rules, ct);
        var findings = new FormFindings();
        findings.Add(
            nameof(form.Rules), form.Rules.Count == 0 ? "none-chosen" : chosen.Length < form.Rules.Distinct(StringComparer.Ordinal).Count() ? "unknown" : questions == 0 ? "nothing-asked" : null);
        findings.Add(nameof(form.Days), DaysFault(form.Days, weight.PublishedOn));
        findings.Add(nameof(form.Reason), TypedText.LineFault(form.Reason, DeltaCourse.LongestReason));
        findings.Add(nameof(form.Whom), Enum.IsDefined(form.Whom) ? null : "unknown");
        if (findings.Any)
        {
            return new Refusal.Invalid(findings);
        }

        string[] ids = [.. chosen.Select(rule => rule.Id)];
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
                            DeltaCourse.IdOf(form.Edition, await NextAsync(db, form.Edition, ct)), weight.PublishedOn.AddDays(form.Days!.Value), people, questions),
                        rules);
            },
            ct);
    }

    private string? DaysFault(int? days, DateOnly publishedOn) => days is not { } some ? TypedText.Required
        : some < 0 ? "negative"
        : some > RenewalTerms.MostDays ? "more-than-ten-years"
        : publishedOn.AddDays(some) < calendar.Today ? "past"
        : null;

    // What can be asked under the law of today in the current edition, in which everybody begins.
    private async Task<int> CountQuestionsAsync(int edition, IReadOnlyList<AmendedRule> rules, CancellationToken ct)
    {
        var text = new DeltaText(Delta.Prefix, edition, LocalizedText.Empty, LocalizedText.Empty, "", rules);
        var supposed = (await editions.CurrentAsync(ct)).Edition.With([text]);
        var items = supposed.ItemsOn(calendar.Today);
        return supposed.Deltas.Values.FirstOrDefault() is { } delta && delta.Course.Exam.Parts.Any(part => part.Families.Any(family => items.FindFamily(family) is not null))
            ? FormAssembler.Assemble(items, delta.Course, 0, new HashSet<string>()).Count
            : 0;
    }

    private async Task<Result<Weight>> WeighAsync(int number, CancellationToken ct)
    {
        try
        {
            var (before, after) = (await editions.FindAsync(number - 1, ct), await editions.FindAsync(number, ct));
            var publishedOn = calendar.DateOf(after.PublishedAt);
            var impact = await Task.Run(() => Impact.Of(before.Edition, after.Edition, publishedOn), ct);
            var material = impact.MaterialRules.ToHashSet(StringComparer.Ordinal);
            var changed = impact.Rules.Where(rule => rule.IsShown).Select(rule => rule.Id).Union(material, StringComparer.Ordinal);
            return new Weight(
                publishedOn,
                before.Edition,
                [
                    .. from id in changed
                       let old = before.Edition.Rules.GetValueOrDefault(id)
                       let now = after.Edition.Rules.GetValueOrDefault(id)
                       orderby material.Contains(id) descending, id
                       select new OfferedRule(id, (now ?? old)!.Title, old?.Statement, now?.Statement, material.Contains(id)),
                ]);
        }
        catch (KeyNotFoundException)
        {
            return Refusal.NotFound;
        }
        catch (InvalidDataException)
        {
            // An edition of long ago may not hold together for this version of the program.
            return Refusal.Broken;
        }
    }

    private sealed record Weight(DateOnly PublishedOn, Content.Editions.Edition Before, IReadOnlyList<OfferedRule> Rules);

    private sealed record Plan(DeltaPreview Preview, IReadOnlyList<AmendedRule> Rules);
}
