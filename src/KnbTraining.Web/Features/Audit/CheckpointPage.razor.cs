using KnbTraining.Learning;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace KnbTraining.Web.Features.Audit;

/// <summary>The head of the ledger for paper, and comparing with heads that come back.</summary>
public sealed partial class CheckpointPage
{
    // A checkpoint has some hundred bytes; one byte more than may be tells a file that is too long.
    private const int MostBytes = 512 * 1024;

    private LedgerCheckpoint? _head;
    private long _newer;
    private bool _read;
    private string? _signing;
    private string? _text;
    private string? _fault;
    private ComparedCheckpoint? _compared;
    private List<OutsideHead> _kept = [];
    private VerifiedLedger? _standing;
    private IReadOnlyList<long> _spoiled = [];

    [Inject]
    private ComparisonWords Words { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        _read = true;
    }

    private async Task ReadAsync()
    {
        (_head, _newer) = await Newest.ReadAsync(await Current.GetAsync(), CancellationToken.None);
        _kept = await Outside.ListAsync(CancellationToken.None);
        var watched = await Watch.LookAsync(CancellationToken.None);
        (_standing, _spoiled) = (watched.Compared, watched.Spoiled);
    }

    private async Task SignAsync()
    {
        var viewer = await Current.GetAsync();
        var signed = LedgerQueries.MayRead(viewer) ? await Maker.MakeNowAsync(viewer.Actor, CancellationToken.None) : Refusal.NotAllowed;
        _signing = signed.Refused?.Kind switch
        {
            null => null,
            RefusalKind.Broken => Texts["Refused.broken"].Value,
            RefusalKind.NotFound => Texts["Refused.empty"].Value,
            _ => Texts["Refused"].Value,
        };
        await ReadAsync();
    }

    private async Task CompareTextAsync() => await CompareAsync(await Outside.ReadAsync(_text, CancellationToken.None));

    private async Task CompareFileAsync(InputFileChangeEventArgs change)
    {
        var bytes = new byte[Math.Min(change.File.Size, MostBytes + 1L)];
        await using (var stream = change.File.OpenReadStream(change.File.Size))
        {
            await stream.ReadExactlyAsync(bytes);
        }

        await CompareAsync(await Outside.ReadAsync(bytes, CancellationToken.None));
    }

    private async Task CompareAsync(Result<Parsed<OutsideCheckpoint>> read)
    {
        (_compared, _fault) = (null, null);
        if (read.Value is not { } parsed)
        {
            _fault = Texts["Refused"].Value;
            return;
        }

        if (parsed.Value is not { } checkpoint)
        {
            _fault = Words.Fault(parsed.Fault!.Value, parsed.Line);
            return;
        }

        var compared = await Outside.CompareAsync(await Current.GetAsync(), checkpoint, CancellationToken.None);
        (_compared, _fault) = (compared.Value, compared.Ok ? null : Texts["Refused"].Value);
        await ReadAsync();
    }
}
