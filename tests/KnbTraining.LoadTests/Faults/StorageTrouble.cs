using System.Diagnostics;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Faults;

/// <summary>
/// Lets people answer before, during and after a time in which the running server cannot write, and holds what they were
/// told against the database. Each part lasts until everybody has met it: how fast the machine is decides nothing.
/// </summary>
/// <param name="name">As the output calls it.</param>
/// <param name="begin">Begins the trouble.</param>
/// <param name="end">Ends it, while the server runs on.</param>
/// <param name="outcomeIsKnown">False where the database may have carried out a commit whose answer the application never got.</param>
internal sealed class StorageTrouble(string name, Func<Task> begin, Func<Task> end, bool outcomeIsKnown = true)
{
    // Answers that were on their way when the trouble began may still have met a disk that could be written.
    private static readonly TimeSpan OnTheirWay = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <param name="installation">An installation in which nothing is yet.</param>
    /// <param name="phase">How long each of the three parts lasts at least.</param>
    /// <param name="savesNothing">True where the trouble leaves no way to save anything: then nothing may be called saved.</param>
    /// <returns>True where nothing was lost, what was not saved was said, and everybody could go on afterwards.</returns>
    /// <exception cref="TimeoutException">Not everybody had saved something after minutes, so that nothing can be said about the trouble.</exception>
    public async Task<bool> RunAsync(Installation installation, int people, TimeSpan phase, bool savesNothing)
    {
        await using var server = await PublishedServer.PublishAsync(installation.Data, database: installation.Served);
        var members = await Crowd.SeatAsync(installation.Data, people, installation.Own);
        await server.StartAsync();
        var learners = members.Select(member => new FaultyLearner(server.Address, member, outcomeIsKnown)).ToList();
        using var over = new CancellationTokenSource();
        var all = Task.WhenAll(learners.Select(learner => learner.AnswerAsync(() => { }, () => false, over.Token)));
        await Task.WhenAny(all, Task.Delay(phase));
        if (!await UntilAsync(() => learners.TrueForAll(learner => Saved(learner) > 0), all))
        {
            throw new TimeoutException($"{learners.Count(learner => Saved(learner) == 0)} of {people} learners had saved nothing after {Patience.TotalMinutes} minutes: the machine is too busy for this.");
        }

        await begin();
        await Task.WhenAny(all, Task.Delay(OnTheirWay));
        var before = learners.Select(learner => (Saved: Saved(learner), learner.Refused, learner.Unreachable)).ToList();
        await Task.WhenAny(all, Task.Delay(phase));

        // On a full disk what the last pages take may be saved rightly; the first refusal shows that the trouble has come, and so does the
        // first page that cannot be shown.
        await UntilAsync(() => learners.Where((learner, i) => learner.Refused > before[i].Refused || learner.Unreachable > before[i].Unreachable).Any(), all);
        var unreachable = learners.Sum(learner => learner.Unreachable) - before.Sum(count => count.Unreachable);
        var (saved, refused) = (learners.Sum(Saved) - before.Sum(count => count.Saved), learners.Sum(learner => learner.Refused) - before.Sum(count => count.Refused));
        await end();
        var ended = learners.Select(Saved).ToList();
        var watch = Stopwatch.StartNew();
        await UntilAsync(() => learners.Where((learner, i) => Saved(learner) > ended[i]).Count() == people, all);
        var (stuck, waited) = (learners.Where((learner, i) => Saved(learner) == ended[i]).Count(), watch.Elapsed);
        await over.CancelAsync();
        await all;
        await server.KillAsync();
        FaultProgram.Say($"{installation.Kind}: {name} for at least {phase.TotalSeconds} s under {people} learners: meanwhile {refused} answers were called not saved and {saved} saved, {unreachable} pages said that their data cannot be reached; {stuck} learners could not go on within {waited.TotalSeconds:0.0} s afterwards, without a restart");
        var good = await FaultProgram.CompareAsync(installation, learners);
        foreach (var learner in learners)
        {
            await learner.DisposeAsync();
        }

        return good && refused + unreachable > 0 && stuck == 0 && (saved == 0 || !savesNothing);
    }

    // False where it did not come true in all the time that even a busy machine needs, or where the learners broke off.
    private static async Task<bool> UntilAsync(Func<bool> reached, Task all)
    {
        var watch = Stopwatch.StartNew();
        while (!reached() && watch.Elapsed < Patience && !all.IsCompleted)
        {
            await Task.WhenAny(all, Task.Delay(TimeSpan.FromMilliseconds(100)));
        }

        if (all.IsFaulted)
        {
            await all;
        }

        return reached();
    }

    private static int Saved(FaultyLearner learner) => learner.Ledgers.Values.Sum(ledger => ledger.Acknowledged);
}
