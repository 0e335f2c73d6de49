using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Remarks;

/// <summary>What people said about questions: their own for each, and all of them for whoever works on the content.</summary>
public sealed class RemarkQueries(LearningStore store, EditionStore editions, RemarkSight sight, LocalCalendar calendar)
{
    /// <summary>More than anybody works off at a sitting.</summary>
    public const int MostListed = 200;

    /// <summary>Those of the viewer, the newest first.</summary>
    public async Task<IReadOnlyList<OwnRemark>> MineAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var (rows, told) = await store.ReadAsync(
            async db =>
            {
                var own = await db.Remarks
                    .Where(remark => remark.PersonId == viewer.PersonId)
                    .OrderByDescending(remark => remark.MadeAt).ThenByDescending(remark => remark.Id)
                    .Take(MostListed)
                    .ToListAsync(ct);
                return (own, await TextsAsync(db, own, ct));
            },
            ct);
        var mine = new List<OwnRemark>();
        foreach (var row in rows)
        {
            var shown = await sight.ShowAsync(SeenOf(row), ct);
            mine.Add(new OwnRemark(
                row.Id,
                TitleOf(edition, row.RuleId, language),
                shown.Question,
                row.Reason,
                told.TextOf(row.Text),
                row.MadeOn,
                row.State,
                row.Outcome,
                row.CorrectedIn,
                told.TextOf(row.Answer),
                row.AnsweredOn));
        }

        return mine;
    }

    /// <summary>How many questions have remarks that wait; 0 for whoever does not work on the content.</summary>
    public async Task<int> CountWaitingAsync(Viewer viewer, CancellationToken ct) =>
        EditingQueries.MayRead(viewer) ? await store.ReadAsync(db => WaitingAsync(db, ct), ct) : 0;

    /// <summary>What was said, by question. For whoever works on the content; nobody else sees anything.</summary>
    public async Task<RemarkList> ListAsync(Viewer viewer, RemarkFilter filter, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        if (!EditingQueries.MayRead(viewer))
        {
            return new RemarkList([], 0, []);
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var (rows, waiting, rules) = await store.ReadAsync(
            async db =>
            {
                var asked = db.Remarks.Where(remark => (remark.State == RemarkState.Answered) == filter.Answered
                    && (filter.Reason == null || remark.Reason == filter.Reason)
                    && (filter.Rule == null || remark.RuleId == filter.Rule)
                    && (filter.Family == null || remark.FamilyId == filter.Family));
                var groups = asked
                    .GroupBy(remark => new { remark.FamilyId, remark.Variant })
                    .Select(own => new { own.Key.FamilyId, own.Key.Variant, Count = own.Count(), First = own.Min(remark => remark.MadeOn) })
                    .OrderByDescending(own => own.Count).ThenBy(own => own.First).ThenBy(own => own.FamilyId).ThenBy(own => own.Variant)
                    .Take(MostListed);
                var found = await (from remark in asked
                                   join own in groups on new { remark.FamilyId, remark.Variant } equals new { own.FamilyId, own.Variant }
                                   select remark).ToListAsync(ct);
                return (found, await WaitingAsync(db, ct), await db.Remarks.Select(remark => remark.RuleId).Distinct().ToListAsync(ct));
            },
            ct);
        var listed = new List<RemarkGroup>();
        foreach (var own in rows.GroupBy(row => row.ItemId, StringComparer.Ordinal))
        {
            var newest = own.OrderByDescending(row => row.MadeAt).ThenByDescending(row => row.Id).First();
            var shown = await sight.ShowAsync(SeenOf(newest) with { Language = language }, ct);
            listed.Add(new RemarkGroup(
                newest.Id,
                newest.FamilyId,
                newest.RuleId,
                TitleOf(edition, newest.RuleId, language),
                shown.Question,
                own.Count(),
                [.. own.Select(row => row.Reason).Distinct().Order()],
                own.Min(row => row.MadeOn),
                own.Max(row => row.MadeOn),
                own.Min(row => row.State)));
        }

        return new RemarkList(
            [.. listed.OrderByDescending(group => group.Count).ThenBy(group => group.First).ThenBy(group => group.Id)],
            waiting,
            [.. rules.Select(rule => KeyValuePair.Create(rule, TitleOf(edition, rule, language))).OrderBy(rule => rule.Value, Names.NameOrder.Comparer)]);
    }

    /// <summary>The question of a remark with everything that was said about it. For whoever works on the content.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> for everybody else too.</returns>
    public async Task<Result<RemarkSheet>> FindAsync(Viewer viewer, Guid id, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotFound;
        }

        var current = await editions.CurrentAsync(ct);
        var (rows, editors, told) = await store.ReadAsync(
            async db =>
            {
                var one = await db.Remarks.FirstOrDefaultAsync(remark => remark.Id == id, ct);
                var all = one is null ? [] : await db.Remarks
                    .Where(remark => remark.FamilyId == one.FamilyId && remark.Variant == one.Variant)
                    .OrderBy(remark => remark.MadeAt).ThenBy(remark => remark.Id)
                    .Take(MostListed)
                    .ToListAsync(ct);
                Guid[] names = [.. all.Select(remark => remark.EditorId).OfType<Guid>().Distinct()];
                return (
                    all,
                    await db.People.Where(person => names.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct),
                    await TextsAsync(db, all, ct));
            },
            ct);
        if (rows.Find(row => row.Id == id) is not { } meant)
        {
            return Refusal.NotFound;
        }

        var lines = new List<RemarkLine>();
        foreach (var row in rows)
        {
            var seen = await sight.ShowAsync(SeenOf(row), ct);
            lines.Add(new RemarkLine(
                row.Id,
                row.Reason,
                told.TextOf(row.Text),
                row.Place,
                row.Language,
                row.EditionNumber,
                [.. seen.Options.Where(option => option.Chosen).Select(option => option.Text)],
                row.MadeOn,
                row.State,
                row.EditorId is { } editor ? editors.GetValueOrDefault(editor) : null,
                row.Outcome,
                row.CorrectedIn,
                told.TextOf(row.Answer),
                row.AnsweredOn,
                row.Id == id));
        }

        var question = SeenOf(meant);
        var others = new List<KeyValuePair<string, ResultItemView>>();
        foreach (var other in Languages.All.Where(other => other != meant.Language))
        {
            others.Add(KeyValuePair.Create(other, await sight.ShowAsync(question with { Language = other }, ct)));
        }

        return new RemarkSheet(
            await sight.ShowAsync(question, ct),
            meant.ItemId,
            meant.FamilyId,
            meant.RuleId,
            TitleOf(current.Edition, meant.RuleId, language),
            current.Edition.Rules.GetValueOrDefault(meant.RuleId)?.Path,
            question,
            lines,
            current.Number,
            RemarkService.MayAnswer(viewer))
        {
            Others = others,
        };
    }

    private static Task<int> WaitingAsync(LearningDbContext db, CancellationToken ct) => db.Remarks
        .Where(remark => remark.State != RemarkState.Answered)
        .Select(remark => new { remark.FamilyId, remark.Variant })
        .Distinct()
        .CountAsync(ct);

    private static SeenQuestion SeenOf(Remark row) =>
        new(row.FamilyId, row.Variant, row.RuleId, row.EditionNumber, row.LawDate, row.Language, row.Order, row.Chosen);

    private static string TitleOf(Edition edition, string ruleId, string language) => edition.Rules.GetValueOrDefault(ruleId)?.Title[language] ?? ruleId;

    private Task<ToldFacts> TextsAsync(LearningDbContext db, IReadOnlyCollection<Remark> rows, CancellationToken ct) =>
        ToldFacts.ReadAsync(db, Array.Empty<long>(), rows.SelectMany(row => new[] { row.Text, row.Answer }), calendar, ct);
}
