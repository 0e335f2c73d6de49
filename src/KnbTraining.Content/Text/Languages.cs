namespace KnbTraining.Content.Text;

/// <summary>How a language counts in words (CLDR).</summary>
public enum PluralForms
{
    /// <summary>one and other.</summary>
    Two,

    /// <summary>one, few, many; other for fractions.</summary>
    Slavic,
}

/// <summary>All that the program knows of a language. Everything else about it is texts.</summary>
/// <param name="Code">ISO 639-1: the key in documents, the ending of resource files, the name of lesson files.</param>
/// <param name="Culture">Writes its dates and numbers, for example <c>kk-KZ</c>.</param>
/// <param name="Name">By itself.</param>
/// <param name="Abbreviation">As the switch in the top bar shows it.</param>
/// <param name="Day">The pattern of a day with its year, as .NET reads it.</param>
/// <param name="IsLatin">True where it is written in Latin letters; else its texts hold no Latin words.</param>
/// <param name="ConditionWords">Words that tell a test-wise person of a condition in an option; for <c>content guess</c>.</param>
public sealed record Language(
    string Code, string Culture, string Name, string Abbreviation, string Day, PluralForms Plurals, bool IsLatin, IReadOnlyList<string> ConditionWords);

/// <summary>The languages of the product, as equals.</summary>
public static class Languages
{
    public const string English = "en";
    public const string Russian = "ru";
    public const string Kazakh = "kk";

    /// <summary>
    /// The one list of languages, in the order in which documents have them; where people choose, the last comes first. Whatever lists
    /// languages (cultures, switches, fields of documents and settings, tests of texts) reads it.
    /// </summary>
    public static IReadOnlyList<Language> Table { get; } =
    [
        new(English, "en-GB", "English", "Eng", "d MMMM yyyy", PluralForms.Two, true, ["if", "unless", "only", "except", "without", "when", "until"]),
        new(Russian, "ru-RU", "Русский", "Рус", "d MMMM yyyy 'г.'", PluralForms.Slavic, false, ["если", "только", "кроме", "без", "когда", "лишь"]),
        new(Kazakh, "kk-KZ", "Қазақша", "Қаз", "yyyy 'ж.' d MMMM", PluralForms.Two, false, ["егер", "тек", "ғана", "басқа", "болса", "жағдайда"]),
    ];

    /// <summary>All language codes, in the order in which documents list them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Table.Select(language => language.Code)];

    /// <summary>In the order in which people choose.</summary>
    public static IEnumerable<Language> ToChoose => Table.Reverse();

    /// <summary>A known language code; anything else becomes English.</summary>
    public static string Known(string? code) => code is not null && All.Contains(code, StringComparer.Ordinal) ? code : English;

    /// <summary>The language of a code; an unknown code gives English.</summary>
    public static Language Of(string? code) => Table[IndexOf(code)];

    /// <summary>The place in <see cref="Table"/>; an unknown code gives that of English.</summary>
    internal static int IndexOf(string? code)
    {
        for (var i = 1; i < Table.Count; i++)
        {
            if (Table[i].Code == code)
            {
                return i;
            }
        }

        return 0;
    }
}
