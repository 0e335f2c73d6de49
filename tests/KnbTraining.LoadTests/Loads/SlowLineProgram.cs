using System.Diagnostics;
using KnbTraining.Content.Items;
using KnbTraining.LoadTests.Circuits;
using KnbTraining.LoadTests.Faults;
using KnbTraining.LoadTests.Serving;
using KnbTraining.TestKit;

namespace KnbTraining.LoadTests.Loads;

/// <summary>What a learner on a slow line waits for: the question with its circuit, the word "saved", the next question.</summary>
internal static class SlowLineProgram
{
    private const int People = 20;

    public static async Task<int> RunAsync(TimeSpan roundTrip, int lossPerMille)
    {
        var data = Directory.CreateTempSubdirectory("knb-slow-").FullName;
        try
        {
            var members = await Crowd.SeatAsync(data, People);
            await using var server = await PublishedServer.PublishAsync(data);
            await server.StartAsync();
            await using var line = new SlowLine(server.Address, roundTrip, lossPerMille);
            var sittings = await Task.WhenAll(members.Select(member => SitAsync(line.Address, member)));
            FaultProgram.Say($"{People} learners with a round trip of {roundTrip.TotalMilliseconds} ms and {lossPerMille / 10.0} % loss");
            Say("opening a question until it listens", [.. sittings.Select(sitting => sitting.Open)]);
            Say("chosen until saved", [.. sittings.SelectMany(sitting => sitting.Saved)]);
            Say("next question", [.. sittings.SelectMany(sitting => sitting.Next)]);
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<(TimeSpan Open, List<TimeSpan> Saved, List<TimeSpan> Next)> SitAsync(Uri line, CrowdMember member)
    {
        var random = StableRandom.For((ulong)member.Number, "slow");
        await using var learner = new Learner(line, member);
        await learner.SignInAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var question = await learner.OpenAsync(1, CancellationToken.None);
        var open = watch.Elapsed;
        List<TimeSpan> saved = [], next = [];
        for (var position = 1; position < member.Items; position++)
        {
            watch.Restart();
            if (!await learner.ChooseAsync(random.Pick(question.Choices()), CancellationToken.None))
            {
                throw new CircuitFailedException("An answer was not saved.");
            }

            saved.Add(watch.Elapsed);
            watch.Restart();
            question = await learner.GoAsync(position + 1, CancellationToken.None);
            next.Add(watch.Elapsed);
        }

        return (open, saved, next);
    }

    private static void Say(string what, List<TimeSpan> times)
    {
        times.Sort();
        FaultProgram.Say($"  {what}: p50 {times[times.Count / 2].TotalMilliseconds:0} ms, p95 {times[times.Count * 95 / 100].TotalMilliseconds:0} ms, worst {times[^1].TotalMilliseconds:0} ms ({times.Count} times)");
    }
}
