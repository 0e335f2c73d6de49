using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore.Storage;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// The SQL by which steps are stored. A step is stored only where the row of its attempt says, in the same transaction, that it may be:
/// nothing about an attempt is known beforehand, so nothing can be out of date, however many processes write.
/// </summary>
public static class StepStatements
{
    private static readonly string OpenAttempt = $"""
        "Number" = @number AND "State" = {(int)AttemptState.Open} AND "Deadline" > @at
            AND (@claim IS NULL OR "ClaimId" IS NULL OR "ClaimId" = @claim)
        """;

    // Outside exams an answer brings the key, so nothing more is stored about an item that is answered.
    private static readonly string Append = $"""
        INSERT INTO "AttemptSteps" ("Id", "AttemptNumber", "Kind", "Position", "Response", "At")
        SELECT @id, @number, @kind, @position, @response, @at FROM "Attempts"
        WHERE {OpenAttempt}
            AND ("Mode" = {(int)AttemptMode.Exam} OR @position IS NULL OR NOT EXISTS (
                SELECT 1 FROM "AttemptSteps" AS "s"
                WHERE "s"."AttemptNumber" = @number AND "s"."Kind" = {(int)StepKind.Answered} AND "s"."Position" = @position))
        ON CONFLICT ("Id") DO NOTHING
        """;

    // Comes before the step of a claim, which is then stored under itself. A claim that comes again takes nothing back.
    private static readonly string Take = $"""
        UPDATE "Attempts" SET "ClaimId" = @id, "ClaimedAt" = @at
        WHERE {OpenAttempt} AND NOT EXISTS (SELECT 1 FROM "AttemptSteps" AS "s" WHERE "s"."Id" = @id)
        """;

    /// <summary>Each statement that is sent for a step, with the names of its parameters.</summary>
    public static IReadOnlyList<(string Sql, IReadOnlyList<string> Parameters)> Each { get; } =
        [(Append, ["@id", "@number", "@kind", "@position", "@response", "@at", "@claim"]), (Take, ["@id", "@number", "@at", "@claim"])];

    /// <summary>As <see cref="LockAsync(LearningDbContext, Guid)"/>, for attempts by their numbers.</summary>
    internal static async Task LockAsync(LearningDbContext db, IReadOnlyList<long> attemptNumbers)
    {
        await using var batch = new StatementBatch(db);
        AddLocks(batch, db, attemptNumbers);
        await batch.ExecuteAsync();
    }

    /// <summary>
    /// Until the end of the transaction nobody else, in whatever process, stores a step of this attempt, claims or grades it. Called before
    /// the attempt and its steps are read.
    /// </summary>
    internal static async Task LockAsync(LearningDbContext db, Guid attemptId)
    {
        if (db.RowLock is { } rowLock)
        {
            await using var batch = new StatementBatch(db);
            batch.Add($"""SELECT 1 FROM "Attempts" WHERE "Id" = @id {rowLock}""", ("@id", StatementBatch.ColumnOf<Attempt>(db, nameof(Attempt.Id)), attemptId));
            await batch.ExecuteAsync();
        }
    }

    /// <summary>Stores steps in their order, in the transaction of the context.</summary>
    /// <returns>For each step whether it was stored. It was not where it is stored already, or where its attempt does not allow it.</returns>
    internal static async Task<bool[]> StoreAsync(LearningDbContext db, IReadOnlyList<PendingStep> steps)
    {
        await using var batch = new StatementBatch(db);
        var columns = new Columns(db);

        // What follows sees whatever was committed until these are held.
        AddLocks(batch, db, steps.Select(step => step.AttemptNumber));
        var places = new int[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var claim = step.Sent.Claim;
            if (step.Kind == StepKind.Claimed)
            {
                batch.Add(
                    Take,
                    ("@id", columns.Id, step.Id),
                    ("@number", columns.Number, step.AttemptNumber),
                    ("@at", columns.At, step.At),
                    ("@claim", columns.Id, claim));
                claim = step.Id;
            }

            places[i] = batch.Add(
                Append,
                ("@id", columns.Id, step.Id),
                ("@number", columns.Number, step.AttemptNumber),
                ("@kind", columns.Kind, step.Kind),
                ("@position", columns.Position, step.Position),
                ("@response", columns.Response, step.Response),
                ("@at", columns.At, step.At),
                ("@claim", columns.Id, claim));
        }

        var affected = await batch.ExecuteAsync();
        return [.. places.Select(place => affected[place] == 1)];
    }

    // In the order of their numbers, so that of two processes that hold several none waits for the other while that waits for it.
    private static void AddLocks(StatementBatch batch, LearningDbContext db, IEnumerable<long> attemptNumbers)
    {
        if (db.RowLock is { } rowLock)
        {
            var column = StatementBatch.ColumnOf<Attempt>(db, nameof(Attempt.Number));
            var held = $"""SELECT 1 FROM "Attempts" WHERE "Number" = @number {rowLock}""";
            foreach (var number in attemptNumbers.Distinct().Order())
            {
                batch.Add(held, ("@number", column, number));
            }
        }
    }

    private sealed class Columns(LearningDbContext db)
    {
        public RelationalTypeMapping Id { get; } = Of(db, nameof(AttemptStep.Id));

        public RelationalTypeMapping Number { get; } = Of(db, nameof(AttemptStep.AttemptNumber));

        public RelationalTypeMapping Kind { get; } = Of(db, nameof(AttemptStep.Kind));

        public RelationalTypeMapping Position { get; } = Of(db, nameof(AttemptStep.Position));

        public RelationalTypeMapping Response { get; } = Of(db, nameof(AttemptStep.Response));

        public RelationalTypeMapping At { get; } = Of(db, nameof(AttemptStep.At));

        private static RelationalTypeMapping Of(LearningDbContext db, string property) => StatementBatch.ColumnOf<AttemptStep>(db, property);
    }
}
