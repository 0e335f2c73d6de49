using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>The rows that one act closes and adds.</summary>
internal sealed class UnitEdit(LearningDbContext db, DateOnly day)
{
    private readonly List<UnitVersion> _closed = [];
    private readonly List<UnitVersion> _added = [];

    /// <param name="open">Null for a unit that is closed, and has no row for today.</param>
    public void Replace(UnitVersion? open, Unit unit, Action change)
    {
        if (open is null)
        {
            change();
            return;
        }

        End(open, unit, change);
        Add(UnitVersion.Of(unit, day, null));
    }

    public void End(UnitVersion open, Unit unit, Action change)
    {
        if (open.From < day)
        {
            Add(UnitVersion.Of(unit, open.From, day.AddDays(-1)));
        }

        open.Close();
        _closed.Add(open);
        change();
    }

    public void Numbered(long number)
    {
        _closed.ForEach(version => version.Closed(number));
        _added.ForEach(version => version.Known(number));
    }

    private void Add(UnitVersion version)
    {
        db.UnitVersions.Add(version);
        _added.Add(version);
    }
}
