using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Reports;

/// <summary>What somebody took for right, and of which rule.</summary>
/// <param name="Misconception">Its label; null where none is known behind the wrong answers.</param>
public sealed record Belief(string RuleId, string Rule, string? Misconception, int Answers, int Sure);

/// <param name="UnitName">Of the unit where the person is now.</param>
/// <param name="Missed">Answers without the full point.</param>
/// <param name="Sure">Of these, the ones given with high certainty.</param>
/// <param name="Last">The day of the latest of them.</param>
/// <param name="Beliefs">Those that were sure first.</param>
public sealed record MistakenPerson(Guid PersonId, string Name, string UnitName, int Missed, int Sure, DateOnly Last, IReadOnlyList<Belief> Beliefs);

/// <param name="Total">How many people there are on all pages.</param>
/// <param name="Page">From 1.</param>
public sealed record MistakenPeople(IReadOnlyList<MistakenPerson> People, int Total, int Page, int PageCount);

/// <summary>
/// Whose answers were wrong: the people behind the numbers of the weakness map and of the misconceptions. An answer counts as it does there; people whom
/// the viewer does not see any more are left out.
/// </summary>
public sealed class MistakenQueries(LearningStore store, EditionStore editions, LocalCalendar calendar, IOptions<LearningOptions> options)
{
    public const int PageSize = 100;

    /// <summary>Most answers that were sure and wrong first, then most that were wrong.</summary>
    /// <param name="sureOnly">True leaves out people who were never sure of a wrong answer.</param>
    /// <param name="page">From 1, where there are fewer the last; null for everybody.</param>
    public async Task<MistakenPeople> ListAsync(Viewer viewer, AnswerFilter filter, bool sureOnly, int? page, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var rules = filter.RulesOf(edition, calendar.Today);
        return await store.ReadAsync(
            async db =>
            {
                var mistakes = Mistakes(db, viewer, filter, rules, sureOnly);
                // The mistakes are counted once: how many people there are follows from who they are, and their names are read for the page alone.
                var found = await (
                    from own in mistakes.GroupBy(mistake => mistake.PersonId).Select(own => new
                    {
                        PersonId = own.Key,
                        Missed = own.Count(),
                        Sure = own.Sum(mistake => mistake.Sure),
                        Last = own.Max(mistake => mistake.At),
                    })
                    join person in db.People.InScope(viewer) on own.PersonId equals person.Id
                    select new { own.PersonId, person.SortKey, own.Missed, own.Sure, own.Last }).ToListAsync(ct);
                var total = found.Count;
                var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page ?? 1, 1, pages);
                var ordered = found.OrderByDescending(row => row.Sure).ThenByDescending(row => row.Missed).ThenBy(row => row.SortKey, NameOrder.Keys).ThenBy(row => row.PersonId);
                var rows = (page is null ? ordered : ordered.Skip((shown - 1) * PageSize).Take(PageSize)).ToList();
                var ids = rows.ConvertAll(row => row.PersonId);
                var beliefs = await (page is null ? mistakes : mistakes.Where(mistake => ids.Contains(mistake.PersonId)))
                    .GroupBy(mistake => new { mistake.PersonId, mistake.FamilyKey, mistake.Misconception })
                    .Select(own => new { own.Key.PersonId, own.Key.FamilyKey, own.Key.Misconception, Answers = own.Count(), Sure = own.Sum(mistake => mistake.Sure) })
                    .Join(db.AskedFamilies, own => own.FamilyKey, family => family.Key, (own, family) => new Held(
                        own.PersonId, family.RuleId, own.Misconception, own.Answers, own.Sure))
                    .ToListAsync(ct);
                var held = beliefs.ToLookup(each => each.PersonId);
                var names = await db.People.Where(person => ids.Contains(person.Id))
                    .Select(person => new { person.Id, person.Name, UnitName = person.Unit.NameIn(language) })
                    .ToDictionaryAsync(person => person.Id, ct);
                return new MistakenPeople(
                    rows.ConvertAll(row => new MistakenPerson(
                        row.PersonId, names[row.PersonId].Name, names[row.PersonId].UnitName, row.Missed, row.Sure, calendar.DateOf(row.Last!.Value), Say(held[row.PersonId]))),
                    total,
                    shown,
                    pages);
            },
            ct);

        IReadOnlyList<Belief> Say(IEnumerable<Held> own) =>
        [
            .. own.GroupBy(each => (each.RuleId, each.Misconception))
                .Select(each => new Belief(
                    each.Key.RuleId,
                    edition.Rules.GetValueOrDefault(each.Key.RuleId)?.Title[language] ?? each.Key.RuleId,
                    each.Key.Misconception is { } misconception ? WeaknessQueries.LabelOf(edition, misconception, language) : null,
                    each.Sum(one => one.Answers),
                    each.Sum(one => one.Sure)))
                .OrderByDescending(each => each.Sure).ThenByDescending(each => each.Answers).ThenBy(each => each.RuleId, StringComparer.Ordinal),
        ];
    }

    private IQueryable<Mistake> Mistakes(LearningDbContext db, Viewer viewer, AnswerFilter filter, IReadOnlyList<string>? rules, bool sureOnly)
    {
        var units = filter.Units(db, viewer).Select(unit => (Guid?)unit.Id);
        var after = filter.From == DateOnly.MinValue ? DateTimeOffset.UnixEpoch : options.Value.StartOf(filter.From);
        var before = options.Value.StartOf(filter.To.AddDays(1));
        var attempts = db.Attempts.Where(attempt => attempt.Ordinal == 1
            && attempt.State == AttemptState.Graded
            && units.Contains(attempt.UnitId)
            && attempt.SubmittedAt >= after
            && attempt.SubmittedAt < before);
        var items = sureOnly
            ? db.AttemptItems.Counted().Where(item => item.Score < 1 && item.Certainty == Certainty.High)
            : db.AttemptItems.Counted().Where(item => item.Score < 1);
        if (rules is not null)
        {
            var families = db.AskedFamilies.Where(family => rules.Contains(family.RuleId)).Select(family => family.Key);
            items = items.Where(item => families.Contains(item.FamilyKey));
        }

        if (filter.Misconception is { } misconception)
        {
            items = items.Where(item => item.Misconception == misconception);
        }

        // Who was sure, and what is about some families, is found by the items, of which there are few; on a file the joins run as they are written.
        var pairs = sureOnly || rules is not null
            ? from item in items from attempt in attempts where attempt.Number == item.AttemptNumber select new { attempt, item }
            : from attempt in attempts from item in items where attempt.Number == item.AttemptNumber select new { attempt, item };
        return from pair in pairs
               let attempt = pair.attempt
               let item = pair.item
               select new Mistake
               {
                   PersonId = attempt.PersonId,
                   FamilyKey = item.FamilyKey,
                   Misconception = item.Misconception,
                   Sure = item.Certainty == Certainty.High ? 1 : 0,
                   At = attempt.SubmittedAt,
               };
    }

    private sealed record Held(Guid PersonId, string RuleId, string? Misconception, int Answers, int Sure);

    private sealed class Mistake
    {
        public required Guid PersonId { get; init; }

        public required int FamilyKey { get; init; }

        public required string? Misconception { get; init; }

        public required int Sure { get; init; }

        public required DateTimeOffset? At { get; init; }
    }
}
