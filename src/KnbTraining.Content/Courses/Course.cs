using KnbTraining.Content.Text;

namespace KnbTraining.Content.Courses;

/// <summary>Lessons in order and an exam.</summary>
/// <param name="Audience">Ids of the audiences: current, former, candidate, head, everyone.</param>
/// <param name="ValidityMonths">Months for which a pass counts; at least 1.</param>
public sealed record Course(
    string Id,
    LocalizedText Title,
    LocalizedText Summary,
    IReadOnlyList<string> Audience,
    IReadOnlyList<string> Lessons,
    int ValidityMonths,
    Blueprint Exam)
{
    /// <summary>Ids of the texts that are read and confirmed as a step of the course, in order; each person meets those addressed to them.</summary>
    public IReadOnlyList<string> Acknowledgements { get; init; } = [];

    /// <summary>How the course is kept from being forgotten; the default where it states nothing.</summary>
    public RefresherPlan Refreshers { get; init; } = RefresherPlan.Default;
}

/// <summary>What an exam is made of.</summary>
/// <param name="Minutes">Time limit in minutes; at least 1.</param>
/// <param name="Attempts">Attempts allowed before the cool-down starts; at least 1.</param>
/// <param name="CoolDownHours">Hours to wait after the last allowed attempt failed; 0 or more.</param>
/// <param name="Pass">Share of all points needed, in percent, 0 to 100.</param>
public sealed record Blueprint(int Minutes, int Attempts, int CoolDownHours, int Pass, IReadOnlyList<BlueprintPart> Parts)
{
    /// <summary>True where nobody waits after any attempt.</summary>
    public bool IsUnlimited => CoolDownHours == 0;

    /// <summary>Items in the exam.</summary>
    public int Count => Parts.Sum(part => part.Count);
}

/// <summary>Some items drawn from some families.</summary>
/// <param name="Pass">Share of this part's points needed, in percent; null where only the whole counts.</param>
/// <param name="Families">Item family ids to draw from; items are spread over them evenly.</param>
public sealed record BlueprintPart(string Id, LocalizedText Label, int? Pass, int Count, IReadOnlyList<string> Families);
