namespace KnbTraining.Learning.Ledger;

/// <summary>Who did it: a person, or the application itself.</summary>
public readonly record struct Actor(Guid? PersonId)
{
    public static Actor Application => default;

    public static Actor Of(Guid personId) => new(personId);
}
