using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Reports;

/// <summary>Somebody looked at a page about another person; told once a day for each page.</summary>
[RecordedAs("record.viewed")]
public sealed record RecordViewed(Guid PersonId, RecordedPage Page, DateOnly Day) : Fact
{
    internal const string Kind = "record.viewed";

    public override Guid? AboutPerson() => PersonId;
}

/// <summary>Says in the ledger who looked at whose record. A process tells each pair and page once a day, however often somebody looks.</summary>
public sealed class RecordViews(LearningStore store, LocalCalendar calendar)
{
    private readonly Lock _lock = new();
    private HashSet<(Guid ViewerId, Guid PersonId, RecordedPage Page)> _told = [];
    private DateOnly _day;

    /// <summary>Nothing is told of who looks at their own. What cannot be recorded now is told at the next look.</summary>
    public async Task<Result<Done>> SeenAsync(Viewer viewer, Guid personId, RecordedPage page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (key, today) = ((viewer.PersonId, personId, page), calendar.Today);
        if (viewer.PersonId == personId || !IsNew(key, today))
        {
            return new Done();
        }

        var told = await store.WriteAsync<Done>(
            write =>
            {
                write.Record(viewer.Actor, new RecordViewed(personId, page, today));
                return Task.FromResult<Result<Done>>(new Done());
            },
            ct);
        if (!told.Ok)
        {
            lock (_lock)
            {
                _told.Remove(key);
            }
        }

        return told;
    }

    private bool IsNew((Guid ViewerId, Guid PersonId, RecordedPage Page) key, DateOnly today)
    {
        lock (_lock)
        {
            if (_day != today)
            {
                (_day, _told) = (today, []);
            }

            return _told.Add(key);
        }
    }
}
