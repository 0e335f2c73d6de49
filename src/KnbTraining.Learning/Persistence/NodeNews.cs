using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace KnbTraining.Learning.Persistence;

/// <summary>What one process tells the others. The names stand in the messages, which every running version reads.</summary>
public enum NewsTopic
{
    /// <summary>An edition was published: its number.</summary>
    Editions,

    /// <summary>A course about changed rules was opened: its id.</summary>
    Deltas,

    /// <summary>Rights have changed: see <c>RightsChange</c>.</summary>
    Rights,

    /// <summary>The settings of the organisation have changed: their version.</summary>
    Settings,

    /// <summary>Sessions have ended: one mark, see <c>EndedSessions</c>.</summary>
    Sessions,

    /// <summary>A page took an attempt over: see <c>ClaimNews</c>.</summary>
    Claims,

    /// <summary>A password was wrong, or right after wrong ones: see <c>SignInThrottle</c>.</summary>
    SignIns,
}

/// <summary>
/// News from other processes over the same database (nodes). What a node keeps in memory it also tells here when it changes, through
/// <see cref="StoreWrite.TellOthers"/>; whoever keeps it in memory elsewhere listens here. A node does not hear itself.
/// </summary>
public sealed class NodeNews
{
    private readonly ConcurrentDictionary<NewsTopic, ImmutableArray<Listener>> _listeners = new();

    /// <summary>The name of this process, drawn at its start; 32 hexadecimal digits.</summary>
    public string Node { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Listens for as long as the process lives.</summary>
    /// <param name="heard">Called with the content of each message, one after the other. It must not wait for anything long.</param>
    /// <param name="readAgain">
    /// Called when messages may have been missed: reads from the database what they would have told. Null where nothing needs it.
    /// </param>
    public void Listen(NewsTopic topic, Func<string, CancellationToken, Task> heard, Func<CancellationToken, Task>? readAgain)
    {
        var listener = new Listener(heard, readAgain);
        _listeners.AddOrUpdate(topic, [listener], (_, others) => others.Add(listener));
    }

    /// <summary>A message as it goes to the other nodes: who tells, about what, and the content.</summary>
    public string Write(NewsTopic topic, string content) => $"{Node} {topic} {content}";

    /// <summary>Takes in a message. One of this process is left out, and so is a topic that only a newer version knows.</summary>
    public async Task HearAsync(string message, CancellationToken ct)
    {
        if (message.Split(' ', 3) is not [var from, var word, var content] || from == Node || !Enum.TryParse<NewsTopic>(word, out var topic))
        {
            return;
        }

        foreach (var listener in _listeners.GetValueOrDefault(topic, []))
        {
            await listener.HeardAsync(content, ct);
        }
    }

    /// <summary>Has everything read again that messages may have told while nobody listened.</summary>
    public async Task ReadAgainAsync(CancellationToken ct)
    {
        foreach (var listener in _listeners.Values.SelectMany(all => all))
        {
            if (listener.ReadAgainAsync is { } readAgain)
            {
                await readAgain(ct);
            }
        }
    }

    private sealed record Listener(Func<string, CancellationToken, Task> HeardAsync, Func<CancellationToken, Task>? ReadAgainAsync);
}
