using System.Globalization;

namespace KnbTraining.Web.Localization;

/// <summary>Numbers, ids and choices in addresses. Anybody may write anything there, so what cannot be meant is left out.</summary>
internal static class AskedNumber
{
    /// <summary>More pages than any list has.</summary>
    private const int LastPage = 1_000_000;

    /// <summary>The page asked for; the first where there is none of that number.</summary>
    public static int Page(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1;

    /// <summary>How many of something an address tells of; 0 where it tells nothing.</summary>
    public static int Count(string? text) => Number(text) ?? 0;

    /// <summary>The number asked for, from 1; null where the text is none.</summary>
    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? Math.Min(number, LastPage) : null;

    /// <summary>The choice asked for; null where the text is none.</summary>
    public static T? Value<T>(string? text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    /// <summary>The id asked for; null where the text is none.</summary>
    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
