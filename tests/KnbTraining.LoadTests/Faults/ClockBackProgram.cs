using KnbTraining.Learning;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Faults;

/// <summary>
/// Sets the clock of the running server back by hours, twice, in the middle of exams that end soon: no deadline may move
/// away, answers keep their order, and attempts close when they should, measured by a clock that nobody touched.
/// </summary>
internal static class ClockBackProgram
{
    // The steady clock believes the machine within a second; the rest is the way of an answer through a busy machine.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    // The server looks for attempts whose time is up once a minute.
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(5);

    private static readonly TimeSpan[] Jumps = [TimeSpan.FromHours(-3), TimeSpan.FromHours(-10)];

    /// <returns>True where time passed as it should, or where this machine does not let us try.</returns>
    public static async Task<bool> RunAsync(DatabaseKind database, int people, bool brief)
    {
        await using var installation = await Installation.CreateAsync(database, "clock");
        if (FalseClock.Find(Path.Combine(installation.Data, "clock")) is not { } clock)
        {
            Console.WriteLine("Clock set back: left out, because libfaketime is not installed (on Debian: the package faketime).");
            return true;
        }

        return await RunAsync(installation, clock, people, TimeSpan.FromSeconds(brief ? 6 : 20));
    }

    // Half of the learners come when the clock has been set back for the first time. Exams end one after another in the last phase.
    private static async Task<bool> RunAsync(Installation installation, FalseClock clock, int people, TimeSpan phase)
    {
        await using var server = await PublishedServer.PublishAsync(installation.Data, clock, installation.Served);
        var members = await Crowd.SeatAsync(installation.Data, people, installation.Own);
        await server.StartAsync();
        await server.KillAsync();
        var begin = DateTimeOffset.UtcNow;
        var deadlines = members.ToDictionary(member => member.AttemptId, member => begin + (3 * phase) + (member.Number * phase / people));
        await Crowd.SetDeadlinesAsync(installation.Data, deadlines, installation.Own);
        await server.StartAsync();
        var seats = members.Select(member => new ClockedLearner(server.Address, member, deadlines[member.AttemptId])).ToList();
        var working = seats.Where((_, i) => i % 2 == 0).Select(seat => seat.AnswerAsync(Tolerance * 3)).ToList();
        await Task.Delay(phase);
        clock.Set(Jumps[0]);
        var first = await SeenAsync(server, Jumps[0]);
        working.AddRange(seats.Where((_, i) => i % 2 == 1).Select(seat => seat.AnswerAsync(Tolerance * 3)));
        await Task.Delay(phase);
        clock.Set(Jumps[1]);
        var second = await SeenAsync(server, Jumps[1]);
        var closed = await WatchAsync(installation, deadlines);
        await Task.WhenAll(working);
        await server.KillAsync();
        FaultProgram.Say($"{installation.Kind}: clock set back under {people} learners: the machine's clock as the server saw it was {-first.TotalHours:0.0} and then {-second.TotalHours:0.0} hours behind");

        var times = await Crowd.ReadTimesAsync(installation.Data, installation.Own);
        var all = times.SelectMany(attempt => attempt.Answers).ToList();
        FaultProgram.Say($"answers dated {(all.Min() - begin).TotalSeconds:0.0} to {(all.Max() - begin).TotalSeconds:0.0} s after the start of the exams, the last deadline {(deadlines.Values.Max() - begin).TotalSeconds:0.0} s after it");
        var moved = times.Count(attempt => attempt.Deadline != deadlines[attempt.AttemptId] && (attempt.Deadline - deadlines[attempt.AttemptId]).Duration() > TimeSpan.FromMilliseconds(1));
        var disordered = times.Count(attempt => attempt.Answers.Zip(attempt.Answers.Skip(1)).Any(pair => pair.Second < pair.First));
        var misdated = times.Sum(attempt => attempt.Answers.Count(at => at < begin - Tolerance || at > deadlines[attempt.AttemptId]));
        var late = seats.Max(seat => seat.LastSaved - seat.Deadline);
        var afterSecond = seats.Sum(seat => seat.SavedAfter(begin + (2 * phase) + TimeSpan.FromSeconds(4)));
        var slowest = deadlines.Max(pair => closed.TryGetValue(pair.Key, out var at) ? at - pair.Value : TimeSpan.MaxValue);
        var earliest = deadlines.Min(pair => closed.TryGetValue(pair.Key, out var at) ? at - pair.Value : TimeSpan.MaxValue);
        FaultProgram.Say($"the last answer was called saved {late.TotalSeconds:0.0} s after its deadline (at most {Tolerance.TotalSeconds:0} s allowed; negative is before it); {afterSecond} answers saved after the second jump");
        FaultProgram.Say($"deadlines moved {moved}, attempts with answers out of order {disordered}, answers dated before the start or after the deadline {misdated}");
        FaultProgram.Say($"attempts closed {closed.Count} of {people}, {earliest.TotalSeconds:0.0} to {slowest.TotalSeconds:0.0} s after their deadlines (at most {Sweep.TotalSeconds:0} s allowed)");
        var good = await FaultProgram.CompareAsync(installation, [.. seats.Select(seat => seat.Learner)]);
        foreach (var seat in seats)
        {
            await seat.Learner.DisposeAsync();
        }

        return good && IsAbout(first, Jumps[0]) && IsAbout(second, Jumps[1]) && late <= Tolerance && afterSecond > 0
            && moved + disordered + misdated == 0 && closed.Count == people && slowest <= Sweep && earliest >= -Tolerance;
    }

    // Waits until the process has noticed: its date header says so.
    private static async Task<TimeSpan> SeenAsync(PublishedServer server, TimeSpan jump)
    {
        var ahead = TimeSpan.Zero;
        for (var tries = 0; tries < 20 && !IsAbout(ahead, jump); tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250));
            ahead = await server.AheadOfRealTimeAsync();
        }

        return ahead;
    }

    private static bool IsAbout(TimeSpan ahead, TimeSpan jump) => (ahead - jump).Duration() < TimeSpan.FromMinutes(1);

    // When each attempt was seen closed, by the clock of this program.
    private static async Task<Dictionary<Guid, DateTimeOffset>> WatchAsync(Installation installation, IReadOnlyDictionary<Guid, DateTimeOffset> deadlines)
    {
        var closed = new Dictionary<Guid, DateTimeOffset>();
        var end = deadlines.Values.Max() + Sweep;
        while (closed.Count < deadlines.Count && DateTimeOffset.UtcNow < end)
        {
            foreach (var attempt in (await Crowd.ReadTimesAsync(installation.Data, installation.Own)).Where(attempt => !attempt.IsOpen))
            {
                closed.TryAdd(attempt.AttemptId, DateTimeOffset.UtcNow);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }

        return closed;
    }

    /// <summary>Answers until a little after the own deadline, and writes down when something was called saved.</summary>
    private sealed class ClockedLearner(Uri server, CrowdMember member, DateTimeOffset deadline)
    {
        private readonly List<DateTimeOffset> _saved = [];

        public FaultyLearner Learner { get; } = new(server, member);

        public DateTimeOffset Deadline => deadline;

        public DateTimeOffset LastSaved => _saved.Count == 0 ? DateTimeOffset.MinValue : _saved[^1];

        public int SavedAfter(DateTimeOffset moment) => _saved.Count(at => at > moment);

        public async Task AnswerAsync(TimeSpan beyond)
        {
            using var over = new CancellationTokenSource(deadline + beyond - DateTimeOffset.UtcNow);
            await Learner.AnswerAsync(() => _saved.Add(DateTimeOffset.UtcNow), () => false, over.Token);
        }
    }
}
