using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>An amendment as if it were law: planned rules put in force from a day, and what that would do.</summary>
/// <param name="Rules">Ids of the planned rules, in order.</param>
/// <param name="Day">The first day on which they would count.</param>
/// <param name="Documents">The documents that would change, by path, with their new text.</param>
/// <param name="Impact">What differs between the law without and with it, looked at on <paramref name="Day"/>.</param>
/// <param name="Findings">What keeps the documents from being published as they are; empty where nothing does.</param>
public sealed record Adoption(
    IReadOnlyList<string> Rules, DateOnly Day, IReadOnlyDictionary<string, string> Documents, Impact Impact, IReadOnlyList<Finding> Findings)
{
    /// <summary>What reading about changed rules takes somebody who learned them before.</summary>
    public const int RetrainingMinutes = 5;

    /// <summary>The planned rules of an edition, by title.</summary>
    public static IReadOnlyList<string> PlannedIn(Edition edition, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return [.. edition.Rules.Values.Where(rule => rule.Rule.Status == RuleStatus.Proposed).OrderBy(rule => rule.Title[language], StringComparer.Ordinal).Select(rule => rule.Id)];
    }

    /// <summary>The lessons and other texts in which something stands that would then be otherwise.</summary>
    public IEnumerable<TextToReread> ToRewrite => Impact.Reread.Where(text => !text.IsEdited);

    /// <param name="edition">The law as it is.</param>
    /// <param name="rules">Ids of planned rules; others are left out.</param>
    public static Adoption Of(Edition edition, IEnumerable<string> rules, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(rules);
        string[] planned = [.. rules.Where(id => edition.Rules.GetValueOrDefault(id)?.Rule.Status == RuleStatus.Proposed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var documents = planned.ToDictionary(id => edition.Rules[id].Path, id => InForce(edition.Documents.Find(edition.Rules[id].Path)!, day), StringComparer.Ordinal);
        var adopted = edition.Documents.With(documents);
        var compilation = EditionCompiler.Compile(adopted, edition);

        // The texts of a plan still speak of a plan, so the check may refuse them; what the rules would do can be told all the same.
        return new Adoption(planned, day, documents, Impact.Of(edition, compilation.Edition ?? TypedRules.In(edition, adopted), day), compilation.Edition is null ? compilation.Findings : []);
    }

    private static string InForce(string document, DateOnly day) =>
        YamlEdit.Put(YamlEdit.Put(document, "status", YamlValue.Of("in-force")), "since", YamlValue.Of(day));
}
