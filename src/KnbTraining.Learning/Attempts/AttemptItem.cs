using KnbTraining.Content.Items;

namespace KnbTraining.Learning.Attempts;

/// <summary>One item of an attempt as it was presented.</summary>
public sealed class AttemptItem
{
    private AttemptItem()
    {
    }

    public long AttemptNumber { get; private set; }

    /// <summary>Place in the form, from 1.</summary>
    public int Position { get; private set; }

    public int FamilyKey { get; private set; }

    public AskedFamily Family { get; private set; } = null!;

    public uint Variant { get; private set; }

    /// <summary>Which part of the course's blueprint the item counts for, from 0.</summary>
    public int Part { get; private set; }

    /// <summary>The order of presentation, as <see cref="PresentedOrder"/> writes it.</summary>
    public string Order { get; private set; } = "";

    /// <summary>Share of the point, from 0 to 1; null until the attempt is graded.</summary>
    public double? Score { get; internal set; }

    /// <summary>How sure the learner was of the answer; null until the attempt is graded, and where nothing was answered or stated.</summary>
    public Certainty? Certainty { get; internal set; }

    /// <summary>
    /// The option ids that were graded, as <see cref="AttemptStep.Join"/> writes them; null until the attempt is graded, and where nothing was chosen.
    /// </summary>
    public string? Chosen { get; internal set; }

    /// <summary>
    /// Id of the misconception behind the wrong option that was chosen, the first in the order of the item where there are several. Null until
    /// the attempt is graded, where no wrong option was chosen, and in attempts that were graded before this was kept.
    /// </summary>
    public string? Misconception { get; internal set; }

    /// <summary>
    /// True where the person met the family for the first time, counting first attempts at courses only; null until the attempt is graded.
    /// </summary>
    public bool? IsFirst { get; internal set; }

    /// <summary>The annulment by which it counts neither for the grading nor in reports; null where it counts.</summary>
    public Guid? AnnulmentId { get; internal set; }

    public string ItemId => Item.IdOf(Family.FamilyId, Variant);

    public static AttemptItem Create(int position, AskedFamily family, uint variant, int part, string order)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        return new AttemptItem { Position = position, FamilyKey = family.Key, Family = family, Variant = variant, Part = part, Order = order };
    }
}

/// <summary>
/// An item family that was ever asked, with the rule it asked about. Kept once, because twenty items an attempt would
/// otherwise repeat two long ids each.
/// </summary>
public sealed class AskedFamily
{
    private AskedFamily()
    {
    }

    public int Key { get; private set; }

    public string FamilyId { get; private set; } = "";

    public string RuleId { get; private set; } = "";

    public static AskedFamily Create(string familyId, string ruleId) => new() { FamilyId = familyId, RuleId = ruleId };
}
