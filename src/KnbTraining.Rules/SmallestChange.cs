namespace KnbTraining.Rules;

/// <summary>One fact of one case, as it would have to be.</summary>
/// <param name="Case">The place of the case among those asked about, from 0.</param>
public sealed record ChangedFact(int Case, string Dimension, string Value);

/// <summary>What is wanted of one case.</summary>
/// <param name="Fits">Whether a verdict is as wanted. A verdict of contradicting rules is never asked.</param>
public sealed record WantedVerdict(Situation Situation, Func<Verdict, bool> Fits);

/// <summary>A smallest change after which every case has the verdict that is wanted of it.</summary>
/// <param name="Facts">The facts that are otherwise, by case and then in vocabulary order; empty where the law alone is otherwise.</param>
/// <param name="LawChanges">True where plans would have to count that do not, or the other way round: for all cases at once.</param>
/// <param name="Verdicts">The verdict of each case after the change, in the order of the cases.</param>
public sealed record SmallestChange(IReadOnlyList<ChangedFact> Facts, bool LawChanges, IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>How many facts change; the law counts as one. 0 where all is as wanted already.</summary>
    public int Size => Facts.Count + (LawChanges ? 1 : 0);

    /// <summary>
    /// Every smallest change; none where no change of this kind brings it about. Facts change only in dimensions that apply to
    /// a case, and never so that others begin or cease to apply. The plainest comes first: facts before a change of law,
    /// recorded silences before mere gaps, then by vocabulary.
    /// </summary>
    /// <param name="wanted">At least one case.</param>
    /// <param name="judge">The verdict of a situation under the law asked about or, where true, under the opposite supposition about the plans.</param>
    /// <param name="mayChange">Whether a fact of a case may be changed to this value.</param>
    public static IReadOnlyList<SmallestChange> Find(
        Vocabulary vocabulary, IReadOnlyList<WantedVerdict> wanted, Func<Situation, bool, Verdict> judge, Func<Situation, string, string, bool> mayChange)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(mayChange);
        var found = new List<SmallestChange>();
        foreach (var lawChanges in new[] { false, true })
        {
            List<SmallestChange> joint = [new([], lawChanges, [])];
            for (var i = 0; i < wanted.Count && joint.Count > 0; i++)
            {
                var nearest = Nearest(vocabulary, i, wanted[i], situation => judge(situation, lawChanges), mayChange);
                joint = [.. joint.SelectMany(before => nearest.Select(one => new SmallestChange([.. before.Facts, .. one.Facts], lawChanges, [.. before.Verdicts, one.Verdict])))];
            }

            found.AddRange(joint);
        }

        // Within one law all are equally small, and stand in vocabulary order; the sort keeps that.
        return found.Count == 0 ? [] : [.. found.Where(change => change.Size == found.Min(other => other.Size))
            .OrderBy(change => change.LawChanges)
            .ThenBy(change => change.Verdicts.Count(verdict => verdict.IsGap))];
    }

    private static List<(ChangedFact[] Facts, Verdict Verdict)> Nearest(
        Vocabulary vocabulary, int number, WantedVerdict wanted, Func<Situation, Verdict> judge, Func<Situation, string, string, bool> mayChange)
    {
        var nearest = new List<(ChangedFact[] Facts, Verdict Verdict)>();
        var least = int.MaxValue;
        foreach (var other in vocabulary.Space.Where(other => HasSameDimensions(wanted.Situation, other)))
        {
            var changed = other.Facts.Where(fact => wanted.Situation[fact.Key] != fact.Value).ToArray();
            if (changed.Length > least
                || !Array.TrueForAll(changed, fact => mayChange(wanted.Situation, fact.Key, fact.Value))
                || judge(other) is not { Conflict: null } verdict
                || !wanted.Fits(verdict))
            {
                continue;
            }

            if (changed.Length < least)
            {
                least = changed.Length;
                nearest.Clear();
            }

            nearest.Add(([.. changed.Select(fact => new ChangedFact(number, fact.Key, fact.Value))], verdict));
        }

        return nearest;
    }

    private static bool HasSameDimensions(Situation one, Situation other) =>
        one.Facts.Count == other.Facts.Count && one.Facts.All(fact => other[fact.Key] is not null);
}
