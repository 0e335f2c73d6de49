using KnbTraining.Learning;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnbTraining.UnitTests.Learning.Background;

/// <summary>What one node does for all. Skipped where there is no server.</summary>
public sealed class SweepLeaseTests : IAsyncLifetime
{
    private const string Work = "counting";

    private static readonly CancellationToken None = CancellationToken.None;

    private LearningRoom _here = null!;
    private LearningRoom _there = null!;

    public async ValueTask InitializeAsync()
    {
        _here = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        _there = await LearningRoom.OpenBesideAsync(_here);
    }

    public async ValueTask DisposeAsync()
    {
        if (_here is not null)
        {
            await _there.DisposeAsync();
            await _here.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_node_at_a_time_has_a_lease_and_renews_it()
    {
        Assert.True(await TakeAsync(_here));
        Assert.True(await TakeAsync(_here));
        Assert.False(await TakeAsync(_there));

        await _there.Get<SweepLeases>().EndAsync(Work, None);
        Assert.False(await TakeAsync(_there));
        await _here.Get<SweepLeases>().EndAsync(Work, None);
        Assert.True(await TakeAsync(_there));
    }

    [Fact]
    public async Task The_lease_of_a_killed_node_runs_out_by_the_clock_of_the_database()
    {
        Assert.True(await TakeAsync(_here));

        // A clock of a node that is wrong by a day changes nothing.
        _there.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await TakeAsync(_there));
        Assert.Equal(1, await _here.ExecuteAsync("UPDATE SweepLeases SET Until = Until - interval '2 minutes'"));
        Assert.True(await TakeAsync(_there));
        Assert.False(await TakeAsync(_here));
    }

    [Fact]
    public async Task Many_who_ask_at_once_are_given_one_lease()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            async () => (Room: i % 2, Taken: await TakeAsync(i % 2 == 0 ? _here : _there)), None)));

        Assert.Single(taken.Where(one => one.Taken).Select(one => one.Room).Distinct());
    }

    [Fact]
    public async Task A_round_does_the_common_work_on_the_node_with_the_lease_and_its_own_on_each()
    {
        using var there = new Counting(_there);
        using var here = new Counting(_here) { During = () => there.RoundAsync(None) };

        await here.RoundAsync(None);

        Assert.Equal(["first", "second", "own"], here.Done);
        Assert.Equal(["own"], there.Done);
        Assert.Empty(_there.Get<BackgroundTroubles>().All);
        await using (var db = _here.Open())
        {
            Assert.False(await db.SweepLeases.AnyAsync(None), "It is given back at the end of the round.");
        }

        await there.RoundAsync(None);
        Assert.Equal(["own", "first", "second", "own"], there.Done);
    }

    [Fact]
    public async Task A_lease_that_is_lost_in_the_middle_ends_the_round()
    {
        using var here = new Counting(_here);
        here.During = async () =>
        {
            // The process was halted for minutes, and the other node has taken over.
            _here.Clock.Advance(SweepLeases.Span * 2);
            await _here.ExecuteAsync("UPDATE SweepLeases SET Until = Until - interval '2 minutes'");
            Assert.True(await TakeAsync(_there));
        };

        await here.RoundAsync(None);

        Assert.Equal(["first"], here.Done);
        Assert.False(await TakeAsync(_here));
    }

    /// <summary>Without any lease: the lock for the numbers alone must hold.</summary>
    [Fact]
    public async Task Two_nodes_that_make_checkpoints_at_once_make_one_chain()
    {
        for (var day = 0; day < 3; day++)
        {
            await _here.Get<LearningStore>().WriteAsync<Done>(
                write =>
                {
                    write.Record(Actor.Application, new PersonActivated(Guid.NewGuid()));
                    return Task.FromResult<Result<Done>>(new Done());
                },
                None);
            await _here.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None);
            _here.Clock.Advance(TimeSpan.FromDays(1));
            _there.Clock.Advance(TimeSpan.FromDays(1));
        }

        LearningRoom[] both = [_here, _there, _here, _there];
        var made = await Task.WhenAll(both.Select(room => Task.Run(() => room.Get<CheckpointMaker>().MakeDaysAsync(None), None)));

        Assert.All(made, result => Assert.True(result.Ok, $"{result.Refused}"));
        await using var db = _here.Open();
        var all = await db.LedgerCheckpoints.OrderBy(row => row.Number).ToListAsync(None);
        Assert.Equal(Enumerable.Range(1, all.Count).Select(number => (long)number), all.Select(row => row.Number));
        Assert.Equal(3, all.Select(row => row.Day).OfType<DateOnly>().Distinct().Count());
        Assert.Equal(3, all.Count(row => row.Day is not null));
        Assert.All(all.GroupBy(row => row.Size), same => Assert.Single(same.Select(row => Convert.ToHexString(row.Root)).Distinct()));
        Assert.True((await _there.Get<LedgerVerifier>().RunAsync([], None)).Found.NothingFound);
    }

    [Fact]
    public async Task The_sweeps_that_do_common_work_have_a_lease_and_the_others_none()
    {
        Assert.True(await _there.Get<SweepLeases>().TryTakeAsync("overdue attempts", None));
        Assert.True(await _there.Get<SweepLeases>().TryTakeAsync("assignment rules", None));
        Assert.True(await _there.Get<SweepLeases>().TryTakeAsync("checkpoints of the audit log", None));
        var overdue = await _here.StartAsync(await _here.AddLearnerAsync());
        _here.Clock.Advance(TimeSpan.FromDays(2));

        foreach (var sweep in _here.Get<IEnumerable<IHostedService>>().OfType<Sweep>())
        {
            await sweep.RoundAsync(None);
        }

        await using var db = _here.Open();
        Assert.True(await db.Attempts.AnyAsync(attempt => attempt.Id == overdue && attempt.SubmittedAt == null, None));
        Assert.False(await db.LedgerCheckpoints.AnyAsync(None));
        Assert.Equal(3, await db.SweepLeases.CountAsync(None));
        Assert.Empty(_here.Get<BackgroundTroubles>().All);
    }

    private static Task<bool> TakeAsync(LearningRoom room) => room.Get<SweepLeases>().TryTakeAsync(Work, None);

    private sealed class Counting(LearningRoom room)
        : Sweep(SweepLeaseTests.Work, TimeSpan.FromMinutes(1), room.Get<BackgroundTroubles>(), room.Clock, NullLogger.Instance, room.Get<SweepLeases>())
    {
        public List<string> Done { get; } = [];

        /// <summary>Happens in the middle of the first piece.</summary>
        public Func<Task> During { get; set; } = () => Task.CompletedTask;

        protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SweepPiece>>(
        [
            Piece("first", During),
            Piece("second", () => Task.CompletedTask),
            Piece("own", () => Task.CompletedTask) with { OnEachNode = true },
        ]);

        private SweepPiece Piece(string name, Func<Task> act) => new(name, async _ =>
        {
            Done.Add(name);
            await act();
            return null;
        });
    }
}
