using KnbTraining.Learning;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Organisation;

/// <summary>What is kept about people, and what is not.</summary>
public sealed partial class PersonalDataPage
{
    private OrganisationSettings? _settings;
    private Refusal? _refused;
    private string? _word;
    private string? _wordFinding;
    private int _named;
    private bool _erases;
    private bool _saved;
    private bool _busy;

    [Inject]
    private SettingsStore Store { get; set; } = default!;

    [Inject]
    private SettingsService Service { get; set; } = default!;

    [Inject]
    private NameErasing Erasing { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    private string Word => Texts["Data.numbers.word"].Value;

    protected override async Task OnInitializedAsync()
    {
        _named = await Erasing.CountAsync(CancellationToken.None);
        _settings = await Store.ReloadAsync(CancellationToken.None);
    }

    private Task KeepIinAsync(bool keeps) =>
        DoAsync(viewer => Service.KeepIinAsync(viewer, keeps, !keeps && _erases, _settings!.Version, CancellationToken.None));

    private Task GiveUpNamesAsync()
    {
        _wordFinding = string.Equals(_word?.Trim(), Word, StringComparison.OrdinalIgnoreCase) ? null : Texts["Data.numbers.type.wrong", Word].Value;
        return _wordFinding is not null
            ? Task.CompletedTask
            : DoAsync(viewer => Service.GiveUpNamesAsync(viewer, _settings!.Version, CancellationToken.None));
    }

    private async Task DoAsync(Func<Viewer, Task<Result<OrganisationSettings>>> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _saved, _refused) = (true, false, null);
        var result = await act(await Current.GetAsync());
        (_busy, _saved, _refused, _erases) = (false, result.Ok, result.Refused, false);
        _named = await Erasing.CountAsync(CancellationToken.None);
        _settings = await Store.ReloadAsync(CancellationToken.None);
    }
}
