using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// Where the law itself may provide a liability that the sources leave out, no item says in the name of the law that there is
/// none: its stem asks for the sources of this course, and each answer that names an outcome speaks of the sources.
/// Whoever knows the law must not fail for knowing it.
/// </summary>
internal static class BackgroundCheck
{
    private const uint VariantsTried = 12;

    public static void Run(Edition edition, FindingList findings)
    {
        if (edition.Parts.Wording is not { } wording)
        {
            return;
        }

        foreach (var bank in edition.LawDates.Select(edition.ItemsOn))
        {
            foreach (var family in bank.Families)
            {
                for (var variant = 0u; variant < VariantsTried; variant++)
                {
                    if (Fault(bank, bank.Create(family.Id, variant), wording) is { } fault)
                    {
                        findings.Add(edition.Rules[family.Rule].Path, 1, fault, "Let its stems ask for “the sources of this course”, and its answers say what the sources say (the phrases stand in wording.yaml).");
                        break;
                    }
                }
            }
        }
    }

    /// <summary>Null where nobody who knows the law could rightly dispute the key.</summary>
    public static FindingSentence? Fault(ItemBank bank, Item item, Wording wording)
    {
        if (!Denies(bank, item))
        {
            return null;
        }

        foreach (var language in Languages.All)
        {
            var text = bank.Render(item, language);
            if (!wording.SourcesOfThisCourse.In($"{text.Case} {text.Question}", language))
            {
                return FindingSentence.Of($"The item family '{item.Family.Id}' denies in '{language}' a liability that the legal background provides.");
            }

            if (Denials(item, text).FirstOrDefault(answer => !wording.SourcesAtLarge.In(answer, language)) is { } bare)
            {
                return FindingSentence.Of($"The answer '{bare}' of the item family '{item.Family.Id}' does not say that it speaks of the sources.");
            }
        }

        return null;
    }

    /// <summary>True where the key is about liability in a case for which the law provides another one than the sources.</summary>
    private static bool Denies(ItemBank bank, Item item) =>
        item.Options.Any(option => option.Claim.Parts.Any(part => part.Key is "liability" or "changes" or "rule"))
        && item.Situations.Any(situation => BackgroundLaw.IsLeftOut(bank.Edition, bank.Judge(situation, item.Law.IfAdopted)));

    /// <summary>
    /// The answers that say by themselves that there is no such liability, or that it is only planned. "Case 1", "right" and a
    /// change of facts say so together with their question alone.
    /// </summary>
    private static IEnumerable<string> Denials(Item item, ItemText text)
    {
        var ids = item.Options.Where(option => IsDenial(option.Claim)).Select(option => option.Id[(option.Id.IndexOf('=', StringComparison.Ordinal) + 1)..]).ToHashSet(StringComparer.Ordinal);
        return text.Options.Concat(text.Choices).Where(answer => ids.Contains(answer.Id)).Select(answer => answer.Text);
    }

    private static bool IsDenial(Claim claim)
    {
        var parts = claim.ByName;
        return parts.ContainsKey("standing")
            || (parts.ContainsKey("situation") && !parts.ContainsKey("holds") && parts.GetValueOrDefault("liability") is string liability && liability == LiabilityIds.Of(Liability.NotCovered));
    }
}
