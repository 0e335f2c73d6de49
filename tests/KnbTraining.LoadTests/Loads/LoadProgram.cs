using System.Diagnostics;
using KnbTraining.Content.Items;
using KnbTraining.Learning;
using KnbTraining.LoadTests.Circuits;
using KnbTraining.LoadTests.Faults;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Loads;

/// <summary>
/// Opens a question for each of many learners and lets everybody answer every ten seconds. Memory is what the server process
/// holds after a full collection, less what it held with nobody there; processor time is that of the server process alone, all of it.
/// </summary>
internal static class LoadProgram
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    // Signing in costs a password hash: a few at a time, as an office would arrive.
    private const int ArrivingAtOnce = 8;

    public static async Task<int> RunAsync(IReadOnlyList<int> crowds, TimeSpan time, DatabaseKind kind)
    {
        var good = true;
        foreach (var people in crowds)
        {
            var data = Directory.CreateTempSubdirectory("knb-load-").FullName;
            try
            {
                good &= await MeasureAsync(data, people, time, ServedDatabase.New(kind));
            }
            finally
            {
                Directory.Delete(data, recursive: true);
            }
        }

        return good ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string data, int people, TimeSpan time, ServedDatabase database)
    {
        var members = await Crowd.SeatAsync(data, people, database);
        await using var server = await PublishedServer.PublishAsync(data, database: database);
        await server.StartAsync();
        var learners = members.Select(member => new Learner(server.Address, member)).ToList();
        await ArriveAsync(learners, learner => learner.SignInAsync(CancellationToken.None));

        // One visit beforehand, so that what is made once is not counted as anybody's.
        await learners[0].OpenAsync(2, CancellationToken.None);
        await learners[0].LeaveAsync();
        var empty = await SettledMemoryAsync(server);
        var before = server.ProcessorTime;
        var questions = new QuestionOnScreen[people];
        await ArriveAsync(learners, async learner => questions[learner.Member.Number] = await learner.OpenAsync(1, CancellationToken.None));
        var opening = server.ProcessorTime - before;
        var open = await SettledMemoryAsync(server);

        // The runtime compiles in the background what it has met: that is over before anything is counted.
        await Task.WhenAll(learners.Select(learner => AnswerAsync(learner, questions, Settling)));
        await Task.Delay(Settling);
        before = server.ProcessorTime;
        await Task.Delay(Pace);
        var idle = (server.ProcessorTime - before) / Pace.TotalSeconds;

        before = server.ProcessorTime;
        var watch = Stopwatch.StartNew();
        var taken = await Task.WhenAll(learners.Select(learner => AnswerAsync(learner, questions, time)));
        var elapsed = watch.Elapsed;
        var used = server.ProcessorTime - before;
        var peak = server.WorkingSet;
        var latencies = taken.SelectMany(times => times).Order().ToList();
        var answers = latencies.Count;

        FaultProgram.Say($"{people} learners, an answer and the next question every {Pace.TotalSeconds} s for {elapsed.TotalSeconds:0} s");
        FaultProgram.Say($"  memory {(open - empty) / 1024.0 / people:0} KiB for each open question, after a full collection ({empty >> 20} MiB with nobody, {open >> 20} MiB with all, {peak >> 20} MiB while answering)");
        FaultProgram.Say($"  processor {opening.TotalMilliseconds / people:0.0} ms for opening a question, {used.TotalMilliseconds / answers:0.00} ms for each saved answer with the next question and everything beside it, {idle.TotalMilliseconds:0} ms a second while nobody does anything");
        FaultProgram.Say($"  {answers} answers saved; chosen to saved p50 {At(0.5):0.0} ms, p95 {At(0.95):0.0} ms, p99 {At(0.99):0.0} ms, worst {latencies[^1].TotalMilliseconds:0.0} ms");
        foreach (var learner in learners)
        {
            await learner.DisposeAsync();
        }

        return true;

        double At(double share) => latencies[(int)Math.Min(answers - 1, share * answers)].TotalMilliseconds;
    }

    private static async Task<List<TimeSpan>> AnswerAsync(Learner learner, QuestionOnScreen[] questions, TimeSpan time)
    {
        var random = StableRandom.For((ulong)learner.Member.Number, "load");
        var watch = Stopwatch.StartNew();
        var taken = new List<TimeSpan>();
        var next = Pace * (random.Below(1000) / 1000.0);
        for (; ; next += Pace)
        {
            if (next > time)
            {
                return taken;
            }

            await Task.Delay(next > watch.Elapsed ? next - watch.Elapsed : TimeSpan.Zero);
            var start = Stopwatch.GetTimestamp();
            if (!await learner.ChooseAsync(random.Pick(questions[learner.Member.Number].Choices()), CancellationToken.None))
            {
                throw new CircuitFailedException("An answer was not saved.");
            }

            taken.Add(Stopwatch.GetElapsedTime(start));
            questions[learner.Member.Number] = await learner.GoOnAsync(CancellationToken.None);
        }
    }

    private static Task ArriveAsync(IEnumerable<Learner> learners, Func<Learner, Task> arrive) =>
        Parallel.ForEachAsync(learners, new ParallelOptions { MaxDegreeOfParallelism = ArrivingAtOnce }, async (learner, _) => await arrive(learner));

    private static async Task<long> SettledMemoryAsync(PublishedServer server)
    {
        for (var i = 0; i < 3; i++)
        {
            await ForcedCollection.RunAsync(server.ProcessId);
        }

        return server.WorkingSet;
    }
}
