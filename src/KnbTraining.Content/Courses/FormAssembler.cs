using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Courses;

/// <summary>One item of a form, the part it counts for, and the order in which its options are shown.</summary>
public sealed record FormItem(Item Item, string Part, IReadOnlyList<string> Order);

/// <summary>Makes a form from a blueprint. A pure function of item bank, course, seed and what was seen before.</summary>
public static class FormAssembler
{
    /// <summary>At most one item in this many may have the key "not covered".</summary>
    public const int NotCoveredShare = 6;

    /// <summary>At most one item in this many may ask what the sources leave open.</summary>
    public const int LeftOpenShare = 10;

    private const int Tries = 6;

    // How hard the forms of a blueprint usually are, computed once for each bank: of a course by its id, of a refresher by course and rule.
    // Both are few; a combination of rules, of which there are millions, is never a key.
    private static readonly ConditionalWeakTable<ItemBank, ConcurrentDictionary<(string Course, string? Rule), double>> Levels = [];

    private static readonly string Silence = LiabilityIds.Of(Liability.NotCovered);

    /// <summary>How many forms are tried for one seed; the best is given out.</summary>
    private const int Candidates = 6;

    // A form this near to the course's difficulty is taken at once.
    private const double NearEnough = 0.1;

    /// <summary>How many forms tell how difficult those of a course are.</summary>
    private const int Samples = 60;

    private static readonly HashSet<string> Nothing = [];

    /// <param name="seen">Ids of items the person has met; they are avoided while fresh ones exist.</param>
    /// <returns>
    /// As many items as the blueprint asks. While others exist, no two are of one family or have a topic or a decision in common,
    /// none states a rule that another asks about, and few ask what is left open. Forms of a course are about equally hard, whatever the seed.
    /// </returns>
    /// <exception cref="InvalidOperationException">Under the law of the day no family of the course exists.</exception>
    public static IReadOnlyList<FormItem> Assemble(ItemBank items, Course course, ulong seed, IReadOnlySet<string> seen)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(seen);
        return Assemble(items, course, seed, seen, UsualLevel(items, course, null));
    }

    /// <param name="target">The difficulty that the form is to have, as near as may be.</param>
    internal static IReadOnlyList<FormItem> Assemble(ItemBank items, Course course, ulong seed, IReadOnlySet<string> seen, double target)
    {
        var random = StableRandom.For(seed, "form");
        var parts = AskableParts(items, course);
        (List<(Item Item, string Part)> Items, int Faults, double Off)? best = null;
        for (var candidate = 0; candidate < Candidates && best is not { Faults: 0, Off: < NearEnough }; candidate++)
        {
            var (form, faults) = DrawForm(items, course, parts, random, seen);
            var off = Math.Abs(LevelOf(items, form) - target);
            if (best is null || (faults, off).CompareTo((best.Value.Faults, best.Value.Off)) < 0)
            {
                best = (form, faults, off);
            }
        }

        return random.Shuffle(best!.Value.Items.Select(entry => new FormItem(entry.Item, entry.Part, ItemBank.PresentationOrder(entry.Item, random))));
    }

    /// <summary>
    /// The mean difficulty of what the blueprint gives where nobody chooses. A form is held against this and not against its
    /// families, of which few hard ones fit into one form: whoever always chose the harder forms would choose their answers too.
    /// </summary>
    /// <param name="rule">The one rule that the blueprint asks about, where it is that of a refresher; null for an exam.</param>
    internal static double UsualLevel(ItemBank items, Course course, string? rule) =>
        Levels.GetValue(items, _ => []).GetOrAdd((course.Id, rule), _ => MeasureLevel(items, course));

    /// <summary>As <see cref="UsualLevel"/>, measured anew: a course that somebody is writing has another blueprint under the same id.</summary>
    internal static double MeasureLevel(ItemBank items, Course course)
    {
        var parts = AskableParts(items, course);
        return Enumerable.Range(0, Samples).Average(sample => LevelOf(items, DrawForm(items, course, parts, StableRandom.For((ulong)sample, "usual form"), Nothing).Items));
    }

    /// <summary>The parts with the families that can be asked on the day.</summary>
    internal static (BlueprintPart Part, string[] Families)[] AskableParts(ItemBank items, Course course) =>
        [.. course.Exam.Parts.Select(part => (part, Askable(items, course, part)))];

    private static double LevelOf(ItemBank items, List<(Item Item, string Part)> form) => form.Average(entry => Difficulty.Of(items, entry.Item).Level);

    private static (List<(Item Item, string Part)> Items, int Faults) DrawForm(
        ItemBank items, Course course, (BlueprintPart Part, string[] Families)[] parts, StableRandom random, IReadOnlySet<string> seen)
    {
        var state = new FormState(MostOf(course.Exam.Count, NotCoveredShare), MostOf(course.Exam.Count, LeftOpenShare));
        var form = new List<(Item Item, string Part)>(course.Exam.Count);

        // In any order: what is limited in a form shall not always go to the first part.
        foreach (var (part, families) in random.Shuffle(parts))
        {
            var mix = random.Shuffle(families);
            for (var i = 0; i < part.Count; i++)
            {
                var item = Draw(items, mix, i, random, seen, state);
                state.Add(item);
                form.Add((item, part.Id));
            }
        }

        return (form, state.Faults);
    }

    /// <summary>How many items of a form may be of a kind that is limited to one in so many; one may always be.</summary>
    internal static int MostOf(int count, int share) => Math.Max(1, count / share);

    /// <summary>The families of a part whose rules count on the day; where none does, those of the other parts.</summary>
    private static string[] Askable(ItemBank items, Course course, BlueprintPart part)
    {
        string[] own = [.. part.Families.Where(family => items.FindFamily(family) is not null)];
        string[] any = own.Length > 0 ? own : [.. course.Exam.Parts.SelectMany(other => other.Families).Where(family => items.FindFamily(family) is not null)];
        return any.Length > 0 ? any : throw new InvalidOperationException($"The course '{course.Id}' has nothing to ask under the law of {items.LawDate:yyyy-MM-dd}.");
    }

    /// <summary>True where the key of an item about a situation is that the sources do not cover it.</summary>
    public static bool AsksSilence(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Kind == QuestionKind.SingleChoice && item.Options.Any(option => option.Correct && option.Id == Silence);
    }

    /// <summary>
    /// The first candidate that fits best: a fresh item on situations that the form has not touched and that neither gives
    /// away another nor is given away; else one that at least gives nothing away; else another decision; else anything.
    /// </summary>
    private static Item Draw(ItemBank items, string[] families, int index, StableRandom random, IReadOnlySet<string> seen, FormState state)
    {
        for (var shift = 0; shift < families.Length; shift++)
        {
            var family = families[(index + shift) % families.Length];

            // A family that cannot fit any more is not tried again and again.
            if (state.HasFamily(family) || !state.MayFit(items.TraitsOf(family)))
            {
                continue;
            }

            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var item = items.Create(family, random.NextUInt32());
                if (state.Allows(item) && !seen.Contains(item.Id) && !state.HasAsked(item) && !state.Touches(item) && !state.GivesAway(item))
                {
                    return item;
                }
            }
        }

        return DrawWorse(items, families, index, random, seen, state);
    }

    private static Item DrawWorse(ItemBank items, string[] families, int index, StableRandom random, IReadOnlySet<string> seen, FormState state)
    {
        Item? otherDecision = null;
        Item? anything = null;
        for (var shift = 0; shift < families.Length; shift++)
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var item = items.Create(families[(index + shift) % families.Length], random.NextUInt32());
                if (!state.Allows(item))
                {
                    continue;
                }

                anything ??= item;
                if (state.HasAsked(item) || seen.Contains(item.Id))
                {
                    continue;
                }

                if (!state.GivesAway(item))
                {
                    return item;
                }

                otherDecision ??= item;
            }
        }

        var last = Array.Find(families, family => !state.HasFamily(family)) ?? families[index % families.Length];
        return otherDecision ?? anything ?? items.Create(last, random.NextUInt32());
    }

    /// <summary>True where the words of one item state a rule that the other asks about.</summary>
    public static bool GiveAway(Item one, Item other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Tells(one, other) || Tells(other, one);
    }

    private static bool Tells(Item one, Item other) => one.Reveals.Any(rule => other.Rules.Contains(rule) && !other.Reveals.Contains(rule));

    private sealed class FormState(int silence, int leftOpen)
    {
        private readonly HashSet<string> _families = new(StringComparer.Ordinal);
        private int _silenceLeft = silence;
        private int _leftOpenLeft = leftOpen;
        private readonly HashSet<string> _topics = new(StringComparer.Ordinal);
        private readonly HashSet<string> _decisions = new(StringComparer.Ordinal);
        private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
        private readonly HashSet<string> _revealed = new(StringComparer.Ordinal);

        /// <summary>Items that repeat a family, a topic or a decision, or that give another away or are given away.</summary>
        public int Faults { get; private set; }

        public bool Allows(Item item) => !_families.Contains(item.Family.Id)
            && (_silenceLeft > 0 || !AsksSilence(item))
            && (_leftOpenLeft > 0 || item.Family.Generator != LeftOpenGenerator.Name);

        public bool HasFamily(string family) => _families.Contains(family);

        public bool MayFit(FamilyTraits family) =>
            family.Topics.Any(topics => !Array.Exists(topics, _topics.Contains))
            && !family.Reveals.Any(_asked.Contains)
            && !family.Rules.Any(rule => _revealed.Contains(rule) && !family.Reveals.Contains(rule));

        public bool HasAsked(Item item) => _decisions.Contains(item.Decision);

        public bool Touches(Item item) => ItemTopics.Of(item).Any(_topics.Contains);

        public bool GivesAway(Item item) =>
            item.Reveals.Any(_asked.Contains) || item.Rules.Any(rule => _revealed.Contains(rule) && !item.Reveals.Contains(rule));

        public void Add(Item item)
        {
            Faults += (HasAsked(item) || Touches(item) ? 1 : 0) + (GivesAway(item) ? 1 : 0) + (Allows(item) ? 0 : 1);
            _families.Add(item.Family.Id);
            _asked.UnionWith(item.Rules.Except(item.Reveals, StringComparer.Ordinal));
            _revealed.UnionWith(item.Reveals);
            _decisions.Add(item.Decision);
            _topics.UnionWith(ItemTopics.Of(item));
            _silenceLeft -= AsksSilence(item) ? 1 : 0;
            _leftOpenLeft -= item.Family.Generator == LeftOpenGenerator.Name ? 1 : 0;
        }
    }
}
