using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Imports;

/// <summary>What a list of people comes to; from here it is applied, given up and undone.</summary>
public sealed partial class ImportResultPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly HashSet<ImportKind> _opened = [];
    private readonly Dictionary<int, RowDecision> _decisions = [];
    private Dictionary<string, UnitAnswerForm> _answers = [];
    private IReadOnlyList<UnknownUnit> _unknown = [];
    private IReadOnlyList<UnitRow> _units = [];
    private DateTimeOffset? _stuckSince;
    private bool _canDecide;
    private PeopleImport? _import;
    private List<ActedPerson> _acted = [];
    private ITimer? _timer;
    private string? _actedBy;
    private string? _leaving;
    private string? _brake;
    private string? _refusal;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ImportQueries Imports { get; set; } = default!;

    [Inject]
    private ImportService Service { get; set; } = default!;

    [Inject]
    private ImportAgain Again { get; set; } = default!;

    [Inject]
    private PeopleQueries People { get; set; } = default!;

    [Inject]
    private SettingsStore Settings { get; set; } = default!;

    [Inject]
    private BackgroundTroubles Troubles { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool HoldsBrake => _import!.HoldsBrake(Settings.Current.BrakePercent);

    private bool CanBeUndone => _import is { State: ImportState.Applied, Cleared: false, AppliedAt: { } at } && at + ImportService.Undoable > Time.GetUtcNow();

    private string ActedNames => _acted.Count == 0 ? Texts["Nobody"].Value : string.Join(", ", _acted.Select(person => person.Name));

    public void Dispose() => _timer?.Dispose();

    private bool IsAnswered => _unknown.Count == 0 && _decisions.Count == 0;

    private string AgainWords => _answers.Values.Count(answer => answer.What == UnitAnswer.Make) is > 0 and var made
        ? Texts.Plural("Again.units", made)
        : Texts["Again"].Value;

    protected override async Task OnParametersSetAsync()
    {
        _decisions.Clear();
        await ReadAsync();
        await AskAsync();

        // What needs a person stands open.
        _opened.UnionWith(new[] { ImportKind.Leaving, ImportKind.Unclear, ImportKind.Wrong }.Where(kind => _import?.Counts.Of(kind) > 0));
    }

    // What a person can answer so that the file is compared again.
    private async Task AskAsync()
    {
        _canDecide = await Imports.CanBeComparedAgainAsync(Id, CancellationToken.None);
        _unknown = _canDecide ? await Imports.UnknownUnitsAsync(Id, CancellationToken.None) : [];
        _units = _unknown.Count > 0 ? await People.UnitsAsync(await Current.GetAsync() with { Language = Cultures.CurrentLanguage }, CancellationToken.None) : [];
        _answers = _unknown.ToDictionary(
            unit => unit.Text,
            unit => new UnitAnswerForm { What = unit.IsAmbiguous ? UnitAnswer.Leave : UnitAnswer.Make, Unit = _units[0].Id },
            StringComparer.Ordinal);
    }

    private async Task CompareAgainAsync(bool withUnits)
    {
        // A second press of the button, sent before the page was drawn again.
        if (_busy)
        {
            return;
        }

        (_busy, _refusal) = (true, null);
        StateHasChanged();
        UnitChoice[] choices = [.. _answers.Where(_ => withUnits).Select(answer => answer.Value.For(answer.Key)).OfType<UnitChoice>()];
        var result = await Again.CompareAsync(await Current.GetAsync(), Id, choices, _decisions, CancellationToken.None);
        _busy = false;
        if (result.Ok)
        {
            Navigation.NavigateTo(ImportAddress.Of(result.Value));
            return;
        }

        _refusal = result.Refused is Refusal.Invalid invalid && _answers.Keys.FirstOrDefault(text => invalid.Findings.At(text) is not null) is { } unit
            ? Texts["Units.refused", unit].Value
            : Shared[$"Refusal.{result.Refused}"].Value;
        await AskAsync();
    }

    private Task StopAsync() => ActAsync(async () => await Service.StopAsync(await Current.GetAsync(), Id, CancellationToken.None));

    private async Task ReadAsync()
    {
        _import = await Imports.FindAsync(Id, CancellationToken.None) is { State: not ImportState.Staging } found ? found : null;
        _actedBy = _import is { State: ImportState.Undone } undone ? await Imports.NameOfAsync(undone.ActedBy, CancellationToken.None) : null;
        _acted = CanBeUndone ? await Imports.ActedSinceAsync(Id, CancellationToken.None) : [];
        _stuckSince = _import?.State is ImportState.Applying or ImportState.Undoing ? Troubles.All.FirstOrDefault(IsOurs)?.Since : null;
        if (_import?.State is ImportState.Applying or ImportState.Undoing)
        {
            _timer ??= Time.CreateTimer(_ => _ = InvokeAsync(TryLookAsync), null, Pause, Pause);
        }
    }

    // Nobody waits for what a timer does: the page is told of a failure, as of one of its own.
    private async Task TryLookAsync()
    {
        try
        {
            if (_import?.State is ImportState.Applying or ImportState.Undoing)
            {
                await ReadAsync();
                StateHasChanged();
            }
        }
#pragma warning disable CA1031 // Whatever it is, the page shows it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private bool IsOurs(BackgroundTrouble trouble) => trouble.Piece == ImportSweep.PieceOf(Id);

    private void Toggle(ImportKind kind)
    {
        if (!_opened.Remove(kind))
        {
            _opened.Add(kind);
        }
    }

    private async Task ApplyAsync()
    {
        _brake = null;
        var leaving = int.TryParse(_leaving, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : default(int?);
        await ActAsync(async () => await Service.ApplyAsync(await Current.GetAsync(), Id, leaving, Settings.Current.BrakePercent, CancellationToken.None));
    }

    private Task DiscardAsync() => ActAsync(async () => await Service.DiscardAsync(await Current.GetAsync(), Id, CancellationToken.None));

    private Task UndoAsync() => ActAsync(async () => await Service.UndoAsync(await Current.GetAsync(), Id, CancellationToken.None));

    private string UndoneWords(DateTimeOffset? at, string? by) => at is null ? Texts["Undone.already"].Value
        : Texts["Undone.at", Clock.Moment(at.Value), by ?? Texts["Undone.application"].Value].Value;

    private async Task ActAsync(Func<Task<Result<Guid>>> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _refusal) = (true, null);
        var done = await act();
        _busy = false;
        _brake = done.Refused is TooManyLeaving ? Texts["Brake.wrong"].Value : null;
        _refusal = done.Refused switch
        {
            null or TooManyLeaving => null,
            UndoneAlready before => UndoneWords(before.At, before.By),
            { Kind: RefusalKind.Conflict } => Texts["Busy"].Value,
            { } other => Shared[$"Refusal.{other}"].Value,
        };
        await ReadAsync();
    }
}
