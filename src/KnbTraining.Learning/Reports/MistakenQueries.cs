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

    // The names of more people are read in the order of their index.
    private const int FewNames = 2_000;

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

                // The mistakes of everybody are counted once, in a few bytes a person; what is said of people is read for the page alone.
                var counted = mistakes.GroupBy(mistake => mistake.PersonId).Select(own => new { PersonId = own.Key, Missed = own.Count(), Sure = own.Sum(mistake => mistake.Sure) });
                counted = viewer.SeesEverybody ? counted : counted.Where(own => db.People.InScope(viewer).Any(person => person.Id == own.PersonId));
                var found = await counted.ToListAsync(ct);
                var total = found.Count;
                var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page ?? 1, 1, pages);
                var ids = await InOrderAsync(db, viewer, found.ConvertAll(own => (own.PersonId, ((long)own.Sure << 32) + own.Missed)), page is null ? null : (shown - 1) * PageSize, ct);
                var counts = found.ToDictionary(own => own.PersonId);
                var theirs = page is null ? mistakes : Mistakes(db, viewer, filter, rules, sureOnly, ids);
                var beliefs = await theirs
                    .GroupBy(mistake => new { mistake.PersonId, mistake.FamilyKey, mistake.Misconception })
                    .Select(some => new
                    {
                        some.Key.PersonId,
                        some.Key.FamilyKey,
                        some.Key.Misconception,
                        Answers = some.Count(),
                        Sure = some.Sum(mistake => mistake.Sure),
                        Last = some.Max(mistake => mistake.At),
                    })
                    .Join(db.AskedFamilies, some => some.FamilyKey, family => family.Key, (some, family) => new Held(
                        some.PersonId, family.RuleId, some.Misconception, some.Answers, some.Sure, some.Last))
                    .ToListAsync(ct);
                var held = beliefs.ToLookup(each => each.PersonId);
                var names = await db.People.Where(person => ids.Contains(person.Id))
                    .Select(person => new { person.Id, person.Name, UnitName = person.Unit.NameIn(language) })
                    .ToDictionaryAsync(person => person.Id, ct);
                return new MistakenPeople(
                    ids.ConvertAll(id => new MistakenPerson(
                        id, names[id].Name, names[id].UnitName, counts[id].Missed, counts[id].Sure, calendar.DateOf(held[id].Max(each => each.Last)!.Value), Say(held[id]))),
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

    /// <summary>People by rank, the highest first, then by name. Names are read of those alone who share a rank with somebody on the page.</summary>
    /// <param name="skip">How many stand before the page; null for everybody.</param>
    private static async Task<List<Guid>> InOrderAsync(
        LearningDbContext db, Viewer viewer, List<(Guid PersonId, long Rank)> people, int? skip, CancellationToken ct)
    {
        var (before, highest, lowest, seen) = (0, long.MaxValue, long.MinValue, 0);
        if (skip is { } first)
        {
            foreach (var (rank, count) in people.CountBy(person => person.Rank).OrderByDescending(rank => rank.Key).TakeWhile(_ => seen < first + PageSize))
            {
                (before, highest) = seen <= first ? (seen, rank) : (before, highest);
                lowest = rank;
                seen += count;
            }
        }

        var near = people.Where(person => person.Rank <= highest && person.Rank >= lowest).ToDictionary(person => person.PersonId, person => person.Rank);
        var ids = near.Keys.ToArray();
        var named = ids.Length <= FewNames
            ? db.People.Where(person => ids.Contains(person.Id))
            : db.People.InScope(viewer);
        var byName = await named.OrderBy(person => person.SortKey).ThenBy(person => person.Id).Select(person => person.Id).ToListAsync(ct);
        var ordered = byName.Where(near.ContainsKey).OrderByDescending(id => near[id]);
        return [.. skip is { } some ? ordered.Skip(some - before).Take(PageSize) : ordered];
    }

    /// <param name="people">Only theirs; null for all.</param>
    private IQueryable<Mistake> Mistakes(LearningDbContext db, Viewer viewer, AnswerFilter filter, IReadOnlyList<string>? rules, bool sureOnly, List<Guid>? people = null)
    {
        var units = filter.Units(db, viewer).Select(unit => (Guid?)unit.Id);
        var after = filter.From == DateOnly.MinValue ? DateTimeOffset.UnixEpoch : options.Value.StartOf(filter.From);
        var before = options.Value.StartOf(filter.To.AddDays(1));
        var attempts = db.Attempts.Where(attempt => attempt.Ordinal == 1
            && attempt.State == AttemptState.Graded
            && units.Contains(attempt.UnitId)
            && attempt.SubmittedAt >= after
            && attempt.SubmittedAt < before);
        attempts = people is null ? attempts : attempts.Where(attempt => people.Contains(attempt.PersonId));
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
        // The attempts of a few people are found by these.
        var pairs = people is null && (sureOnly || rules is not null)
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

    private sealed record Held(Guid PersonId, string RuleId, string? Misconception, int Answers, int Sure, DateTimeOffset? Last);

    private sealed class Mistake
    {
        public required Guid PersonId { get; init; }

        public required int FamilyKey { get; init; }

        public required string? Misconception { get; init; }

        public required int Sure { get; init; }

        public required DateTimeOffset? At { get; init; }
    }
}
