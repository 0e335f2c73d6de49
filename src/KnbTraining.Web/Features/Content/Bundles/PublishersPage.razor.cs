using System.Text;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Learning;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Bundles;

/// <summary>Whose editions may be brought, and the form with which administrators say so.</summary>
public sealed partial class PublishersPage
{
    private IReadOnlyList<TrustedPublisher>? _publishers;
    private FormFindings _findings = FormFindings.None;
    private string? _asked;
    private string? _problem;
    private string? _refusal;
    private string? _said;
    private string _name = "";
    private string _key = "";
    private bool _administers;
    private bool _busy;

    [Inject]
    private TrustedPublishers Trusted { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var viewer = await Current.GetHereAsync();
        _administers = viewer.Is(Role.Administrator);
        _publishers = await Trusted.ListAsync(viewer, CancellationToken.None);
    }

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        _problem = null;
        if (change.File.Size > PublisherKey.LongestText)
        {
            _problem = Texts["Finding.Key.no-key"];
            return;
        }

        using var bytes = new MemoryStream();
        await using (var stream = change.File.OpenReadStream(PublisherKey.LongestText))
        {
            await stream.CopyToAsync(bytes);
        }

        _key = Encoding.Latin1.GetString(bytes.ToArray());
        _findings = FormFindings.None;
    }

    private Task TrustAsync() => ActAsync(
        async viewer => await Trusted.TrustAsync(viewer, _name, _key, CancellationToken.None) is { Ok: false } refused ? refused.Refused : null,
        () =>
        {
            _said = Texts["Trusted", _name.Trim()];
            (_name, _key) = ("", "");
        });

    private Task DistrustAsync(TrustedPublisher publisher) => ActAsync(
        async viewer => (await Trusted.DistrustAsync(viewer, publisher.Key.Fingerprint, CancellationToken.None)).Refused,
        () => (_said, _asked) = (Texts["Distrusted", publisher.Name], null));

    private async Task ActAsync(Func<Viewer, Task<Refusal?>> act, Action done)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _said, _refusal, _findings) = (true, null, null, FormFindings.None);
        var viewer = await Current.GetAsync();
        var refused = await act(viewer);
        _busy = false;
        _findings = (refused as Refusal.Invalid)?.Findings ?? FormFindings.None;
        _refusal = refused is null or Refusal.Invalid ? null : Shared[$"Refusal.{refused}"].Value;
        if (refused is null)
        {
            done();
        }

        _publishers = await Trusted.ListAsync(viewer, CancellationToken.None);
    }

    private string? FindingAt(string field) => _findings.At(field) is { } key ? Texts[$"Finding.{field}.{key}"].Value : null;
}
