using System.Data.Common;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// The SQL by which steps are stored. A step is stored only where the row of its attempt says, in the same transaction, that it may be:
/// nothing about an attempt is known beforehand, so nothing can be out of date, however many processes write.
/// </summary>
public static class StepStatements
{
    // Which page works on the attempt: the sender's own claim holds, or nobody's.
    private const string UnderClaim = """(@claim IS NULL OR "ClaimId" IS NULL OR "ClaimId" = @claim)""";

    private static readonly string OpenAttempt = $"""
        "Number" = @number AND "State" = {(int)AttemptState.Open} AND "Deadline" > @at
        """;

    /// <summary>Outside exams an answer brings the key, so nothing more is stored about an item that is answered.</summary>
    private static readonly string Append = $"""
        INSERT INTO "AttemptSteps" ("Id", "AttemptNumber", "Kind", "Position", "Response", "At")
        SELECT @id, @number, @kind, @position, @response, @at FROM "Attempts"
        WHERE {OpenAttempt} AND {UnderClaim}
            AND ("Mode" = {(int)AttemptMode.Exam} OR @position IS NULL OR NOT EXISTS (
                SELECT 1 FROM "AttemptSteps" AS "s" WHERE "s"."AttemptNumber" = @number AND "s"."Kind" = {(int)StepKind.Answered} AND "s"."Position" = @position))
        ON CONFLICT ("Id") DO NOTHING
        """;

    /// <summary>Comes before the step of a claim, which is then stored under itself; a claim that comes again takes nothing back.</summary>
    private static readonly string Take = $"""
        UPDATE "Attempts" SET "ClaimId" = @id, "ClaimedAt" = @at
        WHERE {OpenAttempt} AND {UnderClaim} AND NOT EXISTS (SELECT 1 FROM "AttemptSteps" AS "s" WHERE "s"."Id" = @id)
        """;

    private const string Lock = """SELECT 1 FROM "Attempts" WHERE "Number" = ANY(@numbers) ORDER BY "Number" """;

    private const string LockOne = """SELECT 1 FROM "Attempts" WHERE "Id" = {0} """;

    /// <summary>Each statement that is sent for a step, with the names of its parameters.</summary>
    public static IReadOnlyList<(string Sql, IReadOnlyList<string> Parameters)> Each { get; } =
        [(Append, ["@id", "@number", "@kind", "@position", "@response", "@at", "@claim"]), (Take, ["@id", "@number", "@at", "@claim"])];

    /// <summary>
    /// Until the end of the transaction nobody else, in whatever process, stores a step of this attempt, claims or grades it. Called before
    /// the attempt and its steps are read.
    /// </summary>
    internal static Task LockAsync(LearningDbContext db, Guid attemptId, CancellationToken ct) =>
        db.RowLock is { } rowLock ? db.Database.ExecuteSqlRawAsync(LockOne + rowLock, [attemptId], ct) : Task.CompletedTask;

    /// <summary>Stores steps in their order, inside the transaction of the context.</summary>
    /// <returns>For each step whether it was stored. It was not where it is stored already, or where its attempt does not allow it.</returns>
    internal static async Task<bool[]> StoreAsync(LearningDbContext db, IReadOnlyList<PendingStep> steps)
    {
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        return db.RowLock is { } rowLock
            ? await StoreAtOnceAsync(connection, transaction, new Columns(db), steps, rowLock)
            : await StoreInTurnAsync(connection, transaction, new Columns(db), steps);
    }

    // A file: one statement, compiled once, runs for each step.
    private static async Task<bool[]> StoreInTurnAsync(DbConnection connection, DbTransaction transaction, Columns columns, IReadOnlyList<PendingStep> steps)
    {
        var stored = new bool[steps.Count];
        await using var append = connection.CreateCommand();
        append.Transaction = transaction;
        append.CommandText = Append;
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Kind == StepKind.Claimed)
            {
                await using var take = connection.CreateCommand();
                take.Transaction = transaction;
                take.CommandText = Take;
                columns.Bind(take, take.Parameters, steps[i], steps[i].Sent.Claim);
                await take.ExecuteNonQueryAsync();
            }

            append.Parameters.Clear();
            columns.BindAll(append, append.Parameters, steps[i]);
            stored[i] = await append.ExecuteNonQueryAsync() == 1;
        }

        return stored;
    }

    // A server: all of it travels at once. The rows of the attempts are locked first, in the order of their numbers, so that two processes
    // never wait for each other; each later statement sees what was committed until then.
    private static async Task<bool[]> StoreAtOnceAsync(
        DbConnection connection, DbTransaction transaction, Columns columns, IReadOnlyList<PendingStep> steps, string rowLock)
    {
        await using var batch = connection.CreateBatch();
        await using var maker = connection.CreateCommand();
        batch.Transaction = transaction;
        var numbers = Add(Lock + rowLock).CreateParameter();
        (numbers.ParameterName, numbers.Value) = ("@numbers", steps.Select(step => step.AttemptNumber).Distinct().ToArray());
        batch.BatchCommands[0].Parameters.Add(numbers);
        var appends = new DbBatchCommand[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Kind == StepKind.Claimed)
            {
                columns.Bind(maker, Add(Take).Parameters, steps[i], steps[i].Sent.Claim);
            }

            appends[i] = Add(Append);
            columns.BindAll(maker, appends[i].Parameters, steps[i]);
        }

        // The driver keeps the compiled statements with the session, so this asks the server the first time only.
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
        return [.. appends.Select(append => append.RecordsAffected == 1)];

        DbBatchCommand Add(string sql)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            batch.BatchCommands.Add(command);
            return command;
        }
    }

    /// <summary>Writes values as the columns of this database keep them.</summary>
    private sealed class Columns
    {
        private readonly RelationalTypeMapping _id;
        private readonly RelationalTypeMapping _number;
        private readonly RelationalTypeMapping _kind;
        private readonly RelationalTypeMapping _position;
        private readonly RelationalTypeMapping _response;
        private readonly RelationalTypeMapping _at;

        public Columns(LearningDbContext db)
        {
            var table = db.Model.FindEntityType(typeof(AttemptStep))!;
            _id = Of(nameof(AttemptStep.Id));
            _number = Of(nameof(AttemptStep.AttemptNumber));
            _kind = Of(nameof(AttemptStep.Kind));
            _position = Of(nameof(AttemptStep.Position));
            _response = Of(nameof(AttemptStep.Response));
            _at = Of(nameof(AttemptStep.At));

            RelationalTypeMapping Of(string property) => table.FindProperty(property)!.GetRelationalTypeMapping();
        }

        public void BindAll(DbCommand maker, DbParameterCollection parameters, PendingStep step)
        {
            Bind(maker, parameters, step, step.Kind == StepKind.Claimed ? step.Id : step.Sent.Claim);
            parameters.Add(_kind.CreateParameter(maker, "@kind", step.Kind));
            parameters.Add(_position.CreateParameter(maker, "@position", step.Position, nullable: true));
            parameters.Add(_response.CreateParameter(maker, "@response", step.Response, nullable: true));
        }

        public void Bind(DbCommand maker, DbParameterCollection parameters, PendingStep step, Guid? claim)
        {
            parameters.Add(_id.CreateParameter(maker, "@id", step.Id));
            parameters.Add(_number.CreateParameter(maker, "@number", step.AttemptNumber));
            parameters.Add(_at.CreateParameter(maker, "@at", step.At));
            parameters.Add(_id.CreateParameter(maker, "@claim", claim, nullable: true));
        }
    }
}
