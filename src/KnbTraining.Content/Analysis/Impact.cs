using KnbTraining.Content.Editions;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>What brings about a line of an impact: a document, and the fields of it that do; no fields where it came, went, or all of it counts.</summary>
/// <param name="Fields">Ways to the fields as in <see cref="ChangedField.Field"/>.</param>
public sealed record Cause(string Path, IReadOnlyList<string> Fields);

/// <summary>A day on which the law turns, later than the one looked at, and the situations that are then judged differently in another way.</summary>
public sealed record LaterVerdicts(DateOnly Day, IReadOnlyList<VerdictChange> Verdicts);

/// <summary>
/// What changes between two editions, as far as it can be told without knowing people: every field of every document, and what follows of it.
/// What was not looked at is not said to be the same.
/// </summary>
/// <param name="Situations">How many situations both editions know; each was judged by both, in force and if the plans are adopted.</param>
/// <param name="Verdicts">Those that are judged differently on the day, under either law.</param>
/// <param name="Documents">Paths of all documents that differ, were added or are gone, in order.</param>
public sealed record Impact(int Situations, IReadOnlyList<VerdictChange> Verdicts, IReadOnlyList<string> Documents)
{
    private string? _digest;

    /// <summary>The edition that there was.</summary>
    public required Edition Before { get; init; }

    /// <summary>The edition that there would be.</summary>
    public required Edition After { get; init; }

    /// <summary>The documents of <see cref="Documents"/> with each of their fields that differs.</summary>
    public required IReadOnlyList<ChangedDocument> Changes { get; init; }

    /// <summary>Days after the one looked at on which either law turns, where situations are then judged differently in a way not told before.</summary>
    public required IReadOnlyList<LaterVerdicts> Later { get; init; }

    /// <summary>Situations that only the new vocabulary knows.</summary>
    public required IReadOnlyList<Situation> NewSituations { get; init; }

    /// <summary>Situations that only the old vocabulary knows.</summary>
    public required IReadOnlyList<Situation> GoneSituations { get; init; }

    public required IReadOnlyList<ChangedRule> Rules { get; init; }

    /// <summary>
    /// Ids of rules that mean something else to whoever learned them before: changed in meaning or force, gone, or displaced by another rule or
    /// restored. In order; new rules are not among them.
    /// </summary>
    public IEnumerable<string> MaterialRules => Rules.Where(rule => rule.IsMaterial).Select(rule => rule.Id)
        .Concat(Verdicts.Concat(Later.SelectMany(then => then.Verdicts)).SelectMany(change => change.Reasons).Select(reason => reason.Rule.Id))
        .Where(Before.Rules.ContainsKey)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    public required ItemImpact Items { get; init; }

    /// <summary>Lessons, questions, texts to confirm, pictures and pieces of legal background that show or rest on something that changed.</summary>
    public required IReadOnlyList<TextToReread> Reread { get; init; }

    /// <summary>Texts that changed in one language and not in another.</summary>
    public required IReadOnlyList<StaleText> Stale { get; init; }

    public required IReadOnlyList<ChangedCourse> Courses { get; init; }

    public required IReadOnlyList<TextToConfirm> Confirmations { get; init; }

    public required IReadOnlyList<ChangedBriefing> Briefings { get; init; }

    /// <summary>SHA-256 of all of it in lower-case hexadecimal. Two impacts with one digest say the same, whatever editions they were computed from and on whatever day.</summary>
    public string Digest => _digest ??= ImpactDigest.Of(this);

    /// <param name="day">The day of the law.</param>
    public static Impact Of(Edition before, Edition after, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = DocumentComparison.Of(before.Documents, after.Documents);
        var comparison = Comparison.Of(before.RuleBook, new Law(day), after.RuleBook, new Law(day));
        var verdicts = VerdictsOn(before, after, day);
        var later = LaterThan(before, after, day, verdicts);
        VerdictChange[] allVerdicts = [.. verdicts, .. later.SelectMany(then => then.Verdicts)];
        var rules = ChangedRule.Of(changes);
        var items = ItemImpact.Of(before, after, day, changes);
        return new Impact(comparison.Compared, verdicts, [.. changes.SelectMany(change => change.MovedFrom is { } from ? new[] { from, change.Path } : [change.Path]).Order(StringComparer.Ordinal)])
        {
            Before = before,
            After = after,
            Changes = changes,
            Later = later,
            NewSituations = comparison.OnlyAfter,
            GoneSituations = comparison.OnlyBefore,
            Rules = rules,
            Items = items,
            Reread = TextToReread.Of(after, changes, allVerdicts, items),
            Stale = StaleText.Of(changes),
            Courses = ChangedCourse.Of(before, after, changes, items),
            Confirmations = TextToConfirm.Of(before, after, changes),
            Briefings = ChangedBriefing.Of(before, after, changes),
        };
    }

    private static VerdictChange[] VerdictsOn(Edition before, Edition after, DateOnly day) =>
        [.. new[] { new Law(day), new Law(day, IfAdopted: true) }.SelectMany(law => RuleBook.Compare(before.RuleBook, after.RuleBook, law))];

    private static LaterVerdicts[] LaterThan(Edition before, Edition after, DateOnly day, IReadOnlyList<VerdictChange> verdicts)
    {
        static string Told(VerdictChange change) =>
            $"{change.After.Law.Id} {change.After.Situation.Id} {ImpactDigest.Says(change.Before)} {ImpactDigest.Says(change.After)}";
        var told = verdicts.Select(Told).ToHashSet(StringComparer.Ordinal);
        return [.. before.LawDates.Union(after.LawDates)
            .Where(turning => turning > day)
            .Order()
            .Select(turning => new LaterVerdicts(turning, [.. VerdictsOn(before, after, turning).Where(change => told.Add(Told(change)))]))
            .Where(then => then.Verdicts.Count > 0)];
    }
}
