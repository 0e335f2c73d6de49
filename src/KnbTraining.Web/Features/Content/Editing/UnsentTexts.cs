namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>
/// The boxes of a page whose text the browser holds and sends after a pause. The page waits for what is on its way
/// before it saves or lets anybody leave, and knows which boxes hold more than a document may.
/// </summary>
public sealed class UnsentTexts
{
    private readonly Dictionary<object, TaskCompletionSource> _awaited = [];
    private readonly Dictionary<object, int> _tooLong = [];
    private readonly HashSet<string> _offered = new(StringComparer.Ordinal);

    /// <summary>Called where something begins or ends that changes whether a text is unsaved.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>True while a text is on its way, or waits in its box because it is too long.</summary>
    public bool AnyUnsent => _awaited.Count > 0 || _tooLong.Count > 0;

    public bool AnyTooLong => _tooLong.Count > 0;

    /// <summary>True while a text that was typed before and never saved is offered to be put back.</summary>
    public bool AnyOffered => _offered.Count > 0;

    /// <summary>A text of this name is offered. It stays so where its box is not shown any more.</summary>
    public void Offer(string name)
    {
        if (_offered.Add(name))
        {
            Changed();
        }
    }

    /// <summary>The text of this name was put back or dropped.</summary>
    public void Decide(string name)
    {
        if (_offered.Remove(name))
        {
            Changed();
        }
    }

    /// <summary>Something is being typed in a box; its text will follow.</summary>
    public void Begin(object box)
    {
        if (_awaited.TryAdd(box, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)))
        {
            Changed();
        }
    }

    /// <summary>The text of a box has been taken over.</summary>
    public void Arrive(object box)
    {
        // A box that owed nothing changes nothing: the page would draw itself again for each box that goes, and again for those that come of it.
        var wasTooLong = _tooLong.Remove(box);
        if (End(box) || wasTooLong)
        {
            Changed();
        }
    }

    /// <summary>The text of a box is longer than a document may be, and stays in the box.</summary>
    public void Refuse(object box, int length)
    {
        _tooLong[box] = length;
        End(box);
        Changed();
    }

    /// <summary>The box is gone.</summary>
    public void Forget(object box) => Arrive(box);

    /// <summary>Ends when everything that was being typed by now has arrived or was refused.</summary>
    public Task WhenArrivedAsync(CancellationToken ct) => Task.WhenAll(_awaited.Values.Select(text => text.Task)).WaitAsync(ct);

    private bool End(object box)
    {
        if (!_awaited.Remove(box, out var awaited))
        {
            return false;
        }

        awaited.SetResult();
        return true;
    }
}
