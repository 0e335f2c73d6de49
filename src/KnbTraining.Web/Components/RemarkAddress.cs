using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Components;

/// <summary>Where people say that something is wrong with a question, and where that is worked off, relative to the base.</summary>
public static class RemarkAddress
{
    /// <summary>What somebody has said, and what became of it.</summary>
    public const string Mine = "remarks";

    public const string New = "remarks/new";

    /// <summary>Everything that was said, for whoever works on the content.</summary>
    public const string Queue = "admin/remarks";

    /// <summary>About a question of an own attempt.</summary>
    public static string Of(Guid attemptId, int position) => QueryHelpers.AddQueryString(New, new Dictionary<string, string?>
    {
        ["attempt"] = attemptId.ToString(),
        ["question"] = position.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>About a question of a lesson, which is stored nowhere: the address says what was shown and chosen.</summary>
    public static string Of(RemarkSource source, string itemId, IEnumerable<string> order, IEnumerable<string> chosen)
    {
        ArgumentNullException.ThrowIfNull(source);
        return QueryHelpers.AddQueryString(New, new Dictionary<string, string?>
        {
            ["course"] = source.CourseId,
            ["lesson"] = source.LessonId,
            ["edition"] = source.Edition.ToString(CultureInfo.InvariantCulture),
            ["item"] = itemId,
            ["order"] = string.Join(' ', order),
            ["answer"] = string.Join(' ', chosen),
        });
    }

    /// <summary>One remark with its question, for whoever works on the content.</summary>
    public static string Of(Guid remarkId) => $"{Queue}/{remarkId}";
}

/// <summary>The lesson in which a question is asked.</summary>
/// <param name="Edition">The number of the edition that the page shows.</param>
public sealed record RemarkSource(int Edition, string CourseId, string LessonId);
