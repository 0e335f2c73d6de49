namespace KnbTraining.Learning.Persistence;

/// <summary>How messages of other nodes come in.</summary>
public interface INewsWire
{
    /// <summary>Hears messages until the token is cancelled; fails where the wire breaks.</summary>
    /// <param name="begun">Called once, when every message from now on will be heard.</param>
    /// <param name="heard">Called with each message, in the order of the commits.</param>
    Task ListenAsync(Func<Task> begun, Func<string, Task> heard, CancellationToken ct);
}
