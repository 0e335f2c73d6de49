using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.RuleFields;

/// <summary>Some of the fields of a rule. What can be chosen comes from the edition and is called as it calls it.</summary>
public abstract class RulePart : ComponentBase
{
    [Inject]
    protected IStringLocalizer<ContentTexts> Texts { get; set; } = default!;

    [Parameter, EditorRequired]
    public RuleForm Form { get; set; } = default!;

    [Parameter, EditorRequired]
    public Edition Edition { get; set; } = default!;

    [Parameter, EditorRequired]
    public FieldFindings Findings { get; set; } = FieldFindings.None;

    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Changes the form and tells the page.</summary>
    [Parameter, EditorRequired]
    public Func<Action, Task> Set { get; set; } = default!;

    protected static string Language => Cultures.CurrentLanguage;

    /// <summary>What a place in the law can be named for; an empty value stands for none.</summary>
    protected IEnumerable<(string Value, string Text)> Purposes =>
        [("", Texts["Rule.choose"].Value), .. Edition.Words.Purposes.Select(purpose => (BasisPurposes.IdOf(purpose.Key), purpose.Value[Language]))];

    /// <summary>Where a fact stands and what it is good for: the facts themselves have no text.</summary>
    protected string FactName(string id) => Edition.Facts.TryGetValue(id, out var fact)
        ? Texts["Rule.fact", id, string.Join(", ", fact.Paragraphs), Texts[$"Impact.value.{fact.Keyable.ToString().ToLowerInvariant()}"].Value]
        : id;

    /// <summary>The facts that the rule cites, and those that a field names all the same.</summary>
    protected IEnumerable<(string Value, string Text)> CitedFacts(IEnumerable<string> named) => Form.Sources
        .SelectMany(citation => citation.Facts)
        .Concat(named)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(fact => (fact, FactName(fact)));
}
