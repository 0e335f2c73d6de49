using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <param name="Answers">Wrong answers behind which it lies.</param>
/// <param name="Sure">Of these, the ones given with high certainty.</param>
/// <param name="Before">How many there were in the same time before; null where everything that ever was is meant.</param>
/// <param name="Units">Where it is met, the most first; units with few answers are left out.</param>
public sealed record HeldMisconception(string Id, string Label, int Answers, int Sure, int? Before, IReadOnlyList<MisconceptionPlace> Units);

/// <param name="Name">Of the unit, in the reader's language.</param>
public sealed record MisconceptionPlace(Guid UnitId, string Name, int Answers);

/// <summary>What people take for right, where, and whether it becomes less: from the sums of months and days.</summary>
public sealed class MisconceptionQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    /// <summary>The most frequent first; those with fewer answers than <see cref="WeaknessMap.Enough"/> are left out, because they say more of people than of a rule.</summary>
    /// <param name="months">How many months the filter covers: as many before them are counted too. Null where it covers all.</param>
    /// <param name="level">See <see cref="WeaknessQueries.FindAsync"/>.</param>
    public async Task<IReadOnlyList<HeldMisconception>> ListAsync(
        Viewer viewer, AnswerFilter filter, int? months, int level, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var rules = filter.RulesOf(edition, calendar.Today);
        var earlier = months is null || filter.From == DateOnly.MinValue ? null : filter with { From = ReportQuestion.FirstDay(filter.From.AddDays(-1), months), To = filter.From.AddDays(-1) };
        var (columns, counts, before) = await store.ReadAsync(
            async db =>
            {
                var units = await filter.Units(db, viewer).ToListAsync(ct);
                var columns = new UnitColumns(units, level, language);
                return (
                    columns,
                    await AnswerCounts.ReadAsync(db, filter, rules, columns, AnswerGroup.Misconception, ct),
                    earlier is null ? [] : await AnswerCounts.ReadAsync(db, earlier, rules, new UnitColumns(units, 0, language), AnswerGroup.Misconception, ct));
            },
            ct);
        var names = columns.All.ToDictionary(unit => unit.Id, unit => unit.NameIn(language));
        var past = before.ToLookup(count => count.Misconception, StringComparer.Ordinal);
        return
        [
            .. counts.GroupBy(count => count.Misconception, StringComparer.Ordinal)
                .Select(own => new HeldMisconception(
                    own.Key,
                    WeaknessQueries.LabelOf(edition, own.Key, language),
                    own.Sum(count => count.Answers),
                    own.Sum(count => count.Sure),
                    earlier is null ? null : past[own.Key].Sum(count => count.Answers),
                    [
                        .. own.GroupBy(count => count.UnitId)
                            .Select(unit => new MisconceptionPlace(unit.Key, names[unit.Key], unit.Sum(count => count.Answers)))
                            .Where(unit => unit.Answers >= WeaknessMap.Enough)
                            .OrderByDescending(unit => unit.Answers).ThenBy(unit => unit.UnitId),
                    ]))
                .Where(held => held.Answers >= WeaknessMap.Enough)
                .OrderByDescending(held => held.Answers).ThenBy(held => held.Id, StringComparer.Ordinal),
        ];
    }
}
