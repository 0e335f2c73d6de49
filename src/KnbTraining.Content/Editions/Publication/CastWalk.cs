using KnbTraining.Content.Items;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>Walks through everybody and everything that a sentence of a story can be told with.</summary>
internal sealed class CastWalk(Cast cast, IReadOnlyList<string> holders)
{
    private static readonly string[] Person = ["name", "g"];
    private static readonly string[] Workplace = ["at", "from"];

    /// <summary>The names that a story may give.</summary>
    public static readonly string[] Names = [.. Person, .. Workplace, "to", "carrier", "holder"];

    /// <summary>
    /// What a template of a language is told with: where it has a condition, each combination of what it names, because any of them may turn
    /// it; else everybody and everything once, because a placeholder does not change what another becomes.
    /// </summary>
    public IEnumerable<Dictionary<string, object>> Of(string template, IReadOnlyList<string> names, string language)
    {
        if (template.Contains("{%", StringComparison.Ordinal))
        {
            return from person in Some(cast.People, names, Person)
                   from workplace in Some(cast.Workplaces, names, Workplace)
                   from destination in Some(cast.Destinations, names, ["to"])
                   from carrier in Some(cast.Carriers, names, ["carrier"])
                   from holder in Some(holders, names, ["holder"])
                   select Vignettes.ValuesOf(person, workplace, destination, carrier, language, holder);
        }

        var (people, workplaces) = (Some(cast.People, names, Person), Some(cast.Workplaces, names, Workplace));
        var (destinations, carriers) = (Some(cast.Destinations, names, ["to"]), Some(cast.Carriers, names, ["carrier"]));
        return Enumerable.Range(0, new[] { people.Count, workplaces.Count, destinations.Count, carriers.Count }.Max()).Select(i => Vignettes.ValuesOf(
            people[i % people.Count],
            workplaces[i % workplaces.Count],
            destinations[i % destinations.Count],
            carriers[i % carriers.Count],
            language,
            holders[0]));
    }

    private static IReadOnlyList<T> Some<T>(IReadOnlyList<T> all, IReadOnlyList<string> names, string[] needed) =>
        names.Intersect(needed, StringComparer.Ordinal).Any() ? all : [all[0]];
}
