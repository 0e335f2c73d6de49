using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Remarks;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Remarks;

/// <summary>A question with everything that was said about it, and the answer to that.</summary>
public sealed partial class RemarkPage
{
    private readonly HashSet<Guid> _chosen = [];
    private RemarkSheet? _sheet;
    private bool _missing;
    private bool _busy;
    private string? _outcome = "";
    private int? _edition;
    private string? _text;
    private string? _said;
    private string? _finding;
    private string? _whichFinding;
    private string? _outcomeFinding;
    private string? _editionFinding;
    private string? _textFinding;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    // Nothing is gained by saying twice that the same person looks at it.
    private bool MayTake => _sheet!.Waiting.Any(line => line.State == RemarkState.Open);

    private IEnumerable<(string, string)> Outcomes =>
        Enum.GetValues<RemarkOutcome>().Select(outcome => ($"{outcome}", Texts[$"Reply.{outcome}"].Value)).Prepend(("", Texts["Reason.choose"].Value));

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        _chosen.Clear();
        _chosen.UnionWith(_sheet?.Waiting.Select(line => line.Id) ?? []);
        _edition ??= _sheet?.NewestEdition;
    }

    private async Task LoadAsync()
    {
        var found = await Queries.FindAsync(await Current.GetAsync(), Id, Cultures.CurrentLanguage, CancellationToken.None);
        (_sheet, _missing) = (found.Value, !found.Ok);
    }

    private void Choose(Guid id, bool chosen) => _ = chosen ? _chosen.Add(id) : _chosen.Remove(id);

    private Task TakeAsync() => DoAsync(viewer => Remarks.TakeAsync(viewer, Id, CancellationToken.None), "Taken");

    private Task AnswerAsync()
    {
        var answer = new RemarkAnswer(AskedNumber.Value<RemarkOutcome>(_outcome), _edition, _text);
        return DoAsync(viewer => Remarks.AnswerAsync(viewer, [.. _chosen], answer, CancellationToken.None), "Reply.done");
    }

    private async Task DoAsync(Func<Viewer, Task<Result<Done>>> act, string said)
    {
        // The second of two quick presses says nothing new.
        if (_busy)
        {
            return;
        }

        (_busy, _said) = (true, null);
        var result = await act(await Current.GetAsync());
        _busy = false;
        _whichFinding = result.Findings.At("Remarks") is null ? null : Texts["Reply.which.none"].Value;
        _editionFinding = result.Findings.At("CorrectedIn") is null ? null : Texts["Reply.edition.wrong"].Value;
        (_outcomeFinding, _textFinding) = (TextAt("Outcome"), TextAt("Text"));
        _finding = result.Ok || result.Findings.Any ? null : Shared[$"Refusal.{result.Refused}"].Value;
        if (result.Findings.Any)
        {
            return;
        }

        // What was answered elsewhere meanwhile shows, too.
        await LoadAsync();
        _chosen.IntersectWith(_sheet?.Waiting.Select(line => line.Id) ?? []);
        if (result.Ok)
        {
            _said = Texts[said];
        }

        string? TextAt(string field) => result.Findings.At(field) is { } key ? Texts.Finding(Shared, key) : null;
    }
}
