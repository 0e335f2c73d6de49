using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Web.Components.Entries;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Audit;

/// <summary>Reads the ledger.</summary>
public sealed partial class AuditLogPage
{
    private static readonly IReadOnlyList<string> Kinds = [.. FactType.All.Select(fact => fact.Kind).Distinct(StringComparer.Ordinal)];

    private LedgerPage? _page;
    private WatchedLedger? _standing;
    private LedgerFilter _filter = new();
    private string? _name;
    private string? _subject;
    private string? _personName;

    [SupplyParameterFromQuery(Name = "person")]
    private string? PersonId { get; set; }

    [SupplyParameterFromQuery(Name = "name")]
    private string? Name { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "subject")]
    private string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? Number { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var viewer = await Current.GetAsync();
        _filter = EntryAddress.Read(PersonId, Name, Kind, From, To, Subject);
        (_name, _subject) = (_filter.Name, _filter.Subject);
        _personName = _filter.PersonId is { } person ? await Ledger.FindNameAsync(viewer, person, CancellationToken.None) : null;
        _page = await Ledger.ListAsync(viewer, _filter, AskedNumber.Page(Number), CancellationToken.None);
        _standing ??= await Watch.LookAsync(CancellationToken.None);
    }

    private async Task VerifyAsync()
    {
        if (LedgerQueries.MayRead(await Current.GetAsync()))
        {
            _standing = await Watch.VerifyAllAsync([], CancellationToken.None);
        }
    }

    private void Search() => Show(_filter);

    private void Show(LedgerFilter filter) => Navigation.NavigateTo(
        EntryAddress.Page(EntryAddress.Read(filter.PersonId?.ToString(), _name, filter.Kind, null, null, _subject) with { From = filter.From, To = filter.To }));
}
