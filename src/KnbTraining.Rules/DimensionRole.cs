namespace KnbTraining.Rules;

/// <summary>What a dimension tells of a situation. The vocabulary says it, so that code names no dimension.</summary>
public enum DimensionRole
{
    /// <summary>A circumstance of the act.</summary>
    Circumstance,

    /// <summary>What happens. At most one dimension.</summary>
    Act,

    /// <summary>Who does it, by the standing that the law tells apart. At most one dimension; maps have a column for each value.</summary>
    Person,

    /// <summary>More about who does it. Together with <see cref="Person"/> it is the subject of a rule.</summary>
    Position,

    /// <summary>What was before the act, for example something that was signed.</summary>
    Background,
}
