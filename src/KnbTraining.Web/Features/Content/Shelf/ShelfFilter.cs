using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Names;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Content.Shelf;

/// <summary>Which documents are wanted by the day of their review.</summary>
public enum ShelfReview
{
    /// <summary>The day has passed.</summary>
    Overdue,

    /// <summary>The day comes within <see cref="ShelfFilter.SoonDays"/>.</summary>
    Soon,

    /// <summary>The document names no day.</summary>
    Without,
}

/// <summary>In which order documents stand.</summary>
public enum ShelfOrder
{
    Title,
    Kind,

    /// <summary>The one that was changed last first.</summary>
    Changed,

    /// <summary>The one that must be looked at first; those without a day last.</summary>
    Review,

    /// <summary>The one that most documents use first.</summary>
    Uses,
}

/// <summary>What somebody looks for in the list of all documents, as its address has it.</summary>
/// <param name="State">Null for all that are in the content or will be; what an edition took out is only found by its state.</param>
/// <param name="Language">
/// A language in which something is missing or stale; <see cref="AnyBehind"/> for any language, <see cref="Unread"/> where nobody has said that a language
/// was read; null for all.
/// </param>
public sealed record ShelfFilter(
    string Search = "", DocumentKind? Kind = null, ShelfState? State = null, string? Language = null, ShelfReview? Review = null, ShelfOrder Order = ShelfOrder.Title, int Page = 1)
{
    public const string Home = "admin/content";

    public const string AnyBehind = "behind";

    public const string Unread = "unread";

    public const int SoonDays = 90;

    /// <summary>Rows of one page.</summary>
    public const int Portion = 50;

    /// <summary>Longest search that an address carries, in characters.</summary>
    public const int LongestSearch = 200;

    /// <summary>True where nothing is left out.</summary>
    public bool IsEmpty => this with { Order = ShelfOrder.Title, Page = 1 } == new ShelfFilter();

    public string Address
    {
        get
        {
            var asked = new Dictionary<string, string?>(StringComparer.Ordinal);
            void Add(string key, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    asked[key] = value;
                }
            }

            Add("q", Search);
            Add("kind", Kind?.ToString());
            Add("state", State?.ToString());
            Add("language", Language);
            Add("review", Review?.ToString());
            Add("order", Order == ShelfOrder.Title ? null : Order.ToString());
            Add("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
            return QueryHelpers.AddQueryString(Home, asked);
        }
    }

    public static ShelfFilter Read(string? search, string? kind, string? state, string? language, string? review, string? order, string? page) => new(
        search is null ? "" : search.Length > LongestSearch ? search[..LongestSearch] : search,
        AskedNumber.Value<DocumentKind>(kind),
        AskedNumber.Value<ShelfState>(state),
        language is AnyBehind or Unread || Languages.All.Contains(language, StringComparer.Ordinal) ? language : null,
        AskedNumber.Value<ShelfReview>(review),
        AskedNumber.Value<ShelfOrder>(order) ?? ShelfOrder.Title,
        AskedNumber.Page(page));

    /// <summary>All rows that are wanted, in order; pages are cut of them.</summary>
    /// <param name="rows">By title.</param>
    public IReadOnlyList<ShelfRow> Of(IEnumerable<ShelfRow> rows, DateOnly today)
    {
        var words = NameFold.Words(Search);
        var wanted = rows.Where(row => (Kind is null || row.Kind == Kind)
            && (State is null ? !row.IsGone : row.State == State)
            && IsInLanguage(row)
            && IsReviewed(row, today)
            && row.Holds(words));

        // Sorting is stable: what is equal stays by title.
        return Order switch
        {
            ShelfOrder.Kind => [.. wanted.OrderBy(row => row.Kind)],
            ShelfOrder.Changed => [.. wanted.OrderByDescending(row => row.ChangedAt)],
            ShelfOrder.Review => [.. wanted.OrderBy(row => row.ReviewBy ?? DateOnly.MaxValue)],
            ShelfOrder.Uses => [.. wanted.OrderByDescending(row => row.UsedIn)],
            _ => [.. wanted],
        };
    }

    private bool IsInLanguage(ShelfRow row) => Language switch
    {
        null => true,
        Unread => row.Languages.Any(language => language.State == ShelfLanguage.Unread),
        AnyBehind => row.Languages.Any(language => language.State is ShelfLanguage.Stale or ShelfLanguage.Missing),
        _ => row.Languages.Any(language => language.Language == Language && language.State is ShelfLanguage.Stale or ShelfLanguage.Missing),
    };

    private bool IsReviewed(ShelfRow row, DateOnly today) => Review switch
    {
        null => true,
        ShelfReview.Overdue => row.ReviewBy < today,
        ShelfReview.Soon => row.ReviewBy >= today && row.ReviewBy <= today.AddDays(SoonDays),
        _ => row.ReviewBy is null,
    };
}
