using System.Collections.Concurrent;
using System.Diagnostics;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.LoadTests.Bulk;

/// <summary>People who answer at a steady rate, without pages: what is measured is the way to the commit.</summary>
internal sealed class Answerers(LearningRoom room)
{
    private const int Count = 40;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<double> _waits = new();
    private readonly List<(Viewer Viewer, Guid Attempt, KeyValuePair<int, string[]>[] Keys)> _open = [];

    public async Task StartAsync()
    {
        for (var i = 0; i < Count; i++)
        {
            var viewer = await room.AddAsync(new PersonBuilder().Named($"Learner {i}").Holding(HolderStatus.Candidate));
            var attempt = await room.StartAsync(viewer);
            _open.Add((viewer, attempt, [.. await room.KeysAsync(attempt)]));
        }
    }

    /// <summary>A hundred answers a second until it is stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var waiting = new List<Task>();
        using var timer = new PeriodicTimer(Between);
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            var (viewer, attempt, keys) = _open[i % _open.Count];
            var (position, key) = keys[i / _open.Count % keys.Length];
            waiting.Add(AnswerAsync(viewer, attempt, position, key));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(waiting);
    }

    /// <summary>How long each answer took until it was durable since it was asked last, in milliseconds and in order.</summary>
    public double[] Take()
    {
        var taken = new List<double>();
        while (_waits.TryDequeue(out var one))
        {
            taken.Add(one);
        }

        return [.. taken.Order()];
    }

    private async Task AnswerAsync(Viewer viewer, Guid attempt, int position, string[] key)
    {
        var since = Stopwatch.GetTimestamp();
        var saved = await room.Get<AttemptService>().AnswerAsync(viewer, attempt, position, key, Guid.CreateVersion7(), CancellationToken.None);
        if (!saved.Ok)
        {
            throw new InvalidOperationException($"An answer was refused: {saved.Refused}");
        }

        _waits.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
    }
}
