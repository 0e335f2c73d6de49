using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// What an assignment said on the days from <see cref="From"/> to <see cref="Until"/>. Rows are never overwritten: what turns out otherwise is closed by
/// <see cref="SeqOut"/>, and another row takes its place.
/// </summary>
public sealed class AssignmentRuleVersion : DatedRow
{
    private AssignmentRuleVersion()
    {
    }

    public Guid Id { get; private set; }

    public Guid RuleId { get; private set; }

    /// <summary>As <see cref="AssignmentRule.Version"/>.</summary>
    public int Number { get; private set; }

    public HolderStatus? HolderStatus { get; private set; }

    public Capacity? Capacity { get; private set; }

    public string? UnitPath { get; private set; }

    public RenewalTerms Terms { get; private set; } = new();

    public AssignmentAudience Audience => new(HolderStatus, Capacity, UnitPath);

    /// <summary>What an assignment says now.</summary>
    internal static AssignmentRuleVersion Of(AssignmentRule rule, DateOnly from) => new()
    {
        Id = Guid.CreateVersion7(),
        RuleId = rule.Id,
        Number = rule.Version,
        HolderStatus = rule.HolderStatus,
        Capacity = rule.Capacity,
        UnitPath = rule.UnitPath,
        Terms = rule.Terms with { },
        From = from,
    };

    /// <summary>The same with a last day.</summary>
    internal AssignmentRuleVersion EndedOn(DateOnly until)
    {
        var ended = (AssignmentRuleVersion)MemberwiseClone();
        (ended.Id, ended.Terms, ended.Until, ended.SeqIn, ended.SeqOut) = (Guid.CreateVersion7(), Terms with { }, until, 0, null);
        return ended;
    }

    internal void FollowUnit(string path) => UnitPath = path;
}
