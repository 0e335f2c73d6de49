using KnbTraining.Content.Reference;
using KnbTraining.Learning.Exchange.Cases;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Content.Cases;

/// <summary>Where cases are, relative to the base.</summary>
public static class CaseAddress
{
    public const string Page = "admin/content/cases";

    public const string File = $"{Page}/file";

    /// <summary>The file that an order makes.</summary>
    public static string Of(CaseOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var address = QueryHelpers.AddQueryString(File, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["path"] = order.Path,
            ["language"] = order.Language,
            ["format"] = order.Format,
        });
        return order.Change is { } change ? FormattableString.Invariant($"{address}&change={change}") : address;
    }

    /// <summary>The order in an address; null where it is none.</summary>
    public static CaseOrder? Read(string? path, string? change, string? language, string? format) =>
        path is null || (change is not null && AskedNumber.Number(change) is null)
            ? null
            : new CaseOrder(path, AskedNumber.Number(change), language ?? "", format ?? "");

    /// <summary>The document of a set of cases.</summary>
    public static string PathOf(string id) => $"{LawCases.Folder}/{id}.yaml";
}
