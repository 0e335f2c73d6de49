namespace KnbTraining.LoadTests.Faults;

/// <summary>What one learner chose for one question, in order, and which of it the page called saved.</summary>
internal sealed class Ledger
{
    private readonly List<Entry> _entries = [];

    public int Sent => _entries.Count;

    public int Acknowledged => _entries.Count(entry => entry.Acknowledged);

    /// <summary>What was chosen last, whatever came of it.</summary>
    public string Last => _entries.Count == 0 ? "" : _entries[^1].Chosen;

    public Entry Send(string chosen)
    {
        var entry = new Entry(chosen);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>True where a page may show this after a restart: the last answer called saved, or one sent later whose word never came.</summary>
    public bool MayShow(string chosen)
    {
        var saved = _entries.FindLastIndex(entry => entry.Acknowledged);
        return (saved < 0 && chosen.Length == 0) || _entries.Skip(Math.Max(saved, 0)).Any(entry => entry.Chosen == chosen);
    }

    /// <summary>
    /// Compares with what lies in the database, both in order, and finds the reading with the fewest faults: an answer whose
    /// word never came may be stored or not, one called saved must be, one called not saved must not be.
    /// </summary>
    /// <param name="stored">Every answer to this question that is stored.</param>
    public Comparison Compare(IReadOnlyList<string> stored)
    {
        // best[j]: the fewest faults for the stored answers so far and the first j entries.
        var best = new Comparison[_entries.Count + 1];
        best[0] = new Comparison(0, 0, stored.Count);
        for (var j = 1; j <= _entries.Count; j++)
        {
            best[j] = Passed(best[j - 1], _entries[j - 1]);
        }

        foreach (var chosen in stored)
        {
            var before = best[0];
            best[0] = before with { Extra = before.Extra + 1 };
            for (var j = 1; j <= _entries.Count; j++)
            {
                var entry = _entries[j - 1];
                var extra = best[j] with { Extra = best[j].Extra + 1 };
                var passed = Passed(best[j - 1], entry);
                var matched = entry.Chosen == chosen && !entry.Refused ? before : null;
                before = best[j];
                best[j] = new[] { extra, passed, matched }.OfType<Comparison>().MinBy(one => one.Lost + one.Extra)!;
            }
        }

        return best[^1];
    }

    private static Comparison Passed(Comparison before, Entry entry) => entry.Acknowledged ? before with { Lost = before.Lost + 1 } : before;

    internal sealed class Entry(string chosen)
    {
        public string Chosen { get; } = chosen;

        /// <summary>The page called it saved.</summary>
        public bool Acknowledged { get; set; }

        /// <summary>The page called it not saved.</summary>
        public bool Refused { get; set; }
    }
}

/// <param name="Lost">Called saved and not stored in its place.</param>
/// <param name="Extra">Stored and never chosen, stored although called not saved, stored twice, or stored as something else.</param>
internal sealed record Comparison(int Lost, int Extra, int Stored)
{
    public static Comparison operator +(Comparison one, Comparison other) =>
        new(one.Lost + other.Lost, one.Extra + other.Extra, one.Stored + other.Stored);
}
