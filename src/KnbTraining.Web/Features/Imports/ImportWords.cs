using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Imports;

/// <summary>Says what an import comes to in the reader's language.</summary>
public static class ImportWords
{
    /// <summary>How units are named in a file, with an example of it.</summary>
    public static string UnitPath(this IStringLocalizer<ImportTexts> texts, string? example, string? separator)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return example is null ? texts["Paths.no-example"]
            : UnitPaths.Split(example, separator) is [.. var above, var last] && above.Length > 0
                ? texts["Paths.below", example, last, string.Join(" → ", above)]
                : texts["Paths.whole", example];
    }

    /// <summary>What is wrong or unclear, and what to do about it.</summary>
    public static string Finding(this IStringLocalizer<ImportTexts> texts, ImportFinding finding)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(finding);
        var said = texts[$"Finding.{finding.Key}", finding.Value ?? "", texts.Known(finding.Field)].Value;
        return finding.Field is { } field ? texts["Finding.at", texts[$"Field.{field}"], said] : said;
    }

    public static string Difference(this IStringLocalizer<ImportTexts> texts, ImportDifference difference, bool isNew)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(difference);
        var field = texts[$"Field.{difference.Field}"];
        var to = texts.Value(difference.Field, difference.To);
        return difference.Field == ImportField.Since ? texts["Change.since", to]
            : difference.Field == ImportField.FirstDay ? texts["Change.first-day", to]
            : isNew || difference.Field == ImportField.LastDay ? texts["Change.new", field, to]
            : texts["Change", field, texts.Value(difference.Field, difference.From), to];
    }

    public static string Candidate(this IStringLocalizer<ImportTexts> texts, ImportCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(candidate);
        return texts["Candidate", candidate.Number is { } number && number != candidate.Name ? $"{candidate.Name} ({number})" : candidate.Name, candidate.Unit];
    }

    // The words that a cell of this column can hold, in the reader's language; others are read too.
    private static string Known(this IStringLocalizer<ImportTexts> texts, ImportField? field)
    {
        return field switch
        {
            ImportField.HolderStatus => Of<HolderStatus>(),
            ImportField.Capacity => Of<Capacity>(),
            ImportField.Employment => Of<Employment>(),
            ImportField.Language => string.Join(" · ", Languages.All),
            _ => "",
        };

        string Of<T>()
            where T : struct, Enum => string.Join(" · ", Enum.GetValues<T>().Select(value => texts[$"Value.{field}.{value}"].Value));
    }

    private static string Value(this IStringLocalizer<ImportTexts> texts, ImportField field, string? value) => (field, value) switch
    {
        (_, null) => texts["Nothing"],
        (ImportField.HolderStatus, { } holder) when Enum.TryParse<HolderStatus>(holder, out _) => texts[$"Value.HolderStatus.{holder}"],
        (ImportField.Capacity, { } capacity) when Enum.TryParse<Capacity>(capacity, out _) => texts[$"Value.Capacity.{capacity}"],
        (ImportField.Employment, { } employment) when Enum.TryParse<Employment>(employment, out _) => texts[$"Value.Employment.{employment}"],
        (ImportField.FirstDay or ImportField.LastDay or ImportField.Since, { } day)
            when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) => LocalTime.Day(read),
        (_, { } text) => text,
    };
}
