using System.Globalization;
using KnbTraining.Learning.Exchange;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Content.Exchange;

/// <summary>Where questions travel, relative to the base.</summary>
public static class ExchangeAddress
{
    public const string Page = "admin/content/exchange";

    public const string File = $"{Page}/questions";

    /// <summary>The file that an order makes.</summary>
    public static string Of(ExportOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return QueryHelpers.AddQueryString(File, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["scope"] = order.Scope.ToString(),
            ["id"] = order.Id,
            ["language"] = order.Language,
            ["format"] = order.Format,
            ["variants"] = order.Variants.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>The order in an address; null where it is none.</summary>
    public static ExportOrder? Read(string? scope, string? id, string? language, string? format, string? variants) =>
        Enum.TryParse<ExchangeScope>(scope, out var which) && Enum.IsDefined(which)
        && (which == ExchangeScope.Authored) == (id is null)
        && int.TryParse(variants, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ExportOrder(which, id, language ?? "", format ?? "", number)
            : null;
}
