using System.Globalization;

namespace KnbTraining.Web.Localization;

/// <summary>Reads the day of an address. Far from the ends of the calendar, so that adding days and zones to it is always possible.</summary>
public static class AskedDay
{
    public static readonly DateOnly First = new(1990, 1, 1);

    public static readonly DateOnly Last = new(2199, 12, 31);

    /// <summary>The day as <c>yyyy-MM-dd</c>, or a day of choice where the text is missing, no day, or outside of what is asked about.</summary>
    public static DateOnly Read(string? text, DateOnly otherwise) =>
        TryRead(text) ?? otherwise;

    /// <summary>True where something was written that is no day, or is outside of what is asked about: the page then shows another day, and says so.</summary>
    public static bool IsUnread(string? text) => !string.IsNullOrEmpty(text) && TryRead(text) is null;

    private static DateOnly? TryRead(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= First && day <= Last ? day : null;
}
