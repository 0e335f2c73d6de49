using System.Diagnostics;
using System.Globalization;
using KnbTraining.Content.Items;
using KnbTraining.Learning;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Faults;

/// <summary>
/// Lets many learners answer, ends the server at random moments without a word, starts it again over the same file, and at
/// the end holds everything that a page called saved against the database.
/// </summary>
internal static class FaultProgram
{
    /// <param name="only">Which faults; all of them where none is named.</param>
    /// <param name="brief">True to try the program in a minute instead of proving anything.</param>
    public static async Task<int> RunAsync(DatabaseKind database, int kills, int people, IReadOnlyCollection<Fault> only, bool brief)
    {
        LedgerTrial.Run();
        (kills, people) = brief ? (Math.Min(kills, 5), Math.Min(people, 10)) : (kills, people);
        var few = Math.Min(people, 10);
        var phase = TimeSpan.FromSeconds(brief ? 4 : 8);
        var good = true;
        var served = database == DatabaseKind.PostgreSql;
        foreach (var fault in only.Count > 0 ? only : Enum.GetValues<Fault>().Where(fault => served || !fault.NeedsServer()))
        {
            good &= fault switch
            {
                Fault.Kill => await KillAsync(database, kills, people),
                Fault.FullDisk => await FullDiskProgram.RunAsync(database, few, phase),
                Fault.ReadOnly when served => await ServerTroubles.ReadOnlyAsync(few, phase),
                Fault.ReadOnly => await ReadOnlyProgram.RunAsync(few, phase),
                Fault.ClockBack => await ClockBackProgram.RunAsync(database, people, brief),
                Fault.Gone when served => await ServerTroubles.GoneAsync(few, phase),
                Fault.ConnectionsTaken when served => await ServerTroubles.ConnectionsTakenAsync(few, phase),
                Fault.PoolExhausted when served => await ServerTroubles.PoolExhaustedAsync(few, phase),
                Fault.CommitsCut when served => await ServerTroubles.CommitsCutAsync(few, phase),
                _ when fault.NeedsServer() => throw new ArgumentException($"{fault} happens only on PostgreSQL: add --database PostgreSql.", nameof(only)),
                _ => throw new ArgumentOutOfRangeException(nameof(only)),
            };
        }

        return good ? 0 : 1;
    }

    /// <summary>Prints the comparison.</summary>
    /// <returns>True where nothing was lost, doubled, changed or shown wrongly.</returns>
    public static async Task<bool> CompareAsync(Installation installation, IReadOnlyList<FaultyLearner> learners)
    {
        var stored = (await Crowd.ReadAnswersAsync(installation.Data, installation.Own)).ToLookup(answer => (answer.AttemptId, answer.Position), answer => answer.Codes);
        var sum = new Comparison(0, 0, 0);
        foreach (var learner in learners)
        {
            foreach (var (position, ledger) in learner.Ledgers)
            {
                sum += ledger.Compare([.. stored[(learner.Member.AttemptId, position)]]);
            }
        }

        var ledgers = learners.SelectMany(learner => learner.Ledgers.Values).ToList();
        var shown = learners.Sum(learner => learner.WronglyShown);
        Say($"chosen {ledgers.Sum(ledger => ledger.Sent)}, called saved {ledgers.Sum(ledger => ledger.Acknowledged)}, called not saved {learners.Sum(learner => learner.Refused)}, stored {sum.Stored}");
        Say($"lost {sum.Lost}, doubled or changed {sum.Extra}, pages that showed another answer {shown}");
        return sum is { Lost: 0, Extra: 0 } && shown == 0;
    }

    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static async Task<bool> KillAsync(DatabaseKind database, int kills, int people)
    {
        await using var installation = await Installation.CreateAsync(database, "faults");
        var members = await Crowd.SeatAsync(installation.Data, people, installation.Own);
        await using var server = await PublishedServer.PublishAsync(installation.Data, database: installation.Served);
        var learners = members.Select(member => new FaultyLearner(server.Address, member)).ToList();
        var random = StableRandom.For((ulong)kills, "moments");
        var watch = Stopwatch.StartNew();
        var starts = new List<TimeSpan>();
        var kept = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            starts.Add(await server.StartAsync());
            kept += await RoundAsync(server, learners, TimeSpan.FromMilliseconds(random.Below(1500))) ? 1 : 0;
            if (kill % 20 == 0)
            {
                Say($"{kill} kills, {learners.Sum(learner => learner.Ledgers.Values.Sum(ledger => ledger.Acknowledged))} answers called saved, {watch.Elapsed:mm\\:ss}");
            }
        }

        Say($"{database}: {kills} kills (SIGKILL) with {people} learners in {watch.Elapsed:mm\\:ss}; in {kept} rounds answers were on their way at the kill; start {starts.Average(start => start.TotalSeconds):0.00} s on average");
        var good = await CompareAsync(installation, learners);
        foreach (var learner in learners)
        {
            await learner.DisposeAsync();
        }

        return good;
    }

    // The moment is counted from the first answer on, so that every kill meets people at work.
    private static async Task<bool> RoundAsync(PublishedServer server, IReadOnlyList<FaultyLearner> learners, TimeSpan moment)
    {
        var killed = false;
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var end = new CancellationTokenSource();
        var tasks = learners.Select(learner => learner.AnswerAsync(() => working.TrySetResult(), () => Volatile.Read(ref killed), end.Token)).ToList();
        var all = Task.WhenAll(tasks);
        await Task.WhenAny(working.Task, all);
        if (all.IsFaulted)
        {
            await all;
        }

        await Task.Delay(moment);
        Volatile.Write(ref killed, true);
        await server.KillAsync();
        var open = learners.Any(learner => learner.Waiting);
        await end.CancelAsync();
        await all;
        return open;
    }
}

/// <summary>What can be done to a running server.</summary>
internal enum Fault
{
    Kill,
    FullDisk,
    ReadOnly,
    ClockBack,

    /// <summary>The server of the database crashes and comes back.</summary>
    Gone,

    /// <summary>The server of the database takes no more connections.</summary>
    ConnectionsTaken,

    /// <summary>Every connection of the application's pool waits.</summary>
    PoolExhausted,

    /// <summary>Connections break in the middle of a commit.</summary>
    CommitsCut,
}

internal static class FaultKinds
{
    /// <summary>True where it cannot happen to a file of SQLite.</summary>
    public static bool NeedsServer(this Fault fault) => fault is Fault.Gone or Fault.ConnectionsTaken or Fault.PoolExhausted or Fault.CommitsCut;
}
