using System.Globalization;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// Gives a course to many people, or takes it back from many, in short transactions. The act and its list are stored at once; then each part
/// asks again who is still concerned, so that a change of an assignment or of a person meanwhile counts, and nobody is given a course twice.
/// </summary>
public sealed class CycleLists(LearningStore store, LocalCalendar calendar)
{
    /// <summary>Most people whom an act gives a course to in its own transaction, each with a fact of their own.</summary>
    public const int MostAtOnce = 100;

    /// <summary>People of a list in one transaction: few enough that an answer hardly notices the transaction before its own.</summary>
    public const int PartSize = 50;

    /// <summary>People in the first transaction of a process, whose code is still being compiled.</summary>
    public const int FirstPartSize = 10;

    private bool _hasAsked;

    /// <summary>The lists in which people are waiting, the oldest first.</summary>
    public Task<List<CycleList>> ListRunningAsync(CancellationToken ct) => store.ReadAsync(
        db => db.CycleLists.Where(list => list.EndedAt == null).OrderBy(list => list.MadeAt).ThenBy(list => list.Id).ToListAsync(ct), ct);

    /// <summary>Applies the next part of a list in one transaction.</summary>
    /// <returns>True while people are waiting; false where the list has ended.</returns>
    public async Task<Result<bool>> ApplyPartAsync(Guid listId, CancellationToken ct)
    {
        if (_hasAsked)
        {
            return await WritePartAsync(listId, PartSize, ct);
        }

        await store.ReadAsync(db => AskFirstAsync(db, listId, ct), ct);
        _hasAsked = true;
        return await WritePartAsync(listId, FirstPartSize, ct);
    }

    // The first use of a query costs more than the whole part: it is asked once while nobody has to wait for the writer.
    private async Task<bool> AskFirstAsync(LearningDbContext db, Guid listId, CancellationToken ct)
    {
        if (await db.CycleLists.AsNoTracking().FirstOrDefaultAsync(found => found.Id == listId && found.EndedAt == null, ct) is not { } list)
        {
            return false;
        }

        var rule = await db.AssignmentRules.FirstAsync(found => found.Id == list.RuleId, ct);
        var people = (await db.CycleListParts.FirstAsync(found => found.ListId == list.Id && found.Number == list.NextPart, ct)).ReadNext(PartSize);
        await OpenAsync(db, list, rule, people, ct);
        var records = await CourseRecord.ReadAsync(db, rule.CourseId, people, ct);
        await CycleBook.FollowAsync(db, records.Values, rule.CourseId, calendar.Today, ct);
        return true;
    }

    private Task<Result<bool>> WritePartAsync(Guid listId, int size, CancellationToken ct) => store.WriteAsync<bool>(
        async write =>
        {
            var db = write.Db;
            if (await db.CycleLists.FirstOrDefaultAsync(found => found.Id == listId && found.EndedAt == null, ct) is not { } list)
            {
                return false;
            }

            var rule = await db.AssignmentRules.FirstAsync(found => found.Id == list.RuleId, ct);
            var part = await db.CycleListParts.FirstAsync(found => found.ListId == list.Id && found.Number == list.NextPart, ct);
            var people = part.ReadNext(size);
            var done = list.Use == CycleListUse.Open ? await OpenAsync(db, list, rule, people, ct) : await WithdrawAsync(db, list, rule, people, ct);
            await FollowAsync(db, list, rule, people, ct);
            part.Apply(people.Select(person => LineOf(person, done[person])));
            var count = done.Values.Count(outcome => outcome.Cycle is not null);
            list.Advance(count, people.Length - count, part.IsApplied);
            if (list.Applied < list.Total)
            {
                return true;
            }

            await EndAsync(write, Actor.Application, list, rule, calendar.Now, ct);
            if (list.Use == CycleListUse.Withdraw)
            {
                await WithdrawRestAsync(write, rule, ct);
            }

            return false;
        },
        ct);

    /// <summary>Stores a list in the transaction of the act that concerns its people.</summary>
    internal static async Task BeginAsync(
        StoreWrite write, Actor actor, AssignmentRule rule, CycleListUse use, IReadOnlyList<Guid> people, DateTimeOffset now, CancellationToken ct)
    {
        var list = CycleList.Create(rule.Id, use, people.Count, now);
        CycleListPart[] parts = [.. CycleListPart.Of(list, people)];
        write.Db.CycleLists.Add(list);
        await write.Db.SaveChangesAsync(ct);
        await using (var rows = new RowInsertion(write.Db))
        {
            Array.ForEach(parts, rows.Add);
            await rows.ExecuteAsync();
        }

        write.Record(
            actor,
            new CyclesListed(list.Id, rule.Id, Slug.Of(rule.CourseId), use, people.Count, Digest.OfAll(parts.Select(part => part.People))),
            list.SetNumber);
    }

    /// <summary>Ends what is running for an assignment that is changed or ended: whoever is still waiting gets nothing by it.</summary>
    internal static async Task StopAsync(StoreWrite write, Actor actor, AssignmentRule rule, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var list in await write.Db.CycleLists.Where(found => found.RuleId == rule.Id && found.EndedAt == null).ToListAsync(ct))
        {
            await EndAsync(write, actor, list, rule, now, ct);
        }
    }

    private static async Task EndAsync(StoreWrite write, Actor actor, CycleList list, AssignmentRule rule, DateTimeOffset now, CancellationToken ct)
    {
        list.End(now);

        // Stored first, so that the last part is read with the others.
        await write.Db.SaveChangesAsync(ct);
        var outcomes = await write.Db.CycleListParts
            .Where(part => part.ListId == list.Id && part.Outcome != null)
            .OrderBy(part => part.Number)
            .Select(part => part.Outcome!)
            .ToListAsync(ct);
        write.Record(actor, new CyclesApplied(
            list.Id, rule.Id, Slug.Of(rule.CourseId), list.Use, list.Done, list.LeftOut, list.Total - list.Applied, Digest.OfAll(outcomes)));
    }

    private async Task<Dictionary<Guid, Outcome>> OpenAsync(LearningDbContext db, CycleList list, AssignmentRule rule, Guid[] people, CancellationToken ct)
    {
        var meant = db.People.Where(person => people.Contains(person.Id)).Of(rule.Audience);
        var openings = (await CycleOpening.FindAsync(db, meant, rule.CourseId, rule.Terms, calendar.Today, ct)).ToDictionary(opening => opening.PersonId);
        var stillMeant = (await meant.Select(person => person.Id).ToListAsync(ct)).ToHashSet();
        var outcomes = new Dictionary<Guid, Outcome>();
        foreach (var person in people)
        {
            var cycle = openings.GetValueOrDefault(person) is { } opening
                ? Cycle.Create(person, rule.CourseId, rule.Id, calendar.Today, opening.DueOn, list.Number)
                : null;
            if (cycle is not null)
            {
                db.Cycles.Add(cycle);
            }

            outcomes[person] = new Outcome(cycle, stillMeant.Contains(person) ? "has-it" : "not-meant");
        }

        return outcomes;
    }

    private async Task<Dictionary<Guid, Outcome>> WithdrawAsync(LearningDbContext db, CycleList list, AssignmentRule rule, Guid[] people, CancellationToken ct)
    {
        var open = await (await AssignmentEnd.WithdrawableAsync(db, rule, ct))
            .Where(cycle => people.Contains(cycle.PersonId))
            .ToDictionaryAsync(cycle => cycle.PersonId, ct);
        foreach (var cycle in open.Values)
        {
            cycle.Withdraw(calendar.Today, list.Number);
        }

        return people.ToDictionary(person => person, person => new Outcome(open.GetValueOrDefault(person), "kept"));
    }

    // The number of the list is known: it was committed before its first part.
    private async Task FollowAsync(LearningDbContext db, CycleList list, AssignmentRule rule, Guid[] people, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await CycleBook.FollowAsync(db, rule.CourseId, people, calendar.Today, list.Number!.Value, ct);
    }

    // The list was made before the assignment ended. What the assignment opened in between is taken back as well.
    private async Task WithdrawRestAsync(StoreWrite write, AssignmentRule rule, CancellationToken ct)
    {
        var rest = await AssignmentEnd.WithdrawableAsync(write.Db, rule, ct);
        var people = await rest.Select(cycle => cycle.PersonId).ToListAsync(ct);
        if (people.Count > MostAtOnce)
        {
            await BeginAsync(write, Actor.Application, rule, CycleListUse.Withdraw, people, calendar.Now, ct);
            return;
        }

        await AssignmentEnd.WithdrawAsync(write, Actor.Application, await rest.ToListAsync(ct), rule.Id, calendar.Today, ct);
    }

    private static string LineOf(Guid person, Outcome outcome)
    {
        var line = new Dictionary<string, object?>(StringComparer.Ordinal) { ["personId"] = person.ToString("D") };
        if (outcome.Cycle is not { } cycle)
        {
            line["left"] = outcome.Left;
            return CanonicalJson.Write(line);
        }

        line["cycleId"] = cycle.Id.ToString("D");
        line["dueOn"] = cycle.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return CanonicalJson.Write(line);
    }

    /// <param name="Cycle">Opened or taken back; null where nothing was to be done.</param>
    /// <param name="Left">Why, where nothing was to be done.</param>
    private sealed record Outcome(Cycle? Cycle, string Left);
}
