using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// Where the law itself may provide a liability that the sources leave out, no item says in the name of the law that there is
/// none: its stem asks for the sources of this course, and each answer that names an outcome speaks of the sources. Against an
/// administrative liability that the law provides no answer stands that cannot say so (the number of a case, a bare word), and no plan
/// is supposed: who supposes it adopted supposes the law in force too. Whoever knows the law must not fail for knowing it.
/// </summary>
internal static class BackgroundCheck
{
    private const uint VariantsTried = 12;

    private static readonly FindingSentence SayWhoseWord = FindingSentence.Of(
        "Let its stems ask for “the sources of this course”, and its answers say what the sources say (the phrases stand in wording.yaml).");

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
                        findings.Add(edition.Rules[family.Rule].Path, 1, fault.Message, fault.Advice);
                        break;
                    }
                }
            }
        }
    }

    /// <summary>Null where nobody who knows the law could rightly dispute the key.</summary>
    private static (FindingSentence Message, FindingSentence Advice)? Fault(ItemBank bank, Item item, StatementPhrases wording)
    {
        if (!Denies(bank, item))
        {
            return null;
        }

        if (item.Law.IfAdopted && Cases(bank, item).Any(situation => DeniesAdministrative(bank, item, situation)))
        {
            return (
                FindingSentence.Of($"The item family '{item.Family.Id}' supposes the plans adopted and denies an administrative liability that the law in force already provides."),
                FindingSentence.Of("Leave such cases out where a plan is supposed: no wording can say that only the sources are meant."));
        }

        foreach (var language in Languages.All)
        {
            var text = bank.Render(item, language);
            if (!wording.SourcesOfThisCourse.In($"{text.Case} {text.Question}", language))
            {
                return (FindingSentence.Of($"The item family '{item.Family.Id}' denies in '{language}' a liability that the legal background provides."), SayWhoseWord);
            }

            if (Denials(bank, item, text).FirstOrDefault(answer => !wording.SourcesAtLarge.In(answer, language)) is { } bare)
            {
                return (FindingSentence.Of($"The answer '{bare}' of the item family '{item.Family.Id}' does not say that it speaks of the sources."), SayWhoseWord);
            }
        }

        return null;
    }

    /// <summary>True where the key is about liability in a case for which the law provides another one than the sources.</summary>
    private static bool Denies(ItemBank bank, Item item) =>
        item.Options.Any(option => option.Claim.Parts.Any(part => part.Key is "liability" or "changes" or "rule"))
        && Cases(bank, item).Any(situation => BackgroundLaw.IsLeftOut(bank.Edition, bank.Judge(situation, item.Law.IfAdopted)));

    private static bool DeniesAdministrative(ItemBank bank, Item item, Situation situation) =>
        BackgroundLaw.DeniesAdministrative(bank.Edition, bank.Judge(situation, item.Law.IfAdopted));

    /// <summary>The cases that are told, and those that an answer supposes.</summary>
    private static IEnumerable<Situation> Cases(ItemBank bank, Item item) => item.Situations.Concat(item.Options
        .Select(option => option.Claim.ByName.GetValueOrDefault("change"))
        .OfType<KeyValuePair<string, string>>()
        .Select(change => bank.Edition.RuleBook.Vocabulary.With(item.Situations[0], change.Key, change.Value)));

    /// <summary>
    /// The answers that say by themselves that there is no such liability, or that it is only planned, and all that stand against an
    /// administrative liability. Else "case 1", "right" and a change of facts say so together with their question alone.
    /// </summary>
    private static IEnumerable<string> Denials(ItemBank bank, Item item, ItemText text)
    {
        var ids = item.Options.Where(option => IsDenial(option.Claim) || StandsAgainstAdministrative(bank, item, option.Claim))
            .Select(option => option.Id[(option.Id.IndexOf('=', StringComparison.Ordinal) + 1)..])
            .ToHashSet(StringComparer.Ordinal);
        return text.Options.Concat(text.Choices).Where(answer => ids.Contains(answer.Id)).Select(answer => answer.Text);
    }

    // A statement says in its claim whose word it gives; "right" and "wrong" need not repeat it.
    private static bool StandsAgainstAdministrative(ItemBank bank, Item item, Claim claim)
    {
        var parts = claim.ByName;
        return parts.GetValueOrDefault("liability") as string == LiabilityIds.Of(Liability.Administrative) && !parts.ContainsKey("holds")
            && (parts.TryGetValue("situation", out var index)
                ? DeniesAdministrative(bank, item, item.Situations[(int)index])
                : item.Situations.Any(situation => DeniesAdministrative(bank, item, situation)));
    }

    private static bool IsDenial(Claim claim)
    {
        var parts = claim.ByName;
        return parts.ContainsKey("standing")
            || (parts.ContainsKey("situation") && !parts.ContainsKey("holds") && parts.GetValueOrDefault("liability") is string liability && liability == LiabilityIds.Of(Liability.NotCovered));
    }
}
