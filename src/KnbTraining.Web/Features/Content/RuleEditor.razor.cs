using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content;

/// <summary>Edits every field of a rule, and shows beside them what the rule does as it stands.</summary>
public sealed partial class RuleEditor
{
    private RuleForm _form = new();
    private FieldFindings _findings = FieldFindings.None;
    private RuleTrial? _trial;
    private (Edition Shown, string Hash)? _tried;
    private DocumentUsage? _usage;
    private string? _written;
    private string _language = Cultures.CurrentLanguage;
    private string _preview = Cultures.CurrentLanguage;

    [Inject]
    private EditingQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    [Parameter]
    public EventCallback<DocumentChange> OnChange { get; set; }

    private DocumentDesk Desk => Session.First;

    private bool ReadOnly => !Session.MayWrite;

    private string RuleId => DocumentPath.NameOf(Desk.Path);

    /// <summary>What can be chosen: the vocabulary and the sources of the last state without findings, with the rules as they are typed.</summary>
    private Edition Material => _trial?.Edition ?? Session.Shown!;

    private EventCallback<string> Prefer => ReadOnly
        ? default
        : EventCallback.Factory.Create<string>(this, other => SetAsync(() => _form.Overrides = [.. _form.Overrides.Append(other).Distinct(StringComparer.Ordinal)]));

    private string WhenInWords => string.Join(
        "; ",
        _form.When.Where(condition => Material.Words.Dimensions.ContainsKey(condition.Dimension)).Select(condition => string.Join(
            ", ",
            condition.Values.Select(value => Material.Words.Values.GetValueOrDefault((condition.Dimension, value))?[Cultures.CurrentLanguage] ?? value))));

    private string ThenInWords => Texts[$"Rule.kind.{_form.Kind}"];

    private string SourcesInWords => string.Join("; ", _form.Sources.Select(citation => Material.Sources.GetValueOrDefault(citation.Source)?.Label[Cultures.CurrentLanguage]));

    protected override async Task OnInitializedAsync()
    {
        var viewer = await Current.GetHereAsync();
        _usage = (await Queries.UsageAsync(viewer, Desk.Path, CancellationToken.None)).Value;
    }

    protected override void OnParametersSet()
    {
        // What this form wrote itself is not read back: reading trims, and would take the space from under the cursor.
        if (Desk.Text != _written)
        {
            _form = RuleForm.Parse(Desk.Text);
            _written = Desk.Text;
        }

        _findings = FieldFindings.ForYaml(Desk.Text, Desk.OwnFindings, _form.Shown);
        var typed = Session.Typed;
        if (_tried != (Session.Shown!, typed.Hash))
        {
            _tried = (Session.Shown!, typed.Hash);
            _trial = RuleTrial.Of(TypedRules.In(Session.Shown!, typed), _form.Id, Clock.Today);
        }
    }

    private static bool IsText(string field) => field.Split('/')[0] is "title" or "statement" or "translation";

    private int CountOf(params string[] fields) => _findings.CountWhere(field => fields.Contains(field.Split('/')[0], StringComparer.Ordinal));

    private string Entries(int count) => Texts.Plural("Rule.entries", count);

    private Task SetAsync(Action set)
    {
        set();
        _written = _form.ToDocument(Desk.Text);
        return OnChange.InvokeAsync(new DocumentChange(Desk, _written));
    }
}
