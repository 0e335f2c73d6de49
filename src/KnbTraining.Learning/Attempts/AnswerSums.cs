using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>Adds graded attempts to the sums of their day and month, each once: an attempt that has its unit is in the sums.</summary>
public sealed class AnswerSums(LearningStore store, LocalCalendar calendar)
{
    // As many as a transaction that others wait for may take.
    private const int AtOnce = 100;

    // One statement, so that of two processes that add to one row none loses what the other has added.
    private const string Add = """
        INSERT INTO "AnswerSums" ("UnitId", "Day", "FamilyKey", "Language", "Turn", "Outcome", "Misconception", "Answers", "Points")
        VALUES (@unit, @day, @family, @language, @turn, @outcome, @misconception, @answers, @points)
        ON CONFLICT ("UnitId", "Day", "FamilyKey", "Language", "Turn", "Outcome", "Misconception")
        DO UPDATE SET "Answers" = "AnswerSums"."Answers" + excluded."Answers", "Points" = "AnswerSums"."Points" + excluded."Points"
        """;

    /// <summary>
    /// Adds what was graded before there were sums. Which option was chosen comes from the steps; its misconception stays unknown, because only
    /// the edition of that day could say it. The unit is the one to which the person belongs now.
    /// </summary>
    /// <exception cref="LearningStartupException">The database cannot be written; what was added before stays.</exception>
    public async Task AddEarlierAsync(CancellationToken ct)
    {
        for (var last = 0L; ;)
        {
            var numbers = await store.ReadAsync(
                db => db.Attempts.Where(attempt => attempt.State == AttemptState.Graded && attempt.UnitId == null && attempt.Number > last)
                    .OrderBy(attempt => attempt.Number).Select(attempt => attempt.Number).Take(AtOnce).ToListAsync(ct),
                ct);
            if (numbers.Count == 0)
            {
                return;
            }

            last = numbers[^1];
            var added = await store.WriteAsync<Done>(
                async write =>
                {
                    await StepStatements.LockAsync(write.Db, numbers);
                    var attempts = await write.Db.Attempts.WithItems()
                        .Where(attempt => numbers.Contains(attempt.Number) && attempt.UnitId == null).ToListAsync(ct);
                    var answers = await AttemptAnswers.ReadAsync(write.Db, numbers, ct);
                    attempts.ForEach(attempt => attempt.Recall(answers[attempt.Number]));
                    await AddAsync(write.Db, attempts, ct);
                    return new Done();
                },
                ct);
            if (!added.Ok)
            {
                throw NotAdded();
            }
        }
    }

    /// <summary>Adds to the months what was in the days before there were months, one unit in a transaction.</summary>
    /// <exception cref="LearningStartupException">The database cannot be written; what was added before stays.</exception>
    public async Task AddEarlierMonthsAsync(CancellationToken ct)
    {
        var units = await store.ReadAsync(
            db => db.Units.Where(unit => db.AnswerSums.Any(sum => sum.UnitId == unit.Id) && !db.SummedUnits.Any(summed => summed.UnitId == unit.Id))
                .OrderBy(unit => unit.Path).Select(unit => unit.Id).ToListAsync(ct),
            ct);
        foreach (var unit in units)
        {
            var added = await store.WriteAsync<Done>(
                async write =>
                {
                    // Another process may have been first.
                    await AnswerMonths.AddAsync(write.Db, await AnswerMonths.OfDaysAsync(write.Db, await AnswerMonths.HoldAsync(write.Db, [unit]), ct), ct);
                    return new Done();
                },
                ct);
            if (!added.Ok)
            {
                throw NotAdded();
            }
        }
    }

    /// <summary>Packs the marks of attempts that were graded before marks were kept, see <see cref="AttemptMarks"/>.</summary>
    /// <exception cref="LearningStartupException">The database cannot be written; what was packed before stays.</exception>
    public async Task PackEarlierAsync(CancellationToken ct)
    {
        for (var left = true; left;)
        {
            var packed = await store.WriteAsync<int>(
                async write =>
                {
                    var attempts = await write.Db.Attempts.WithItems()
                        .Where(attempt => attempt.State == AttemptState.Graded && attempt.Marks == null
                            && (attempt.Ordinal == 1 || attempt.Mode == AttemptMode.Exam))
                        .OrderBy(attempt => attempt.Number)
                        .Take(AtOnce)
                        .ToListAsync(ct);
                    attempts.ForEach(attempt => attempt.PackMarks());
                    return attempts.Count;
                },
                ct);
            if (!packed.Ok)
            {
                throw new LearningStartupException(
                    "Attempts that were graded earlier could not be made ready for the analysis of questions. "
                    + "Check that the database can be written, and start again.");
            }

            left = packed.Value == AtOnce;
        }
    }

    /// <summary>Called in the transaction that grades; the caller saves the attempts.</summary>
    /// <param name="attempts">Graded, stored, and with their items; each is told its unit, and which items were first presentations.</param>
    internal async Task AddAsync(LearningDbContext db, IReadOnlyList<Attempt> attempts, CancellationToken ct)
    {
        var people = attempts.Select(attempt => attempt.PersonId).Distinct().ToArray();
        var units = await db.People.Where(person => people.Contains(person.Id))
            .Select(person => new { person.Id, person.UnitId }).ToDictionaryAsync(person => person.Id, person => person.UnitId, ct);
        var fresh = await AnswerMonths.HoldAsync(db, units.Values);
        var sums = new Dictionary<Key, (int Answers, double Points)>();
        foreach (var attempt in attempts)
        {
            attempt.CountIn(units[attempt.PersonId], await MetBeforeAsync(db, attempt, ct));
            var day = calendar.DateOf(attempt.SubmittedAt ?? attempt.Deadline);
            Count(sums, attempt, day, attempt.Items.Where(item => item.AnnulmentId is null), 1);
        }

        await StoreAsync(db, sums);
        await AnswerMonths.AddAsync(db, [.. MonthsOf(sums, fresh), .. await AnswerMonths.OfDaysAsync(db, fresh, ct)], ct);
    }

    /// <summary>Takes items out of the sums to which their attempts were added, because they were found wrong. Called in the transaction that marks them.</summary>
    /// <param name="items">Of each attempt those that are taken out; the attempts have their units.</param>
    internal async Task RemoveAsync(LearningDbContext db, IReadOnlyList<(Attempt Attempt, IReadOnlyList<AttemptItem> Items)> items, CancellationToken ct)
    {
        // What is in no sum yet is left out when it is added.
        items = [.. items.Where(each => each.Attempt.UnitId is not null)];
        if (items.Count == 0)
        {
            return;
        }

        var fresh = await AnswerMonths.HoldAsync(db, items.Select(each => each.Attempt.UnitId!.Value));
        var sums = new Dictionary<Key, (int Answers, double Points)>();
        foreach (var (attempt, own) in items)
        {
            Count(sums, attempt, calendar.DateOf(attempt.SubmittedAt ?? attempt.Deadline), own, -1);
        }

        await StoreAsync(db, sums);
        await AnswerMonths.AddAsync(db, [.. MonthsOf(sums, fresh), .. await AnswerMonths.OfDaysAsync(db, fresh, ct)], ct);
        Guid[] units = [.. items.Select(each => each.Attempt.UnitId!.Value).Distinct()];
        int[] families = [.. sums.Keys.Select(key => key.FamilyKey).Distinct()];
        await db.AnswerSums.Where(sum => units.Contains(sum.UnitId) && families.Contains(sum.FamilyKey) && sum.Answers == 0).ExecuteDeleteAsync(ct);
        await db.AnswerMonths.Where(sum => families.Contains(sum.FamilyKey) && sum.Answers == 0).ExecuteDeleteAsync(ct);
    }

    private static void Count(Dictionary<Key, (int Answers, double Points)> sums, Attempt attempt, DateOnly day, IEnumerable<AttemptItem> items, int sign)
    {
        foreach (var item in items)
        {
            var key = new Key(attempt.UnitId!.Value, day, item.FamilyKey, attempt.Language, TurnOf(attempt, item), OutcomeOf(item), item.Misconception ?? "");
            var before = sums.GetValueOrDefault(key);
            sums[key] = (before.Answers + sign, before.Points + (sign * (item.Score ?? 0)));
        }
    }

    // Units that are fresh are added as a whole, with all their days.
    private static IEnumerable<SummedAnswers> MonthsOf(Dictionary<Key, (int Answers, double Points)> sums, IReadOnlySet<Guid> fresh) =>
        sums.Where(sum => !fresh.Contains(sum.Key.UnitId)).Select(sum => new SummedAnswers(
            sum.Key.UnitId,
            new DateOnly(sum.Key.Day.Year, sum.Key.Day.Month, 1),
            sum.Key.FamilyKey,
            sum.Key.Turn,
            sum.Key.Outcome,
            sum.Key.Misconception,
            sum.Value.Answers,
            sum.Value.Points));

    private static LearningStartupException NotAdded() => new(
        "Attempts that were graded earlier could not be added to the sums of the reports. "
        + "Check that the database can be written, and start again.");

    private static async Task StoreAsync(LearningDbContext db, Dictionary<Key, (int Answers, double Points)> sums)
    {
        await using var batch = new StatementBatch(db);
        var columns = StatementBatch.ColumnsOf<AnswerSum>(db);

        // In one order, so that of two processes that add to the same rows none waits for the other while that waits for it.
        var ordered = sums
            .OrderBy(sum => sum.Key.UnitId).ThenBy(sum => sum.Key.Day).ThenBy(sum => sum.Key.FamilyKey)
            .ThenBy(sum => sum.Key.Turn).ThenBy(sum => sum.Key.Outcome)
            .ThenBy(sum => sum.Key.Language, StringComparer.Ordinal).ThenBy(sum => sum.Key.Misconception, StringComparer.Ordinal);
        foreach (var (key, sum) in ordered)
        {
            batch.Add(
                Add,
                ("@unit", columns[nameof(AnswerSum.UnitId)], key.UnitId),
                ("@day", columns[nameof(AnswerSum.Day)], key.Day),
                ("@family", columns[nameof(AnswerSum.FamilyKey)], key.FamilyKey),
                ("@language", columns[nameof(AnswerSum.Language)], key.Language),
                ("@turn", columns[nameof(AnswerSum.Turn)], key.Turn),
                ("@outcome", columns[nameof(AnswerSum.Outcome)], key.Outcome),
                ("@misconception", columns[nameof(AnswerSum.Misconception)], key.Misconception),
                ("@answers", columns[nameof(AnswerSum.Answers)], sum.Answers),
                ("@points", columns[nameof(AnswerSum.Points)], sum.Points));
        }

        await batch.ExecuteAsync();
    }

    // Families of the person's earlier first attempts, graded or not: they were presented, and that is what counts.
    private static async Task<IReadOnlySet<int>> MetBeforeAsync(LearningDbContext db, Attempt attempt, CancellationToken ct) => attempt.Ordinal > 1
        ? new HashSet<int>()
        : (await db.Attempts
            .Where(earlier => earlier.PersonId == attempt.PersonId && earlier.Ordinal == 1 && earlier.Number < attempt.Number)
            .SelectMany(earlier => earlier.Items).Select(item => item.FamilyKey).Distinct().ToListAsync(ct)).ToHashSet();

    private static AnswerTurn TurnOf(Attempt attempt, AttemptItem item) =>
        attempt.Ordinal > 1 ? AnswerTurn.Later : item.IsFirst == true ? AnswerTurn.First : AnswerTurn.Again;

    private static AnswerOutcome OutcomeOf(AttemptItem item) =>
        item.Score >= 1 ? AnswerOutcome.Full : item.Certainty == Certainty.High ? AnswerOutcome.SureAndMissed : AnswerOutcome.Missed;

    private readonly record struct Key(
        Guid UnitId, DateOnly Day, int FamilyKey, string Language, AnswerTurn Turn, AnswerOutcome Outcome, string Misconception);
}
