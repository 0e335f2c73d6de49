using System.Collections.Concurrent;
using System.Diagnostics;
using KnbTraining.Content.Items;
using KnbTraining.LoadTests.Circuits;
using KnbTraining.LoadTests.Faults;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Nodes;

/// <summary>
/// Answers question after question behind the load balancer. Whatever goes wrong, it comes back to the question at which it was, as the page
/// of a browser does by itself, and writes down how long that took.
/// </summary>
internal sealed class NodeLearner(Uri balancer, CrowdMember member, TimeSpan pace) : IAsyncDisposable
{
    // A page that is loaded again may come to another node: so the nodes have about as many, whichever was restarted last.
    private const int AnswersOnOnePage = 12;

    // Somebody who is shown no question for so long loads the page again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Learner _learner = new(balancer, member);
    private readonly StableRandom _random = StableRandom.For((ulong)member.Number, "nodes");
    private readonly ConcurrentQueue<TimeSpan> _saved = new();
    private readonly ConcurrentQueue<TimeSpan> _returns = new();
    private readonly ConcurrentDictionary<string, int> _troubles = new(StringComparer.Ordinal);
    private bool _signedIn;
    private long _awaySince;

    public CrowdMember Member => member;

    public Dictionary<int, Ledger> Ledgers { get; } = Enumerable.Range(1, member.Items).ToDictionary(position => position, _ => new Ledger());

    /// <summary>Pages that showed another answer than the last that was called saved, or a later one.</summary>
    public int WronglyShown { get; private set; }

    /// <summary>Choices that the page said were not saved.</summary>
    public int Refused { get; private set; }

    /// <summary>How many answers were called saved.</summary>
    public int Saved { get; private set; }

    /// <summary>True from the moment at which the page was lost until its question is shown again.</summary>
    public bool IsAway => Volatile.Read(ref _awaySince) != 0;

    /// <summary>What went wrong, with how often.</summary>
    public IReadOnlyDictionary<string, int> Troubles => _troubles;

    /// <summary>How long each saving took since the last call.</summary>
    public List<TimeSpan> TakeSaved() => Take(_saved);

    /// <summary>How long it took each time to come back to the question, since the last call.</summary>
    public List<TimeSpan> TakeReturns() => Take(_returns);

    /// <summary>Works until the time is up.</summary>
    public async Task WorkAsync(CancellationToken ct)
    {
        var position = _random.Below(member.Items) + 1;
        for (var tries = 0; !ct.IsCancellationRequested;)
        {
            try
            {
                if (!_signedIn)
                {
                    await _learner.SignInAsync(ct);
                    _signedIn = true;
                }

                var question = await ShownAsync(token => _learner.OpenAsync(position, token), ct);
                (tries, _) = (0, Return());
                for (var answers = 0; answers < AnswersOnOnePage; answers++)
                {
                    Look(position, question);
                    await ChooseAsync(position, question, ct);
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _learner.Lost);
                    await Task.Delay(pace * (0.5 + (_random.Below(1000) / 1000.0)), either.Token);
                    position = (position % member.Items) + 1;
                    question = await ShownAsync(token => _learner.GoAsync(position, token), ct);
                }
            }
#pragma warning disable CA1031 // Whatever breaks, the learner comes back; what it was stands in the report.
            catch (Exception trouble) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Volatile.Write(ref _awaySince, _awaySince == 0 ? Stopwatch.GetTimestamp() : _awaySince);
                var word = trouble is CircuitFailedException or HttpRequestException ? trouble.Message : trouble.GetType().Name;
                _troubles.AddOrUpdate(word.Length > 80 ? word[..80] : word, 1, (_, times) => times + 1);

                // At once, and then as the page does: half a second, one, two, at most five, each by chance a half more or less.
                if (tries++ > 0)
                {
                    var pause = TimeSpan.FromMilliseconds(Math.Min(500 * Math.Pow(2, tries - 2), 5000));
                    await Task.Delay(pause * (0.5 + (_random.Below(1000) / 1000.0)), CancellationToken.None);
                }
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                // The time is up.
            }
            finally
            {
                await LeaveAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _learner.DisposeAsync();

    private static List<TimeSpan> Take(ConcurrentQueue<TimeSpan> queue)
    {
        var taken = new List<TimeSpan>();
        while (queue.TryDequeue(out var one))
        {
            taken.Add(one);
        }

        return taken;
    }

    private static async Task<QuestionOnScreen> ShownAsync(Func<CancellationToken, Task<QuestionOnScreen>> ask, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        return await ask(patience.Token);
    }

    private bool Return()
    {
        if (Interlocked.Exchange(ref _awaySince, 0) is not 0 and var since)
        {
            _returns.Enqueue(Stopwatch.GetElapsedTime(since));
        }

        return true;
    }

    private async Task LeaveAsync()
    {
        try
        {
            await _learner.LeaveAsync();
        }
        catch (Exception gone) when (gone is InvalidOperationException or OperationCanceledException or IOException)
        {
            // The node went away while the page was closed.
        }
    }

    private void Look(int position, QuestionOnScreen question)
    {
        if (!Ledgers[position].MayShow(question.Chosen))
        {
            WronglyShown++;
        }
    }

    private async Task ChooseAsync(int position, QuestionOnScreen question, CancellationToken ct)
    {
        // Never what was sent last: a second copy of it in the database would look like an answer of its own.
        var ledger = Ledgers[position];
        var choices = question.Choices().Where(choice => choice.Chosen != ledger.Last).ToList();
        if (choices.Count == 0)
        {
            return;
        }

        var choice = choices[_random.Below(choices.Count)];
        var entry = ledger.Send(choice.Chosen);
        var since = Stopwatch.GetTimestamp();
        entry.Acknowledged = await _learner.ChooseAsync(choice, ct);
        if (!entry.Acknowledged)
        {
            entry.Refused = true;
            Refused++;
            throw new CircuitFailedException("Not saved.");
        }

        Saved++;
        _saved.Enqueue(Stopwatch.GetElapsedTime(since));
    }
}
