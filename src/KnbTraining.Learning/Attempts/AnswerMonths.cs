using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// Keeps the sums of the months with the sums of the days, in the same transaction, and with the tree of units: where a unit is moved, what lies in it
/// leaves the sums of the units above it and enters those of the units that are above it now.
/// </summary>
internal sealed class AnswerMonths : IFactHandler<UnitMoved>
{
    private const string Columns = """
        "UnitId", "Misconception", "Month", "FamilyKey", "Answers", "Missed", "Sure", "FirstAnswers", "FirstPoints"
        """;

    private const string OrAdd = """
        ON CONFLICT ("UnitId", "Misconception", "Month", "FamilyKey") DO UPDATE SET
            "Answers" = "AnswerMonths"."Answers" + excluded."Answers", "Missed" = "AnswerMonths"."Missed" + excluded."Missed",
            "Sure" = "AnswerMonths"."Sure" + excluded."Sure", "FirstAnswers" = "AnswerMonths"."FirstAnswers" + excluded."FirstAnswers",
            "FirstPoints" = "AnswerMonths"."FirstPoints" + excluded."FirstPoints"
        """;

    // One statement for each row, so that of two processes that add to it none loses what the other has added.
    private const string Add = $"""
        INSERT INTO "AnswerMonths" ({Columns})
        VALUES (@unit, @misconception, @month, @family, @answers, @missed, @sure, @firstAnswers, @firstPoints)
        {OrAdd}
        """;

    // In the order in which gradings add, so that none waits for this one while this one waits for it.
    private const string Carry = $"""
        INSERT INTO "AnswerMonths" ({Columns})
        SELECT @to, "Misconception", "Month", "FamilyKey", @sign * "Answers", @sign * "Missed", @sign * "Sure", @sign * "FirstAnswers", @sign * "FirstPoints"
        FROM "AnswerMonths" WHERE "UnitId" = @from ORDER BY "Misconception", "Month", "FamilyKey"
        {OrAdd}
        """;

    private const string Tidy = """DELETE FROM "AnswerMonths" WHERE "UnitId" = @to AND "Answers" = 0""";

    private const string Mark = """INSERT INTO "SummedUnits" ("UnitId") VALUES (@unit) ON CONFLICT ("UnitId") DO NOTHING""";

    /// <summary>
    /// Marks units as summed, and keeps others from adding to them or moving them until the transaction ends. First of all that touches sums.
    /// </summary>
    /// <returns>Those that were not summed before: all their days are to be added, whoever stored them.</returns>
    public static async Task<IReadOnlySet<Guid>> HoldAsync(LearningDbContext db, IEnumerable<Guid> units)
    {
        await using var batch = new StatementBatch(db);
        var column = StatementBatch.ColumnOf<SummedUnit>(db, nameof(SummedUnit.UnitId));
        List<(Guid Unit, int Place)> marked = [];
        foreach (var unit in units.Distinct().Order())
        {
            marked.Add((unit, batch.Add(Mark, ("@unit", column, unit))));
            AddLock(batch, db, unit);
        }

        var affected = await batch.ExecuteAsync();
        return marked.Where(mark => affected[mark.Place] == 1).Select(mark => mark.Unit).ToHashSet();
    }

    /// <summary>Adds answers to the months of their units and of all units above.</summary>
    /// <param name="answers">Their units are held.</param>
    public static async Task AddAsync(LearningDbContext db, IReadOnlyCollection<SummedAnswers> answers, CancellationToken ct)
    {
        var above = await AboveAsync(db, [.. answers.Select(answer => answer.UnitId).Distinct()], ct);
        var sums = new Dictionary<Key, Counts>();
        foreach (var answer in answers.Where(answer => answer.Turn != AnswerTurn.Later))
        {
            string[] counted = answer.Misconception.Length == 0 ? [""] : ["", answer.Misconception];
            foreach (var (unit, misconception) in above[answer.UnitId].SelectMany(unit => counted.Select(misconception => (unit, misconception))))
            {
                var key = new Key(unit, misconception, answer.Month, answer.FamilyKey);
                sums[key] = sums.GetValueOrDefault(key, Counts.None).Plus(answer);
            }
        }

        await using var batch = new StatementBatch(db);
        var columns = StatementBatch.ColumnsOf<AnswerMonth>(db);
        var ordered = sums
            .OrderBy(sum => sum.Key.UnitId).ThenBy(sum => sum.Key.Misconception, StringComparer.Ordinal).ThenBy(sum => sum.Key.Month).ThenBy(sum => sum.Key.FamilyKey);
        foreach (var (key, sum) in ordered)
        {
            batch.Add(
                Add,
                ("@unit", columns[nameof(AnswerMonth.UnitId)], key.UnitId),
                ("@misconception", columns[nameof(AnswerMonth.Misconception)], key.Misconception),
                ("@month", columns[nameof(AnswerMonth.Month)], key.Month),
                ("@family", columns[nameof(AnswerMonth.FamilyKey)], key.FamilyKey),
                ("@answers", columns[nameof(AnswerMonth.Answers)], sum.Answers),
                ("@missed", columns[nameof(AnswerMonth.Missed)], sum.Missed),
                ("@sure", columns[nameof(AnswerMonth.Sure)], sum.Sure),
                ("@firstAnswers", columns[nameof(AnswerMonth.FirstAnswers)], sum.FirstAnswers),
                ("@firstPoints", columns[nameof(AnswerMonth.FirstPoints)], sum.FirstPoints));
        }

        await batch.ExecuteAsync();
    }

    /// <summary>What the days of some units hold.</summary>
    public static async Task<List<SummedAnswers>> OfDaysAsync(LearningDbContext db, IReadOnlySet<Guid> units, CancellationToken ct)
    {
        Guid[] ids = [.. units];
        return ids.Length == 0 ? [] : (await db.AnswerSums
            .Where(sum => ids.Contains(sum.UnitId) && sum.Turn != AnswerTurn.Later)
            .GroupBy(sum => new { sum.UnitId, sum.Day.Year, sum.Day.Month, sum.FamilyKey, sum.Turn, sum.Outcome, sum.Misconception })
            .Select(own => new { own.Key, Answers = own.Sum(sum => sum.Answers), Points = own.Sum(sum => sum.Points) })
            .ToListAsync(ct))
            .ConvertAll(own => new SummedAnswers(
                own.Key.UnitId,
                new DateOnly(own.Key.Year, own.Key.Month, 1),
                own.Key.FamilyKey,
                own.Key.Turn,
                own.Key.Outcome,
                own.Key.Misconception,
                own.Answers,
                own.Points));
    }

    public async Task HandleAsync(StoreWrite write, Actor actor, UnitMoved fact, CancellationToken ct)
    {
        var db = write.Db;
        var after = await db.Units.Where(unit => unit.Id == fact.UnitId).Select(unit => unit.Path).FirstAsync(ct);
        var moved = await db.Units.Where(unit => unit.Path.StartsWith(after)).Select(unit => unit.Id).ToListAsync(ct);
        var fresh = await HoldAsync(db, moved);
        var left = await AndAboveAsync(db, fact.Before.ParentId, ct);
        var entered = await AndAboveAsync(db, fact.After.ParentId, ct);
        await using var batch = new StatementBatch(db);
        var columns = StatementBatch.ColumnsOf<AnswerMonth>(db);
        var (id, number) = (columns[nameof(AnswerMonth.UnitId)], columns[nameof(AnswerMonth.Answers)]);
        foreach (var unit in left.Except(entered).Concat(entered.Except(left)).Order())
        {
            batch.Add(Carry, ("@to", id, unit), ("@from", id, fact.UnitId), ("@sign", number, left.Contains(unit) ? -1 : 1));
            batch.Add(Tidy, ("@to", id, unit));
        }

        await batch.ExecuteAsync();

        // What was in no month yet is added where the units lie now.
        await AddAsync(db, await OfDaysAsync(db, fresh, ct), ct);
    }

    private static void AddLock(StatementBatch batch, LearningDbContext db, Guid unit)
    {
        if (db.RowLock is { } rowLock)
        {
            batch.Add($"""SELECT 1 FROM "SummedUnits" WHERE "UnitId" = @unit {rowLock}""", ("@unit", StatementBatch.ColumnOf<SummedUnit>(db, nameof(SummedUnit.UnitId)), unit));
        }
    }

    private static async Task<IReadOnlyList<Guid>> AndAboveAsync(LearningDbContext db, Guid? unit, CancellationToken ct) =>
        unit is { } id ? (await AboveAsync(db, [id], ct))[id] : [];

    // A path names all units above by their own paths.
    private static async Task<Dictionary<Guid, List<Guid>>> AboveAsync(LearningDbContext db, Guid[] units, CancellationToken ct)
    {
        var paths = await db.Units.Where(unit => units.Contains(unit.Id)).Select(unit => new { unit.Id, unit.Path }).ToListAsync(ct);
        string[] wanted = [.. paths.SelectMany(unit => Unit.UpTo(unit.Path)).Distinct(StringComparer.Ordinal)];
        var byPath = await db.Units.Where(unit => wanted.Contains(unit.Path)).Select(unit => new { unit.Id, unit.Path }).ToDictionaryAsync(unit => unit.Path, unit => unit.Id, ct);
        return paths.ToDictionary(unit => unit.Id, unit => Unit.UpTo(unit.Path).Select(path => byPath[path]).ToList());
    }

    private readonly record struct Key(Guid UnitId, string Misconception, DateOnly Month, int FamilyKey);

    private sealed record Counts(int Answers, int Missed, int Sure, int FirstAnswers, double FirstPoints)
    {
        public static readonly Counts None = new(0, 0, 0, 0, 0);

        public Counts Plus(SummedAnswers more)
        {
            var isFirst = more.Turn == AnswerTurn.First;
            return new Counts(
                Answers + more.Answers,
                Missed + (more.Outcome == AnswerOutcome.Full ? 0 : more.Answers),
                Sure + (more.Outcome == AnswerOutcome.SureAndMissed ? more.Answers : 0),
                FirstAnswers + (isFirst ? more.Answers : 0),
                FirstPoints + (isFirst ? more.Points : 0));
        }
    }
}

/// <summary>Answers of a unit in one month that have everything else in common.</summary>
/// <param name="Month">Its first day.</param>
internal sealed record SummedAnswers(
    Guid UnitId, DateOnly Month, int FamilyKey, AnswerTurn Turn, AnswerOutcome Outcome, string Misconception, int Answers, double Points);
