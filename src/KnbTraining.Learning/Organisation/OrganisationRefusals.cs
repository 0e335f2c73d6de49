namespace KnbTraining.Learning.Organisation;

/// <summary>A unit cannot be closed: people or open units are in it on that day or later.</summary>
/// <param name="People">How many people are.</param>
/// <param name="Names">The first of them by name, at most <see cref="MostNames"/>.</param>
/// <param name="Units">The open units below it.</param>
public sealed record UnitInUse(int People, IReadOnlyList<string> Names, IReadOnlyList<string> Units) : Refusal(RefusalKind.InUse)
{
    public const int MostNames = 20;
}
