using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content.Steps;

/// <summary>A change of a question, and the fields of the document that somebody had in hand.</summary>
public sealed record StepChange(Action Set, IReadOnlyList<string> Fields);

/// <summary>A hand-written question, step by step.</summary>
public sealed partial class QuestionSteps
{
    // Lasting names of the fields that somebody had in hand since the page was opened.
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private QuestionForm _form = new();
    private FieldFindings _found = FieldFindings.None;
    private FieldFindings _shown = FieldFindings.None;
    private AnswerProposals _proposals = AnswerProposals.None;
    private (Edition Edition, string Rules)? _proposedFor;
    private QuestionStep _step;
    private string _language = Cultures.CurrentLanguage;
    private string? _written;
    private bool _opened;
    private bool _all;
    private bool _focus;
    private ElementReference _heading;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    [Parameter]
    public EventCallback<DocumentChange> OnChange { get; set; }

    /// <summary>What was typed is to be saved, where a change holds it already.</summary>
    [Parameter]
    public EventCallback OnKeep { get; set; }

    /// <summary>Everything may be told that is still missing: somebody has come to the last step.</summary>
    [Parameter]
    public EventCallback OnAll { get; set; }

    protected override void OnParametersSet()
    {
        var desk = Session.First;
        if (desk.Text != _written)
        {
            _form = QuestionForm.Parse(desk.Text);
            _written = desk.Text;
        }

        if (!_opened)
        {
            _opened = true;
            _language = QuestionProgress.LanguageOf(_form, Cultures.CurrentLanguage);
            _step = QuestionProgress.Next(_form, _language);
            _step = _step == QuestionStep.Look ? QuestionStep.Languages : _step;
        }

        Propose();
        Show();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus)
        {
            _focus = false;
            await _heading.FocusAsync();
        }
    }

    private bool IsDone(QuestionStep step) => QuestionProgress.IsDone(_form, step, _language);

    private void Show()
    {
        _found = FieldFindings.ForYaml(Session.First.Text, Session.First.OwnFindings, _form.Fields);
        _shown = _all ? _found : _found.Only(field => _touched.Contains(QuestionProgress.Lasting(field, _form)));
    }

    private void Propose()
    {
        var meant = (Session.Shown!, string.Join(' ', _form.Rules));
        if (_proposedFor != meant)
        {
            _proposedFor = meant;
            _proposals = AnswerProposals.Of(Session.Shown!, _form.Rules, Clock.Today);
        }
    }

    // What was typed arrives and is kept before its boxes go.
    private async Task GoAsync(QuestionStep step)
    {
        await OnKeep.InvokeAsync();
        (_step, _focus) = (step, true);
        if (step == QuestionStep.Look && !_all)
        {
            _all = true;
            await OnAll.InvokeAsync();
        }

        Show();
        StateHasChanged();
    }

    private Task SetAsync(Action set, params string[] fields) => RunAsync(new StepChange(set, fields));

    private Task RunAsync(StepChange change)
    {
        change.Set();
        Propose();

        // Whoever words an answer as the rule does has not decided whether it is right: the rule has.
        foreach (var (option, known) in _form.Options.Select(option => (option, _proposals.Find(option.Text[_language], _language))).Where(one => one.Item2 is not null))
        {
            (option.Correct, option.Misconception) = (known!.IsRight, known.Misconception ?? option.Misconception);
        }

        _touched.UnionWith(change.Fields.Select(field => QuestionProgress.Lasting(field, _form)));
        _written = _form.ToDocument(Session.First.Text);
        return OnChange.InvokeAsync(new DocumentChange(Session.First, _written));
    }
}
