using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Acknowledgements;

/// <summary>A text, its reading time, and the sentence that confirms it.</summary>
public sealed partial class AcknowledgePage : IDisposable
{
    private readonly Leaving _leaving = new();
    private ElementReference _field;
    private string? _typed;
    private string? _finding;
    private Refusal? _refused;
    private bool _replaced;
    private bool _busy;
    private bool _toField;

    [Parameter]
    public string DocumentId { get; set; } = string.Empty;

    /// <summary>The course from which the reader came.</summary>
    [SupplyParameterFromQuery(Name = "course")]
    public string? CourseId { get; set; }

    // Read once for the page as HTML, then handed over to the circuit.
    [PersistentState]
    public Reading? Shown { get; set; }

    [Inject]
    private AcknowledgementService Service { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    // Only a course that names the text: an address can say anything.
    private NamingCourse? BackTo => Shown!.Courses.FirstOrDefault(course => course.Id == CourseId);

    private string? StandingTone => Shown!.Standing.State switch
    {
        AcknowledgementState.Confirmed => "r",
        AcknowledgementState.Outdated or AcknowledgementState.RunOut or AcknowledgementState.EndsSoon => "p",
        _ => null,
    };

    private string StandingText => Shown!.Standing is { State: var state, ValidUntil: { } until }
        ? Texts[$"Standing.{state}.until", LocalTime.Day(until)]
        : Texts[$"Standing.{Shown.Standing.State}"];

    public void Dispose() => _leaving.Tell();

    protected override async Task OnParametersSetAsync()
    {
        if (Shown?.DocumentId != DocumentId)
        {
            await OpenAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_toField)
        {
            _toField = false;
            await _field.FocusAsync();
        }
    }

    private async Task OpenAsync()
    {
        var opened = await Service.OpenAsync(await Current.GetAsync(), DocumentId, Cultures.CurrentLanguage, _leaving.Token);
        (Shown, _refused) = (opened.Value, opened.Refused);
    }

    private async Task ConfirmAsync()
    {
        (_busy, _finding) = (true, null);
        var confirmed = await Service.ConfirmAsync(await Current.GetAsync(), Shown!.Id!.Value, _typed, CancellationToken.None);
        _busy = false;
        switch (confirmed.Refused?.Kind)
        {
            case null:
                Navigation.NavigateTo(AcknowledgementAddress.Receipt(confirmed.Value, BackTo?.Id), forceLoad: true);
                break;
            case RefusalKind.Outdated or RefusalKind.Finished or RefusalKind.NotAllowed:
                // The shown text is not the one to confirm any more, so the current one is loaded.
                _replaced = confirmed.Refused == Refusal.Outdated;
                await OpenAsync();
                break;
            default:
                (_finding, _toField) = (Explain(confirmed.Refused!), true);
                break;
        }
    }

    private string Explain(Refusal refused) => refused switch
    {
        Refusal.TooEarly { From: var from } => Texts.Plural("TooEarly", SecondsUntil(from)),
        Refusal.Invalid when string.IsNullOrWhiteSpace(_typed) => Texts["Phrase.empty"],
        Refusal.Invalid { Findings: var findings } when findings.At("Phrase") == TypedText.Hidden => Shared[$"Finding.{TypedText.Hidden}"],
        Refusal.Invalid => Texts["Phrase.differs"],
        _ => Shared[$"Refusal.{refused.Kind}"],
    };

    private long SecondsUntil(DateTimeOffset instant) => Math.Max(1, (long)Math.Ceiling((instant - Time.GetUtcNow()).TotalSeconds));
}
