
namespace KnbTraining.Content.Items;

/// <summary>The facts that the key of an item turns on: not all that its rules rest on, but those without which one answers wrongly.</summary>
internal static class KeyFacts
{
    public static IEnumerable<string> Of(IItemMaterial material, Item item)
    {
        if (item.Family.IsAuthored)
        {
            return material.Questions[item.Family.Id[(item.Family.Id.IndexOf('.', StringComparison.Ordinal) + 1)..]].KeysOn;
        }

        // A question about an open matter turns on that matter, and on nothing that its rule settles.
        string[] open = [.. item.Options.Where(option => option.Correct).SelectMany(option => option.Claim.Parts).Where(part => part.Key == "point").Select(part => (string)part.Value)];
        return open.Length > 0
            ? material.Rules[item.Family.Rule].LeftOpen.Where(point => open.Contains(point.Id, StringComparer.Ordinal)).SelectMany(point => point.KeysOn)
            : item.Rules.SelectMany(rule => material.Rules[rule].KeysOn);
    }
}
