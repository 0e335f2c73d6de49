using System.Data.Common;
using System.Diagnostics;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.LoadTests.Faults;
using KnbTraining.LoadTests.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.LoadTests.Loads;

/// <summary>
/// Lets learners answer as fast as their answers are saved, in this process and without pages: what is counted is the service, the writer
/// and the database. The bare insert, one row in a transaction on a connection that stays open, is what no writer can go below.
/// </summary>
internal static class AnswersProgram
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(IReadOnlyList<int> crowds, TimeSpan time, DatabaseKind kind)
    {
        var data = Directory.CreateTempSubdirectory("knb-answers-").FullName;
        try
        {
            var database = ServedDatabase.New(kind);
            var members = await Crowd.SeatAsync(data, crowds.Max(), database);
            await using var services = Crowd.Open(data, database);
            var learners = await LearnersAsync(services, members);
            var writer = services.GetRequiredService<AnswerWriter>();
            await writer.StartAsync(CancellationToken.None);
            FaultProgram.Say($"{kind}, {time.TotalSeconds} s for each run");
            foreach (var together in crowds)
            {
                await AnswerAsync(services, learners[..together], WarmUp);
                await MeasureAsync($"{together} at once", () => AnswerAsync(services, learners[..together], time));
            }

            await writer.StopAsync(CancellationToken.None);
            await InsertAsync(services, learners[0].Number, WarmUp);
            await MeasureAsync("bare insert and commit", () => InsertAsync(services, learners[0].Number, time));
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(string what, Func<Task<int>> work)
    {
        using var process = Process.GetCurrentProcess();
        var (before, watch, allocated) = (process.TotalProcessorTime, Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        var done = await work();
        process.Refresh();
        var used = process.TotalProcessorTime - before;
        var (speed, processor, bytes) = (done / watch.Elapsed.TotalSeconds, used.TotalMicroseconds / done, (GC.GetTotalAllocatedBytes() - allocated) / done);
        FaultProgram.Say($"  {what}: {speed:0} a second, {processor:0} µs of processor and {bytes} bytes for each");
    }

    private static async Task<int> AnswerAsync(ServiceProvider services, IReadOnlyList<AnsweringLearner> learners, TimeSpan time)
    {
        var attempts = services.GetRequiredService<AttemptService>();
        var watch = Stopwatch.StartNew();
        return (await Task.WhenAll(learners.Select(learner => Task.Run(async () =>
        {
            var done = 0;
            for (; watch.Elapsed < time; done++)
            {
                var (position, options) = learner.Items[done % learner.Items.Count];
                var chosen = options[done / learner.Items.Count % options.Count];
                var saved = await attempts.AnswerAsync(learner.Viewer, learner.AttemptId, position, [chosen], Guid.CreateVersion7(), CancellationToken.None);
                if (!saved.Ok)
                {
                    throw new InvalidOperationException($"An answer was not saved: {saved.Refused}");
                }
            }

            return done;
        })))).Sum();
    }

    private static async Task<int> InsertAsync(ServiceProvider services, long attemptNumber, TimeSpan time)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        await using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO "AttemptSteps" ("Id", "AttemptNumber", "Kind", "Position", "Response", "At")
            VALUES (@id, @number, @kind, @position, @response, @at)
            """;
        var id = Add(insert, db, nameof(AttemptStep.Id), "@id", Guid.CreateVersion7());
        Add(insert, db, nameof(AttemptStep.AttemptNumber), "@number", attemptNumber);
        Add(insert, db, nameof(AttemptStep.Kind), "@kind", StepKind.Answered);
        Add(insert, db, nameof(AttemptStep.Position), "@position", 1);
        Add(insert, db, nameof(AttemptStep.Response), "@response", "a");
        Add(insert, db, nameof(AttemptStep.At), "@at", DateTimeOffset.UtcNow);
        await insert.PrepareAsync();
        var watch = Stopwatch.StartNew();
        var done = 0;
        for (; watch.Elapsed < time; done++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            insert.Transaction = transaction;
            var next = Guid.CreateVersion7();
            id.Value = id.Value is byte[] ? next.ToByteArray(bigEndian: true) : next;
            await insert.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        return done;
    }

    private static DbParameter Add(DbCommand command, LearningDbContext db, string property, string name, object value)
    {
        var parameter = db.Model.FindEntityType(typeof(AttemptStep))!.FindProperty(property)!.GetRelationalTypeMapping().CreateParameter(command, name, value);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static async Task<List<AnsweringLearner>> LearnersAsync(ServiceProvider services, IReadOnlyList<CrowdMember> members)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync();
        var edition = (await services.GetRequiredService<EditionStore>().CurrentAsync(CancellationToken.None)).Edition;
        var attempts = await db.Attempts.AsNoTrackingWithIdentityResolution()
            .Include(attempt => attempt.Items).ThenInclude(item => item.Family).ToDictionaryAsync(attempt => attempt.Id);
        return [.. members.Select(member => attempts[member.AttemptId]).Select(attempt => new AnsweringLearner(
            new Viewer(attempt.PersonId, "", new HashSet<Role> { Role.Learner }, "en", null),
            attempt.Id,
            attempt.Number,
            [.. attempt.Items.Select(item => (item.Position, OptionsOf(edition, attempt.LawDate, item.ItemId)))]))];
    }

    private static IReadOnlyList<string> OptionsOf(KnbTraining.Content.Editions.Edition edition, DateOnly lawDate, string itemId) =>
        edition.ItemsOn(lawDate).TryFind(itemId, out var item)
            ? [.. item.Options.Select(option => option.Id)]
            : throw new InvalidDataException($"The edition does not make the item {itemId}.");

    private sealed record AnsweringLearner(Viewer Viewer, Guid AttemptId, long Number, IReadOnlyList<(int Position, IReadOnlyList<string> Options)> Items);
}
