namespace KnbTraining.Learning.Editions;

/// <summary>What became of a proposal to open a course about changed rules. The values are stored, and parts of facts.</summary>
public enum DeltaDecision
{
    /// <summary>Nobody has decided.</summary>
    Waiting = 0,

    /// <summary>An administrator opened the course, perhaps with other rules, words or days.</summary>
    Opened = 1,

    /// <summary>An administrator opens no course for it.</summary>
    Declined = 2,

    /// <summary>Whoever proposed it took it back.</summary>
    Withdrawn = 3,
}
