using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Maps;

/// <summary>The words of a picture, in one language.</summary>
/// <param name="Person">The id of the dimension of the holders.</param>
/// <param name="Anyone">Stands for all holders.</param>
/// <param name="Or">Between two holders.</param>
/// <param name="Result">Heads the verdicts under the law in force.</param>
/// <param name="Planned">Stands in every verdict that is only planned.</param>
/// <param name="Contradiction">Stands where rules contradict each other, and so for no verdict.</param>
public sealed record MapWords(VocabularyText Vocabulary, string Person, string Language, string Anyone, string Or, string Facts, string Result, string Planned, string Contradiction)
{
    public static MapWords Of(Edition edition, string language, IStringLocalizer<MapTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(texts);
        var person = edition.RuleBook.Vocabulary.Person.Id;
        return new MapWords(edition.Words, person, language, texts["Anyone"], texts["Or"], texts["Facts"], texts["Result"], texts["Planned"], texts["Contradiction"]);
    }

    public string HolderLabel => Vocabulary.Dimensions[Person][Language];

    public string Who(TreeLane lane, int all)
    {
        ArgumentNullException.ThrowIfNull(lane);
        return lane.Holders.Count == all
            ? Anyone
            : string.Join($" {Or} ", lane.Holders.Select(holder => Vocabulary.Values[(Person, holder)][Language]));
    }

    public string Fact(KeyValuePair<string, string> fact) => $"{Vocabulary.Dimensions[fact.Key][Language]}: {Vocabulary.Values[(fact.Key, fact.Value)][Language]}";

    public string VerdictOf(TreeBranch branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        return branch.InForceContradicts ? Contradiction : Vocabulary.Liabilities[branch.InForce][Language];
    }

    /// <summary>What follows once what is planned is adopted.</summary>
    public string PlannedVerdictOf(TreeBranch branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        return branch.PlannedContradicts ? Contradiction : Vocabulary.Liabilities[branch.Planned][Language];
    }

    /// <summary>The whole picture as sentences.</summary>
    public string Tell(DecisionTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var all = tree.Lanes.Sum(lane => lane.Holders.Count);
        return string.Join(' ', tree.Lanes.SelectMany(lane => lane.Branches.Select(branch =>
        {
            string[] facts = [lane.Holders.Count == all ? Anyone : $"{HolderLabel}: {Who(lane, all)}", .. branch.Facts.Select(Fact)];
            var planned = branch.Changes ? $" {Planned}: {PlannedVerdictOf(branch)}." : "";
            return $"{string.Join(", ", facts)} – {VerdictOf(branch)}.{planned}";
        })));
    }
}
