using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>A course with its exam as a form; beside it, what such an exam finds out.</summary>
public sealed partial class CourseEditor
{
    private DocumentFields _fields = new("");
    private FormDesk _form = new(new DocumentFields(""), FieldFindings.None, readOnly: true, _ => Task.CompletedTask);
    private CourseChoices _choices = CourseChoices.None;
    private IReadOnlyDictionary<string, FacilityIndex> _facility = new Dictionary<string, FacilityIndex>();
    private string _language = Cultures.CurrentLanguage;
    private Edition? _chosenFrom;
    private Course? _draft;

    [Inject]
    private DifficultyQueries Difficulty { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    [Parameter]
    public EventCallback<DocumentChange> OnChange { get; set; }

    private static RefresherPlan Usual => RefresherPlan.Default;

    private DocumentDesk Desk => Session.First;

    protected override async Task OnInitializedAsync()
    {
        // An editor sees sums over all people, which name nobody.
        var report = await Difficulty.ReadAsync(await Current.GetHereAsync(), Clock.Today, CancellationToken.None);
        _facility = report.Families.Where(family => family.Facility is not null).ToDictionary(family => family.FamilyId, family => family.Facility!, StringComparer.Ordinal);
        _chosenFrom = null;
        Choose();
    }

    protected override void OnParametersSet()
    {
        if (Desk.Text != _fields.Document)
        {
            _fields = new DocumentFields(Desk.Text);
        }

        Choose();
        Show();
        _draft = CourseDraft.Read(Desk.Path, Desk.Text);
    }

    private void Show() => _form = new FormDesk(_fields, FieldFindings.ForYaml(Desk.Text, Desk.OwnFindings, CourseForm.Fields(_fields)), !Session.MayWrite, ChangeAsync)
    {
        Language = _language,
        ChooseLanguage = EventCallback.Factory.Create<string>(this, ChooseLanguage),
    };

    private void ChooseLanguage(string language)
    {
        _language = language;
        Show();
    }

    private void Choose()
    {
        if (_chosenFrom != Session.Shown)
        {
            _chosenFrom = Session.Shown;
            _choices = CourseChoices.Of(Session.Shown!, Clock.Today, _facility, Words, Texts);
        }
    }

    private Task SetAudienceAsync(string audience, bool chosen) => _form.ChangeAsync(fields =>
        fields.SetList("audience", chosen ? fields.List("audience").Append(audience) : fields.List("audience").Where(other => other != audience)));

    private Task ChangeAsync(Action<DocumentFields> set)
    {
        set(_fields);
        return OnChange.InvokeAsync(new DocumentChange(Desk, _fields.Document));
    }
}
