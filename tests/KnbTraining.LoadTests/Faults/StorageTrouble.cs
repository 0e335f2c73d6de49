using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Faults;

/// <summary>
/// Lets people answer before, during and after a time in which the running server cannot write, and holds what they were
/// told against the database.
/// </summary>
/// <param name="name">As the output calls it.</param>
/// <param name="begin">Begins the trouble.</param>
/// <param name="end">Ends it, while the server runs on.</param>
internal sealed class StorageTrouble(string name, Func<Task> begin, Func<Task> end)
{
    // Answers that were on their way when the trouble began may still have met a disk that could be written.
    private static readonly TimeSpan OnTheirWay = TimeSpan.FromSeconds(1);

    /// <param name="data">The data folder, in which nothing is yet.</param>
    /// <param name="phase">How long each of the three parts lasts.</param>
    /// <param name="savesNothing">True where the trouble leaves no way to save anything: then nothing may be called saved.</param>
    /// <returns>True where nothing was lost, what was not saved was said, and everybody could go on afterwards.</returns>
    public async Task<bool> RunAsync(string data, int people, TimeSpan phase, bool savesNothing)
    {
        await using var server = await PublishedServer.PublishAsync(data);
        var members = await Crowd.SeatAsync(data, people);
        await server.StartAsync();
        var learners = members.Select(member => new FaultyLearner(server.Address, member)).ToList();
        using var over = new CancellationTokenSource();
        var all = Task.WhenAll(learners.Select(learner => learner.AnswerAsync(() => { }, () => false, over.Token)));
        await Task.WhenAny(all, Task.Delay(phase));
        await begin();
        await Task.WhenAny(all, Task.Delay(OnTheirWay));
        var (savedBefore, refusedBefore) = (learners.Sum(Saved), learners.Sum(learner => learner.Refused));
        await Task.WhenAny(all, Task.Delay(phase));
        var (saved, refused) = (learners.Sum(Saved) - savedBefore, learners.Sum(learner => learner.Refused) - refusedBefore);
        await end();
        var ended = learners.Select(Saved).ToList();
        await Task.WhenAny(all, Task.Delay(phase));
        var stuck = learners.Where((learner, i) => Saved(learner) == ended[i]).Count();
        await over.CancelAsync();
        await all;
        await server.KillAsync();
        FaultProgram.Say($"{name} for {phase.TotalSeconds} s under {people} learners: meanwhile {refused} answers were called not saved and {saved} saved; {stuck} learners could not go on afterwards, without a restart");
        var good = await FaultProgram.CompareAsync(data, learners);
        foreach (var learner in learners)
        {
            await learner.DisposeAsync();
        }

        return good && refused > 0 && stuck == 0 && (saved == 0 || !savesNothing);
    }

    private static int Saved(FaultyLearner learner) => learner.Ledgers.Values.Sum(ledger => ledger.Acknowledged);
}
