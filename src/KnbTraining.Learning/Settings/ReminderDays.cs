using System.Globalization;

namespace KnbTraining.Learning.Settings;

/// <summary>How many days before a due day people are reminded.</summary>
/// <param name="Text">As it is stored: the days, the largest first, for example <c>30, 14, 7, 3, 1</c>.</param>
public sealed record ReminderDays(string Text)
{
    public const int Most = 8;

    public const int MostDays = 90;

    /// <summary>More than <see cref="Most"/> days take as text.</summary>
    public const int LongestText = 60;

    public static ReminderDays Default { get; } = new("30, 14, 7, 3, 1");

    /// <summary>The largest first; at least one.</summary>
    public IReadOnlyList<int> Days { get; } = [.. Text.Split(", ").Select(day => int.Parse(day, CultureInfo.InvariantCulture))];

    /// <summary>Reads what somebody typed: whole numbers from 1 to <see cref="MostDays"/>, with commas or spaces between them, in any order.</summary>
    /// <returns>Null where it is something else, nothing, or more than <see cref="Most"/> days.</returns>
    public static ReminderDays? Read(string? typed)
    {
        var parts = (typed ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        var days = new SortedSet<int>();
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day is < 1 or > MostDays)
            {
                return null;
            }

            days.Add(day);
        }

        return days.Count is 0 or > Most ? null : new ReminderDays(string.Join(", ", days.Reverse()));
    }
}
