namespace KnbTraining.LoadTests.Faults;

/// <summary>Tries the comparison on faults that are made on purpose: a check that cannot fail would prove nothing.</summary>
internal static class LedgerTrial
{
    /// <exception cref="InvalidOperationException">The comparison misses a fault, or sees one where there is none.</exception>
    public static void Run()
    {
        Expect("what was called saved is stored", [Saved("0"), Saved("1")], ["0", "1"], lost: 0, extra: 0);
        Expect("an answer without a word is not stored", [Saved("0"), Unknown("1"), Saved("2")], ["0", "2"], lost: 0, extra: 0);
        Expect("an answer without a word is stored", [Saved("0"), Unknown("1"), Saved("2")], ["0", "1", "2"], lost: 0, extra: 0);
        Expect("the same choice without a word and then with one", [Unknown("1"), Saved("0"), Saved("1")], ["0", "1"], lost: 0, extra: 0);
        Expect("the last is missing", [Saved("0"), Saved("1")], ["0"], lost: 1, extra: 0);
        Expect("one in the middle is missing", [Saved("0"), Saved("1"), Saved("2")], ["0", "2"], lost: 1, extra: 0);
        Expect("one is stored twice", [Saved("0"), Saved("1")], ["0", "0", "1"], lost: 0, extra: 1);
        Expect("one is stored as something else", [Saved("0")], ["1"], lost: 1, extra: 1);
        Expect("one that was called not saved is stored", [Saved("0"), Refused("1")], ["0", "1"], lost: 0, extra: 1);
        Expect("two are stored in the wrong order", [Saved("0"), Saved("1")], ["1", "0"], lost: 1, extra: 1);
    }

    private static (string, bool, bool) Saved(string chosen) => (chosen, true, false);

    private static (string, bool, bool) Refused(string chosen) => (chosen, false, true);

    private static (string, bool, bool) Unknown(string chosen) => (chosen, false, false);

    private static void Expect(string what, (string Chosen, bool Saved, bool Refused)[] sent, string[] stored, int lost, int extra)
    {
        var ledger = new Ledger();
        foreach (var (chosen, saved, refused) in sent)
        {
            var entry = ledger.Send(chosen);
            (entry.Acknowledged, entry.Refused) = (saved, refused);
        }

        var found = ledger.Compare(stored);
        if (found.Lost != lost || found.Extra != extra)
        {
            throw new InvalidOperationException($"The comparison is wrong where {what}: it finds {found}.");
        }
    }
}
