using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Generators;

namespace KnbTraining.Content.Analysis;

/// <summary>A case told with a story.</summary>
/// <param name="Holder">The value of the person's standing of whom it is told.</param>
public sealed record StorySample(string Holder, string Text);

/// <summary>Tells cases with one story, as questions would.</summary>
public static class StorySamples
{
    /// <summary>A case for each kind of person that can be in the story; none where the edition has no such story.</summary>
    /// <param name="day">The law is read as on this local day.</param>
    /// <param name="act">The act of which the story tells: the name of its document.</param>
    /// <param name="variant">Other people, places and wordings for each number.</param>
    public static IReadOnlyList<StorySample> Of(Edition edition, DateOnly day, string act, string story, uint variant, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        IItemMaterial material = edition;
        if (material.Vignettes.Stories.GetValueOrDefault(act)?.FirstOrDefault(one => one.Id == story) is not { } told)
        {
            return [];
        }

        var cases = SituationDraw.Asked(edition.ItemsOn(day)).Where(situation => situation.Act == act).ToLookup(situation => situation.Person, StringComparer.Ordinal);
        return
        [
            .. from holder in told.Holders
               let situations = cases[holder].ToArray()
               where situations.Length > 0
               let situation = situations[variant % situations.Length]
               select new StorySample(holder, material.Vignettes.TellStory(told, situation, CaseFacts.Matters(material, situation), variant, language)),
        ];
    }
}
