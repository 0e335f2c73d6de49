using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Courses;

/// <summary>A case that an edition judged otherwise, as somebody is told of it.</summary>
/// <param name="Before">As it was judged before.</param>
/// <param name="Now">The verdict of the edition at hand.</param>
/// <param name="Gained">Ids of duties that hold now and did not before.</param>
/// <param name="Lost">Ids of duties that held before and do not now.</param>
public sealed record ToldCase(AmendedCase Before, Verdict Now, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost);

/// <summary>The cases of a course about changed rules: which of those that are judged differently are told, and how each is judged in an edition.</summary>
public static class AmendedCases
{
    /// <summary>Most cases of a course: enough to see what the change does, and read in a minute.</summary>
    public const int Most = 3;

    /// <summary>
    /// Some of the situations that are judged differently because of some rules: one of each kind of change, those first that count earliest, and those before
    /// plans. Situations that no item would tell are left out.
    /// </summary>
    /// <param name="changes">What differs, under the law of one day or of several.</param>
    /// <param name="rules">Ids of the rules that are told.</param>
    /// <param name="book">The rules of the edition that judges differently.</param>
    public static IReadOnlyList<AmendedCase> Choose(IEnumerable<VerdictChange> changes, IReadOnlyCollection<string> rules, RuleBook book, VocabularyText words)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(words);
        return
        [
            .. changes
                .Where(change => change.IsMaterial
                    && change.Reasons.Any(reason => rules.Contains(reason.Rule.Id))
                    && words.HasUsualFacts(book.Vocabulary, change.After.Situation)
                    && words.StandsAlone(change.After.Situation))
                .OrderBy(change => change.After.Law.IfAdopted)
                .ThenBy(change => change.After.Law.Date)
                .DistinctBy(change => (
                    change.After.Situation.Act,
                    change.Before.Liability,
                    change.After.Liability,
                    string.Join(' ', change.After.Duties.Except(change.Before.Duties).Order(StringComparer.Ordinal)),
                    string.Join(' ', change.Before.Duties.Except(change.After.Duties).Order(StringComparer.Ordinal))))
                .Take(Most)
                .Select(change => new AmendedCase(
                    change.After.Situation.Id, change.After.Law.Date, change.After.Law.IfAdopted, change.Before.Liability, change.Before.Duties)),
        ];
    }

    /// <summary>How the cases are judged by some rules on a day, or on the day from which the change counts where that is later.</summary>
    /// <returns>Those that these rules know and judge otherwise than before.</returns>
    public static IReadOnlyList<ToldCase> Judge(IEnumerable<AmendedCase> cases, RuleBook book, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(book);
        var told = new List<ToldCase>();
        foreach (var before in cases)
        {
            if (book.Vocabulary.Space.FirstOrDefault(known => known.Id == before.Situation) is not { } situation)
            {
                continue;
            }

            var now = book.Evaluate(situation, new Law(before.From > today ? before.From : today, before.IfAdopted));
            string[] gained = [.. now.Duties.Except(before.Duties)];
            string[] lost = [.. before.Duties.Except(now.Duties)];
            if (now.Liability != before.Liability || gained.Length + lost.Length > 0)
            {
                told.Add(new ToldCase(before, now, gained, lost));
            }
        }

        return told;
    }
}
