using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnbTraining.UnitTests.Learning.Background;

/// <summary>One bad row among good ones, for each service that works in the background.</summary>
[Trait("Database", "Each")]
public sealed class SweepTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    // The host that a test, a service manager and the application itself may stop at the same time.
    [Fact]
    public async Task A_sweep_that_is_stopped_from_two_sides_ends_once_and_both_wait_for_it()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var sweep = new Ending(held.Task, new BackgroundTroubles(TimeProvider.System), TimeProvider.System);
        await sweep.StartAsync(None);

        var stops = new[] { sweep.StopAsync(None), sweep.StopAsync(None) };
        await Task.Yield();

        Assert.All(stops, stop => Assert.False(stop.IsCompleted));
        held.SetResult();
        await Task.WhenAll(stops);
        await sweep.StopAsync(None);
        Assert.Equal(1, sweep.Ends);
    }

    [Fact]
    public async Task Every_service_in_the_background_is_a_sweep_or_is_tried_here_by_name()
    {
        Type[] tried = [typeof(AnswerWriter), typeof(EditionWarmUp), typeof(RightsPoll), typeof(NodeListener)];
        await using var room = await LearningRoom.OpenAsync();
        var ours = room.Get<IEnumerable<IHostedService>>().Where(service => service.GetType().Assembly == typeof(Sweep).Assembly).ToList();

        Assert.Contains(ours, service => service is OverdueSweep);
        Assert.Contains(ours, service => service is RenewalSweep);
        Assert.DoesNotContain(ours, service => service is not Sweep && !tried.Contains(service.GetType()));
    }

    [Fact]
    public async Task An_overdue_attempt_whose_edition_no_longer_compiles_does_not_stop_the_others()
    {
        await using var room = await LearningRoom.OpenAsync();
        var attempts = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            attempts.Add(await room.StartAsync(await room.AddLearnerAsync()));
        }

        await AddBrokenEditionAsync(room, 2);
        await SetEditionAsync(room, attempts[0], 2);
        room.Clock.Advance(TimeSpan.FromDays(1));
        var sweep = Hosted<OverdueSweep>(room);

        await sweep.RoundAsync(None);

        Assert.Equal([AttemptState.Open, AttemptState.Graded, AttemptState.Graded], await StatesAsync(room, attempts));
        Assert.Equal([$"attempt {attempts[0]}"], room.Get<BackgroundTroubles>().All.Select(trouble => trouble.Piece));
        Assert.Contains(room.Log.Entries, entry => entry.Level == LogLevel.Error && entry.Message.Contains(attempts[0].ToString(), StringComparison.Ordinal));

        await SetEditionAsync(room, attempts[0], 1);
        await sweep.RoundAsync(None);
        Assert.Empty(room.Get<BackgroundTroubles>().All);
        Assert.Equal(AttemptState.Graded, (await StatesAsync(room, attempts))[0]);
    }

    [Fact]
    public async Task An_assignment_that_cannot_be_applied_does_not_stop_the_others()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var courses = EditionSample.Edition.Courses.Keys.Order(StringComparer.Ordinal).Take(2).ToArray();
        foreach (var course in courses)
        {
            Assert.True((await room.Get<AssignmentService>().AssignAsync(admin, course, new AssignmentAudience(), 30, None)).Ok);
        }

        await using (var db = room.Open())
        {
            await db.AssignmentRules.Where(rule => rule.CourseId == courses[0]).ExecuteUpdateAsync(rule => rule.SetProperty(row => row.Terms.FirstDueDays, int.MaxValue), None);
        }

        var newcomer = await room.AddLearnerAsync();
        await Hosted<RenewalSweep>(room).RoundAsync(None);

        await using var after = room.Open();
        Assert.Equal([courses[1]], await after.Cycles.Where(cycle => cycle.PersonId == newcomer.PersonId).Select(cycle => cycle.CourseId).ToListAsync(None));
        Assert.StartsWith("assignment ", Assert.Single(room.Get<BackgroundTroubles>().All).Piece, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_that_cannot_be_closed_are_named_and_the_rest_is_done()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.ExecuteAsync("ALTER TABLE AccountSessions RENAME COLUMN EndsAt TO Ends");

        await Hosted<KnbTraining.Learning.Accounts.SessionSweep>(room).RoundAsync(None);

        Assert.Equal(["those that are over"], room.Get<BackgroundTroubles>().All.Select(trouble => trouble.Piece));
    }

    [Fact]
    public async Task A_step_that_cannot_be_stored_does_not_refuse_its_neighbours()
    {
        await using var room = await LearningRoom.OpenAsync();
        var learners = new List<(Viewer Viewer, Guid Attempt)>();
        for (var i = 0; i < 5; i++)
        {
            var viewer = await room.AddLearnerAsync();
            learners.Add((viewer, await room.StartAsync(viewer)));
        }

        await using (var db = room.Open())
        {
            var number = await db.Attempts.Where(attempt => attempt.Id == learners[2].Attempt).Select(attempt => attempt.Number).SingleAsync(None);
            var when = "BEFORE INSERT ON AttemptSteps FOR EACH ROW WHEN (NEW.AttemptNumber = " + number.ToString(CultureInfo.InvariantCulture) + ")";
            if (room.Database.Kind == DatabaseKind.PostgreSql)
            {
                await room.ExecuteAsync("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''poison''; END'");
                await room.ExecuteAsync($"CREATE TRIGGER poison {when} EXECUTE FUNCTION refuse()");
            }
            else
            {
                await room.ExecuteAsync($"CREATE TRIGGER poison {when} BEGIN SELECT RAISE(ABORT, 'poison'); END");
            }
        }

        Task<Result<DateTimeOffset>[]> FlagAllAsync() => Task.WhenAll(learners.Select(learner => room.Get<AttemptService>().FlagAsync(learner.Viewer, learner.Attempt, 1, true, None)));
        await FlagAllAsync();

        // Held together behind a lock, they come in one batch.
        Task<Result<DateTimeOffset>[]> together;
        await using (await room.LockAsync())
        {
            together = FlagAllAsync();
        }

        await together;
        var saved = await FlagAllAsync();
        Assert.Equal([true, true, false, true, true], saved.Select(result => result.Ok));
        Assert.Equal(Refusal.StorageUnavailable, saved[2].Refused);
        Assert.Contains(room.Log.Entries, entry => entry.Message.Contains("one by one", StringComparison.Ordinal));
        Assert.StartsWith("attempt number ", Assert.Single(room.Get<BackgroundTroubles>().All).Piece, StringComparison.Ordinal);

        await room.ExecuteAsync(room.Database.Kind == DatabaseKind.PostgreSql ? "DROP TRIGGER poison ON AttemptSteps" : "DROP TRIGGER poison");

        Assert.All(await FlagAllAsync(), result => Assert.True(result.Ok));
        Assert.Empty(room.Get<BackgroundTroubles>().All);
    }

    [Fact]
    public async Task A_current_edition_that_cannot_be_used_is_reported_and_ends_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        await AddBrokenEditionAsync(room, 2);
        await room.KillAndRestartWithoutEditionAsync();
        var warmUp = Hosted<EditionWarmUp>(room);

        await warmUp.StartedAsync(None);
        for (var i = 0; i < 200 && room.Get<BackgroundTroubles>().All.Count == 0; i++)
        {
            room.Clock.Advance(TimeSpan.FromSeconds(3));
            await Task.Delay(50, None);
        }

        await warmUp.StoppingAsync(None);
        Assert.Equal("the current edition", Assert.Single(room.Get<BackgroundTroubles>().All).Piece);
    }

    [Fact]
    public async Task A_wire_that_breaks_and_news_that_nobody_can_take_in_are_reported_and_taken_up_again()
    {
        var clock = new MachineClock(LearningRoom.Start);
        var (news, troubles, wire) = (new NodeNews(), new BackgroundTroubles(clock), new BreakingWire());
        var (heard, readAgain) = (0, 0);
        news.Listen(
            NewsTopic.Editions,
            (_, _) => ++heard == 1 ? throw new FormatException("not understood") : Task.CompletedTask,
            _ => ++readAgain == 1 ? throw new IOException("the database is gone") : Task.CompletedTask);
        using var listener = new NodeListener(news, wire, troubles, NullLogger<NodeListener>.Instance);

        await listener.StartAsync(None);
        await Eventually.TrueAsync(() => heard >= 2 && listener.Listens && troubles.IsEmpty);

        // Once it failed, once a message did, and each time everything was read again.
        Assert.True(readAgain >= 3, $"{readAgain}");
        Assert.False(listener.ExecuteTask!.IsFaulted);
        await listener.StopAsync(None);
    }

    [Fact]
    public async Task Not_even_a_round_that_finds_nothing_but_failures_ends_the_loop()
    {
        var clock = new MachineClock(LearningRoom.Start);
        var troubles = new BackgroundTroubles(clock);
        using var sweep = new Broken(troubles, clock);
        await sweep.StartAsync(None);
        for (var i = 0; i < 200 && sweep.Rounds < 3; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(20, None);
        }

        Assert.True(sweep.Rounds >= 3, "The loop ended.");
        Assert.False(sweep.ExecuteTask!.IsFaulted);
        Assert.Equal("broken", Assert.Single(troubles.All).Work);
        await sweep.StopAsync(None);
    }

    [Fact]
    public async Task What_escapes_all_the_same_ends_the_process_so_that_its_supervisor_starts_it_again()
    {
        await using var room = LearningRoom.OpenEmpty();
        Assert.Equal(BackgroundServiceExceptionBehavior.StopHost, room.Get<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior);
    }

    private static T Hosted<T>(LearningRoom room) => room.Get<IEnumerable<IHostedService>>().OfType<T>().Single();

    private static async Task AddBrokenEditionAsync(LearningRoom room, int number)
    {
        var documents = new DocumentSet([new("rules/broken.yaml", "not: [a rule")]);
        await using var db = room.Open();
        db.Editions.Add(EditionRow.Create(number, documents.Hash, EditionOrigin.Editors, LearningRoom.Start, "somebody", null));
        foreach (var (path, text) in documents.All)
        {
            var blob = DocumentBlob.Create(text);
            db.DocumentBlobs.Add(blob);
            db.EditionDocuments.Add(new EditionDocument(number, path, blob.Hash));
        }

        await db.SaveChangesAsync(None);
    }

    private static async Task SetEditionAsync(LearningRoom room, Guid attempt, int number)
    {
        await using var db = room.Open();
        await db.Attempts.Where(row => row.Id == attempt).ExecuteUpdateAsync(row => row.SetProperty(found => found.EditionNumber, number), None);
    }

    private static async Task<AttemptState[]> StatesAsync(LearningRoom room, IReadOnlyList<Guid> attempts)
    {
        await using var db = room.Open();
        var states = await db.Attempts.ToDictionaryAsync(attempt => attempt.Id, attempt => attempt.State, None);
        return [.. attempts.Select(id => states[id])];
    }

    private sealed class Ending(Task held, BackgroundTroubles troubles, TimeProvider clock)
        : Sweep("ending", TimeSpan.FromMinutes(1), troubles, clock, NullLogger.Instance)
    {
        public int Ends { get; private set; }

        protected override Task LastAsync()
        {
            Ends++;
            return held;
        }

        protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SweepPiece>>([]);
    }

    private sealed class Broken(BackgroundTroubles troubles, TimeProvider clock) : Sweep("broken", TimeSpan.FromMinutes(1), troubles, clock, NullLogger.Instance)
    {
        public int Rounds { get; private set; }

        protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct)
        {
            Rounds++;
            throw new InvalidDataException("Nothing here is as it should be.");
        }
    }

    /// <summary>Brings one message each time it is listened to, and breaks the second time.</summary>
    private sealed class BreakingWire : INewsWire
    {
        private int _times;

        public async Task ListenAsync(Func<Task> begun, Func<string, Task> heard, CancellationToken ct)
        {
            await begun();
            await heard($"{Guid.NewGuid():N} Editions 2");
            if (++_times == 1)
            {
                throw new IOException("The line broke.");
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        }
    }
}
