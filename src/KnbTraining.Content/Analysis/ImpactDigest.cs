using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>
/// Hashes what an impact says. Neither the editions nor the day count, nor how much was looked at: an approval stands where the
/// change, laid over another edition on another day, does the same.
/// </summary>
internal static class ImpactDigest
{
    public static string Of(Impact impact)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(impact))
        {
            // A value may hold line ends and tabs; escaped, no two impacts share a text.
            text.AppendJoin('\t', line.Select(part => part is null ? "\\0" : part
                .Replace("\\", @"\\", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)
                .Replace("\t", "\\t", StringComparison.Ordinal))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>What a verdict says, without its reasons.</summary>
    public static string Says(Verdict verdict) => $"{LiabilityIds.Of(verdict.Liability)} {string.Join(',', verdict.Duties.Order(StringComparer.Ordinal))}";

    private static IEnumerable<string?[]> Lines(Impact impact)
    {
        foreach (var change in impact.Changes)
        {
            yield return ["document", change.Path, change.MovedFrom, change.Fate.ToString()];
            foreach (var field in change.Fields)
            {
                yield return ["field", change.Path, field.Nature.ToString(), field.Nature == FieldNature.Block ? field.LivePart : field.Field, field.Before, field.After];
            }
        }

        foreach (var line in impact.Verdicts.Select(change => Verdict("verdict", change)))
        {
            yield return line;
        }

        foreach (var line in impact.Later.SelectMany(then => then.Verdicts.Select(change => Verdict(Day(then.Day), change))))
        {
            yield return line;
        }

        foreach (var situation in impact.NewSituations)
        {
            yield return ["situation", "new", situation.Id];
        }

        foreach (var situation in impact.GoneSituations)
        {
            yield return ["situation", "gone", situation.Id];
        }

        foreach (var line in impact.Items.Families.Select(family => Family("", family)))
        {
            yield return line;
        }

        foreach (var line in impact.Later.SelectMany(then => then.Families.Select(family => Family(Day(then.Day), family))))
        {
            yield return line;
        }

        foreach (var text in impact.Reread)
        {
            yield return ["reread", text.Kind.ToString(), text.Id, Causes(text.Causes)];
        }

        foreach (var text in impact.Stale)
        {
            yield return ["stale", text.Path, text.Field, string.Join(',', text.Changed), string.Join(',', text.Left), string.Join(',', text.Left.Select(language => text.Marks[language]))];
        }

        foreach (var course in impact.Courses)
        {
            yield return ["course", course.Id, course.Fate.ToString(), string.Join(',', course.Families), Number(course.QuestionsBefore), Number(course.QuestionsAfter)];
        }

        foreach (var text in impact.Confirmations)
        {
            yield return ["confirmation", text.Id, text.Fate.ToString(), Number(text.VersionBefore), Number(text.VersionAfter)];
        }

        foreach (var differing in impact.Cases)
        {
            yield return
            [
                "case", differing.Cases.Path, differing.Run.Case.Id, differing.Run.Outcome.ToString(), differing.Run.Verdict is { } verdict ? Says(verdict) : null,
                differing.IsSettled ? "settled" : "",
            ];
        }

        foreach (var briefing in impact.Briefings)
        {
            yield return
            [
                "briefing", briefing.Id, briefing.Fate.ToString(), string.Join(',', briefing.RulesBegun), string.Join(',', briefing.RulesEnded), Causes(briefing.Causes),
            ];
        }
    }

    private static string?[] Verdict(string kind, VerdictChange change) =>
    [
        kind, change.After.Law.Id, change.After.Situation.Id, Says(change.Before), Says(change.After),
        string.Join(',', change.Reasons.Select(reason => $"{reason.Rule.Id} {reason.Kind} {reason.By}")),
    ];

    private static string?[] Family(string day, FamilyChange family) =>
    [
        "family", day, family.Family.Id, family.Fate.ToString(), family.MeaningDiffers > 0 ? "meaning" : "",
        family.WordsDiffer ? "words" : "", family.ExplanationDiffers ? "explanation" : "", Causes(family.Causes),
    ];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Causes(IReadOnlyList<Cause> causes) => string.Join(',', causes.Select(cause => $"{cause.Path}: {string.Join(' ', cause.Fields)}"));
}
