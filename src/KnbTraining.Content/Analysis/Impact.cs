using KnbTraining.Content.Editions;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>What brings about a line of an impact: a document, and the fields of it that do; no fields where it came, went, or all of it counts.</summary>
/// <param name="Fields">Ways to the fields as in <see cref="ChangedField.Field"/>.</param>
public sealed record Cause(string Path, IReadOnlyList<string> Fields);

/// <summary>A day on which the law turns, later than the one looked at, with what then differs and was not told of an earlier day.</summary>
/// <param name="Families">Families of items that are then new, gone or changed.</param>
public sealed record LaterEffects(DateOnly Day, IReadOnlyList<VerdictChange> Verdicts, IReadOnlyList<FamilyChange> Families);

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

    /// <summary>Days after the one looked at on which the law of either edition turns, as far as something else differs then.</summary>
    public required IReadOnlyList<LaterEffects> Later { get; init; }

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

    /// <summary>Cases of the edition before of which the rules now say something else, each on the day that it names itself.</summary>
    public required IReadOnlyList<DifferingCase> Cases { get; init; }

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
        var rules = ChangedRule.Of(changes);
        var items = ItemImpact.Of(before, after, day, changes);
        var later = LaterThan(before, after, day, verdicts, items, changes);
        VerdictChange[] allVerdicts = [.. verdicts, .. later.SelectMany(then => then.Verdicts)];
        FamilyChange[] allFamilies = [.. items.Families.Concat(later.SelectMany(then => then.Families)).DistinctBy(change => change.Family.Id)];
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
            Reread = TextToReread.Of(after, changes, allVerdicts, allFamilies),
            Stale = StaleText.Of(before.Documents, after.Documents, changes),
            Courses = ChangedCourse.Of(before, after, changes, allFamilies),
            Confirmations = TextToConfirm.Of(before, after, changes),
            Briefings = ChangedBriefing.Of(before, after, changes),
            Cases = DifferingCase.Of(before, after),
        };
    }

    private static VerdictChange[] VerdictsOn(Edition before, Edition after, DateOnly day) =>
        [.. new[] { new Law(day), new Law(day, IfAdopted: true) }.SelectMany(law => RuleBook.Compare(before.RuleBook, after.RuleBook, law))];

    private static LaterEffects[] LaterThan(
        Edition before, Edition after, DateOnly day, IReadOnlyList<VerdictChange> verdicts, ItemImpact items, IReadOnlyList<ChangedDocument> changes)
    {
        static string Judged(VerdictChange change) =>
            $"{change.After.Law.Id} {change.After.Situation.Id} {ImpactDigest.Says(change.Before)} {ImpactDigest.Says(change.After)}";
        static (string, DocumentFate, bool, bool, bool) Asked(FamilyChange change) =>
            (change.Family.Id, change.Fate, change.MeaningDiffers > 0, change.WordsDiffer, change.ExplanationDiffers);
        var judged = verdicts.Select(Judged).ToHashSet(StringComparer.Ordinal);
        var asked = items.Families.Select(Asked).ToHashSet();
        return [.. before.LawDates.Union(after.LawDates)
            .Where(turning => turning > day)
            .Order()
            .Select(turning => new LaterEffects(
                turning,
                [.. VerdictsOn(before, after, turning).Where(change => judged.Add(Judged(change)))],
                [.. ItemImpact.Of(before, after, turning, changes).Families.Where(change => asked.Add(Asked(change)))]))
            .Where(then => then.Verdicts.Count + then.Families.Count > 0)];
    }
}
