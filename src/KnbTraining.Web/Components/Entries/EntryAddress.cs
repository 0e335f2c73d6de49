using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Components.Entries;

/// <summary>Addresses of the ledger; the filter travels along, so that what is exported is what was seen.</summary>
public static class EntryAddress
{
    public const string Home = "admin/audit";

    /// <summary>The head of the ledger, and comparing with others.</summary>
    public const string Checkpoint = "admin/audit/checkpoint";

    /// <summary>The files of the entries, without their endings.</summary>
    public const string File = "admin/audit/entries";

    public static string Page(LedgerFilter filter, int page = 1) => Write(Home, filter, page);

    /// <summary>The page of the whole ledger, newest first, on which an entry stands.</summary>
    /// <param name="size">How many entries there are.</param>
    public static string OfEntry(long number, long size) => Page(new LedgerFilter(), (int)(Math.Max(0, size - number) / LedgerQueries.PageSize) + 1);

    public static string Export(LedgerFilter filter, string format) => Write($"{File}.{format}", filter, 1);

    public static string OfPerson(Guid personId) => Page(new LedgerFilter { PersonId = personId });

    /// <summary>The filter of an address; what means nothing there is left out.</summary>
    public static LedgerFilter Read(string? person, string? name, string? kind, string? from, string? to, string? subject) => new()
    {
        PersonId = AskedNumber.Id(person),
        Name = Line(name),
        Kind = FactType.All.Any(fact => fact.Kind == kind) ? kind : null,
        From = Day(from),
        To = Day(to),
        Subject = Line(subject),
    };

    private static string? Line(string? text) => TypedText.LineFault(text, Slug.Longest) is null ? text!.Trim() : null;

    private static DateOnly? Day(string? text) => AskedDay.Read(text, default) is var day && day == default ? null : day;

    private static string Write(string path, LedgerFilter filter, int page)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (string Name, string? Value)[] parts =
        [
            ("person", filter.PersonId?.ToString()),
            ("name", filter.Name),
            ("kind", filter.Kind),
            ("from", filter.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("to", filter.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("subject", filter.Subject),
            ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
        ];
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length > 0 ? $"{path}?{query}" : path;
    }
}
