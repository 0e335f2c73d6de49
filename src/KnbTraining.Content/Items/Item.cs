using System.Globalization;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

public enum QuestionKind
{
    SingleChoice,
    TrueFalse,
    Matching,
    MultipleChoice,
}

/// <summary>Everything that can be asked about one rule by one generator (or one hand-written question).</summary>
/// <param name="Id">For example <c>verdict.former-holder-without-approval</c>.</param>
/// <param name="Rule">The rule that the family asks about, and by which reports count.</param>
public sealed record ItemFamily(string Id, string Generator, string Rule, QuestionKind Kind)
{
    /// <summary>True for a question written by hand: it has one variant only.</summary>
    public bool IsAuthored => Generator == "authored";
}

/// <summary>
/// One variant of a family: what is asked, what is offered and what is right, without words. The same id gives the same
/// item in the same edition, always; words are rendered on demand in any language.
/// </summary>
/// <param name="Rules">The rules on which the key rests; the first is the rule of the family.</param>
/// <param name="Situations">The situations that claims refer to by index; empty for terms and tasks.</param>
/// <param name="Options">In canonical order, never the order of presentation. For matching: every pair of row and choice.</param>
/// <param name="Decision">Equal for two items that ask the same decision in different words.</param>
public sealed record Item(
    ItemFamily Family,
    uint Variant,
    IReadOnlyList<string> Rules,
    IReadOnlyList<Situation> Situations,
    Law Law,
    IReadOnlyList<ItemOption> Options,
    IReadOnlyList<Citation> Citations,
    string Decision)
{
    /// <summary>Family id, <c>~</c>, variant in lower-case hexadecimal.</summary>
    public string Id { get; } = IdOf(Family.Id, Variant);

    public QuestionKind Kind => Family.Kind;

    /// <summary>The verdict asked about, where the item is about one situation.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The verdicts compared, where the item is about several situations; in the order of <see cref="Situations"/>.</summary>
    public IReadOnlyList<Verdict> Compared { get; init; } = [];

    /// <summary>Rules whose content its own words state as true: no other item of a form may ask about them.</summary>
    public IReadOnlyList<string> Reveals { get; init; } = [];

    /// <summary>True where options have an order of their own (case 1, case 2) in which they are always shown.</summary>
    public bool KeepsOrder { get; init; }

    public static string IdOf(string familyId, uint variant) => string.Create(CultureInfo.InvariantCulture, $"{familyId}~{variant:x}");

    /// <summary>The parts of an id as <see cref="IdOf"/> writes it; whether there is such an item is not asked.</summary>
    /// <returns>False where the text is no such id.</returns>
    public static bool TryReadId(string id, out string familyId, out uint variant)
    {
        ArgumentNullException.ThrowIfNull(id);
        var end = id.LastIndexOf('~');
        familyId = end > 0 ? id[..end] : "";
        variant = 0;
        return end > 0
            && uint.TryParse(id.AsSpan(end + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out variant)
            && IdOf(familyId, variant) == id;
    }
}

/// <summary>One thing that a learner can choose.</summary>
/// <param name="Id">Stable within the item. For matching: row id, <c>=</c>, choice id.</param>
/// <param name="Claim">What choosing it asserts, readable by a machine.</param>
/// <param name="Misconception">Id of the misconception behind a wrong option; null for right ones.</param>
public sealed record ItemOption(string Id, Claim Claim, bool Correct, string? Misconception);

/// <summary>An assertion as names and values (text, whole number, truth value, or one fact as a pair), in a fixed order.</summary>
public sealed record Claim(IReadOnlyList<KeyValuePair<string, object>> Parts)
{
    /// <summary>The values by their names.</summary>
    public IReadOnlyDictionary<string, object> ByName => Parts.ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal);

    public static Claim Of(params (string Name, object Value)[] parts) =>
        new([.. parts.Select(part => new KeyValuePair<string, object>(part.Name, part.Value))]);
}

/// <summary>The words of an item in one language.</summary>
/// <param name="Case">The story; null where the question stands alone.</param>
/// <param name="Options">Text by option id, in canonical order. Empty for matching.</param>
/// <param name="Rows">Matching only: what gets a partner.</param>
/// <param name="Choices">Matching only: the partners offered for each row.</param>
public sealed record ItemText(
    string? Case,
    string Question,
    IReadOnlyList<LabelledText> Options,
    IReadOnlyList<LabelledText> Rows,
    IReadOnlyList<LabelledText> Choices);

public sealed record LabelledText(string Id, string Text);

/// <summary>A hand-written question; it cites rules like any other.</summary>
/// <param name="KeysOn">Ids of the facts that its key turns on, all cited by its rules.</param>
public sealed record AuthoredQuestion(
    string Id,
    string Path,
    QuestionKind Kind,
    IReadOnlyList<string> Rules,
    IReadOnlyList<string> KeysOn,
    Text.LocalizedText Stem,
    IReadOnlyList<AuthoredOption> Options);

public sealed record AuthoredOption(string Id, Text.LocalizedText Text, bool Correct, string? Misconception, Text.LocalizedText Feedback);
