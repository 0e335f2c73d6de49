using System.Globalization;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>
/// Says which item of which edition a question was, in one language, for example
/// <c>knb:0f3a9b2c44d1:20270101:verdict.former-holder~1f3a:ru</c>. At most <see cref="Longest"/> characters: Moodle keeps no more.
/// </summary>
/// <param name="Edition">The first <see cref="EditionDigits"/> digits of the content address.</param>
/// <param name="LawDate">The law is read as on this day; see <see cref="Items.ItemBank.LawDate"/>.</param>
/// <param name="ItemId">Family and variant.</param>
/// <param name="Language">A code of <see cref="Languages"/>.</param>
public sealed record FrozenId(string Edition, DateOnly LawDate, string ItemId, string Language)
{
    public const int EditionDigits = 12;

    public const int Longest = 100;

    private const string Prefix = "knb";

    /// <summary>The id in a text; null where it is no such id.</summary>
    public static FrozenId? Parse(string? text) =>
        text is { Length: <= Longest }
        && text.Split(':') is [Prefix, { Length: EditionDigits } edition, var day, { Length: > 0 } item, var language]
        && edition.All(char.IsAsciiHexDigitLower)
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && item.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '~')
        && Languages.All.Contains(language, StringComparer.Ordinal)
            ? new FrozenId(edition, date, item, language)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}:{Edition}:{LawDate:yyyyMMdd}:{ItemId}:{Language}");
}
