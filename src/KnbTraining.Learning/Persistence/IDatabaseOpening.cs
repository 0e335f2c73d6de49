namespace KnbTraining.Learning.Persistence;

/// <summary>What a start does to the database of one provider before anything is read from it.</summary>
internal interface IDatabaseOpening
{
    /// <summary>Finds out whether the database can be used, and brings it up to date.</summary>
    /// <returns>To be disposed when the start has made everything that is made once: until then no other process starts over the database.</returns>
    /// <exception cref="LearningStartupException">It cannot be used; the message says what to do.</exception>
    Task<IAsyncDisposable> OpenAsync(CancellationToken ct);
}
