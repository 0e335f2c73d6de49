using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Imports;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Imports;

/// <summary>What a list of people comes to; from here it is applied, given up and undone.</summary>
public sealed partial class ImportResultPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly HashSet<ImportKind> _opened = [];
    private PeopleImport? _import;
    private List<ActedPerson> _acted = [];
    private ITimer? _timer;
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
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool HoldsBrake => _import!.HoldsBrake(ImportService.UsualBrakePercent);

    private bool CanBeUndone => _import is { State: ImportState.Applied, Cleared: false, AppliedAt: { } at } && at + ImportService.Undoable > Time.GetUtcNow();

    private string ActedNames => _acted.Count == 0 ? Texts["Nobody"].Value : string.Join(", ", _acted.Select(person => person.Name));

    public void Dispose() => _timer?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        await ReadAsync();

        // What needs a person stands open.
        _opened.UnionWith(new[] { ImportKind.Leaving, ImportKind.Unclear, ImportKind.Wrong }.Where(kind => _import?.Counts.Of(kind) > 0));
    }

    private async Task ReadAsync()
    {
        _import = await Imports.FindAsync(Id, CancellationToken.None) is { State: not ImportState.Staging } found ? found : null;
        _acted = CanBeUndone ? await Imports.ActedSinceAsync(Id, CancellationToken.None) : [];
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
        await ActAsync(async () => await Service.ApplyAsync(await Current.GetAsync(), Id, leaving, ImportService.UsualBrakePercent, CancellationToken.None));
    }

    private Task DiscardAsync() => ActAsync(async () => await Service.DiscardAsync(await Current.GetAsync(), Id, CancellationToken.None));

    private Task UndoAsync() => ActAsync(async () => await Service.UndoAsync(await Current.GetAsync(), Id, CancellationToken.None));

    private async Task ActAsync(Func<Task<Result<Guid>>> act)
    {
        (_busy, _refusal) = (true, null);
        var done = await act();
        _busy = false;
        _brake = done.Refused is TooManyLeaving ? Texts["Brake.wrong"].Value : null;
        _refusal = done.Refused switch
        {
            null or TooManyLeaving => null,
            { Kind: RefusalKind.Conflict } => Texts["Busy"].Value,
            { } other => Shared[$"Refusal.{other}"].Value,
        };
        await ReadAsync();
    }
}
