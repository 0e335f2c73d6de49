namespace KnbTraining.Learning.Reports;

/// <summary>Which rules the people of which units do not know.</summary>
/// <param name="Units">The columns, in the order of the tree.</param>
/// <param name="Rules">The rows: the worst first, those with few answers last.</param>
/// <param name="Levels">How many levels of units there are below what is shown; at least 1.</param>
public sealed record WeaknessMap(IReadOnlyList<WeaknessUnit> Units, IReadOnlyList<WeaknessRule> Rules, int Levels)
{
    /// <summary>Below this many answers nothing is shown of a cell: it would say little of the rule and much of few people.</summary>
    public const int Enough = 10;
}

/// <param name="Name">In the reader's language.</param>
/// <param name="Answers">Of all rules; orders what has no place on a page.</param>
/// <param name="HasMore">True where units below it are added up in the column.</param>
public sealed record WeaknessUnit(Guid Id, string Name, int Answers, bool HasMore);

/// <param name="All">Of all units together.</param>
/// <param name="Cells">One for each unit, in the order of the columns.</param>
/// <param name="Behind">The misconceptions behind most of the wrong answers, at most <see cref="WeaknessQueries.MostBehind"/>.</param>
public sealed record WeaknessRule(string RuleId, string Title, WeaknessCell All, IReadOnlyList<WeaknessCell> Cells, IReadOnlyList<MisconceptionCount> Behind);

/// <param name="Answers">Null where there are too few to be shown; 0 where there is none.</param>
/// <param name="Missed">Without the full point; one left blank counts.</param>
/// <param name="Sure">Of the missed, those given with high certainty.</param>
public sealed record WeaknessCell(int? Answers, int Missed, int Sure)
{
    public bool IsShown => Answers > 0;

    public double? Share(bool sure) => Answers is > 0 and var answers ? (double)(sure ? Sure : Missed) / answers : null;

    internal static WeaknessCell Of(int answers, int missed, int sure) =>
        answers == 0 ? new(0, 0, 0) : answers < WeaknessMap.Enough ? new(null, 0, 0) : new(answers, missed, sure);
}

/// <param name="Label">In the reader's language; the id where the current edition has no such misconception.</param>
public sealed record MisconceptionCount(string Id, string Label, int Answers, int Sure);
