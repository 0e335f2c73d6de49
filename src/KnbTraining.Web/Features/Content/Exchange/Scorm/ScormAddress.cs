using System.Globalization;
using KnbTraining.Learning.Exchange.Scorm;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Content.Exchange.Scorm;

/// <summary>Where packages for learning systems are sent from, relative to the base.</summary>
public static class ScormAddress
{
    public const string File = $"{ExchangeAddress.Page}/scorm";

    /// <summary>The package that an order makes.</summary>
    public static string Of(ScormOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return QueryHelpers.AddQueryString(File, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["lesson"] = order.Lesson,
            ["course"] = order.Course,
            ["part"] = order.Section,
            ["language"] = order.Language,
            ["variants"] = order.Variants.ToString(CultureInfo.InvariantCulture),
        });
    }
}
