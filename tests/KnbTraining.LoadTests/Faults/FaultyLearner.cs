using KnbTraining.Content.Items;
using KnbTraining.LoadTests.Circuits;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Faults;

/// <summary>Answers questions at random until the server is gone, and writes down what the page said.</summary>
/// <param name="outcomeIsKnown">False where "not saved" may be said of a commit whose answer never came: the page offers to send the same step again.</param>
internal sealed class FaultyLearner(Uri server, CrowdMember member, bool outcomeIsKnown = true) : IAsyncDisposable
{
    private readonly Learner _learner = new(server, member);
    private readonly StableRandom _random = StableRandom.For((ulong)member.Number, "faults");
    private bool _signedIn;

    public CrowdMember Member => member;

    public Dictionary<int, Ledger> Ledgers { get; } = Enumerable.Range(1, member.Items).ToDictionary(position => position, _ => new Ledger());

    /// <summary>Pages that showed another answer than the last that was called saved, or a later one.</summary>
    public int WronglyShown { get; private set; }

    /// <summary>True while an answer is sent whose word has not come.</summary>
    public bool Waiting { get; private set; }

    /// <summary>Choices that the page said were not saved.</summary>
    public int Refused { get; private set; }

    /// <summary>How often a page said that its data cannot be reached; it tries again by itself.</summary>
    public int Unreachable => _learner.Unreachable;

    /// <summary>Ends when the server is gone or the time is up; fails where the page breaks its promise while the server runs.</summary>
    /// <param name="answered">Called whenever the page has called something saved.</param>
    /// <param name="killed">True once the server has been ended.</param>
    public async Task AnswerAsync(Action answered, Func<bool> killed, CancellationToken ct)
    {
        Waiting = false;
        try
        {
            if (!_signedIn)
            {
                await _learner.SignInAsync(ct);
                _signedIn = true;
            }

            var position = Any(member.Items) + 1;
            var question = await _learner.OpenAsync(position, ct);
            while (true)
            {
                Look(position, question);
                await ChooseAsync(position, question, answered, ct);
                await Task.Delay(TimeSpan.FromMilliseconds(20 + Any(120)), ct);
                position = (position % member.Items) + 1;
                question = await _learner.GoAsync(position, ct);
            }
        }
        catch (Exception gone) when (gone is not (CircuitFailedException or TimeoutException) && (killed() || ct.IsCancellationRequested))
        {
            // The server went away under us, as it should.
        }
        finally
        {
            await _learner.LeaveAsync();
        }
    }

    public ValueTask DisposeAsync() => _learner.DisposeAsync();

    private int Any(int count) => _random.Below(count);

    private void Look(int position, QuestionOnScreen question)
    {
        if (!Ledgers[position].MayShow(question.Chosen))
        {
            WronglyShown++;
        }
    }

    private async Task ChooseAsync(int position, QuestionOnScreen question, Action answered, CancellationToken ct)
    {
        // Never what was sent last: a second copy of it in the database would look like an answer of its own.
        var ledger = Ledgers[position];
        var choices = question.Choices().Where(choice => choice.Chosen != ledger.Last).ToList();
        if (choices.Count == 0)
        {
            return;
        }

        var choice = choices[Any(choices.Count)];
        var entry = ledger.Send(choice.Chosen);
        Waiting = true;
        entry.Acknowledged = await _learner.ChooseAsync(choice, ct);
        Waiting = false;
        if (entry.Acknowledged)
        {
            answered();
        }
        else
        {
            entry.Refused = outcomeIsKnown;
            Refused++;
        }
    }
}
