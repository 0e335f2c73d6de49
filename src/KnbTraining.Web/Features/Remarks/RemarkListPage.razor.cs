using KnbTraining.Learning.Remarks;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Remarks;

/// <summary>Everything that people said about questions, by question.</summary>
public sealed partial class RemarkListPage
{
    private const string Answered = "answered";

    private RemarkList? _list;

    [SupplyParameterFromQuery(Name = "state")]
    private string? AskedState { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    private string? AskedReason { get; set; }

    [SupplyParameterFromQuery(Name = "rule")]
    private string? AskedRule { get; set; }

    [SupplyParameterFromQuery(Name = "family")]
    private string? AskedFamily { get; set; }

    private RemarkFilter Asked => new()
    {
        Answered = AskedState == Answered,
        Reason = AskedNumber.Value<RemarkReason>(AskedReason),
        Rule = Named(AskedRule),
        Family = Named(AskedFamily),
    };

    private (string, string) All => ("", Texts["Queue.all"].Value);

    protected override async Task OnParametersSetAsync() =>
        _list = await Queries.ListAsync(await Current.GetAsync(), Asked, Cultures.CurrentLanguage, CancellationToken.None);

    private static string? Named(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string AddressOf(RemarkFilter filter) => QueryHelpers.AddQueryString(
        RemarkAddress.Queue,
        new Dictionary<string, string?>
        {
            ["state"] = filter.Answered ? Answered : null,
            ["reason"] = filter.Reason?.ToString(),
            ["rule"] = filter.Rule,
            ["family"] = filter.Family,
        }.Where(pair => pair.Value is not null).ToDictionary());

    private void Go(RemarkFilter filter) => Navigation.NavigateTo(AddressOf(filter));
}
