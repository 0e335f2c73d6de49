using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// Why somebody is asked for a course: a version of an assignment asks, from a day to a day. It belongs to the person and the course, because it
/// outlives a cycle that is renewed; <see cref="CycleId"/> is the one that was the latest when it began. Never overwritten, as all dated rows.
/// </summary>
public sealed class CycleReason : DatedRow
{
    private CycleReason()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public string CourseId { get; private set; } = "";

    public Guid CycleId { get; private set; }

    /// <summary>Null where somebody gave the course to this one person.</summary>
    public Guid? RuleId { get; private set; }

    /// <summary>The version of the assignment; 0 where there is none.</summary>
    public int RuleVersion { get; private set; }

    internal AskingRule AskedBy => new(RuleId, RuleVersion);

    internal static CycleReason Create(Cycle cycle, AskingRule rule, DateOnly from) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = cycle.PersonId,
        CourseId = cycle.CourseId,
        CycleId = cycle.Id,
        RuleId = rule.RuleId,
        RuleVersion = rule.Version,
        From = from,
    };

    internal CycleReason EndedOn(DateOnly until)
    {
        var ended = (CycleReason)MemberwiseClone();
        (ended.Id, ended.Until, ended.SeqIn, ended.SeqOut) = (Guid.CreateVersion7(), until, 0, null);
        return ended;
    }

    internal ReasonSpan Read() => new(RuleId ?? Guid.Empty, RuleVersion, From, Until);
}
