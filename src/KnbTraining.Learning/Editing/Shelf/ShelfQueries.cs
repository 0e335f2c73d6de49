using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing.Shelf;

/// <summary>The list of all documents for editors, reviewers and administrators; everybody else gets nothing.</summary>
public sealed class ShelfQueries(LearningStore store, EditionStore editions, EditingQueries queries, ShelfHistory history, LocalCalendar calendar)
{
    /// <summary>
    /// All documents of the current edition, those that exist only in open changes, and those that an edition took out; lessons as one. In the order of
    /// their titles.
    /// </summary>
    public async Task<IReadOnlyList<ShelfRow>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var current = await editions.CurrentAsync(ct);
        var rows = await queries.ListAsync(viewer, ct);
        if (rows.Count == 0)
        {
            return [];
        }

        var past = await history.ReadAsync(current.Number, ct);
        var (drafts, looked) = await store.ReadAsync(
            async db => ((await (
                from document in db.ChangeDocuments
                join change in db.ContentChanges on document.ChangeId equals change.Id
                where change.State != ChangeState.Published && change.State != ChangeState.Withdrawn && !document.IsRetired
                orderby change.Number
                select new { document.Path, document.Text }).ToListAsync(ct)).ToLookup(one => one.Path, one => one.Text, StringComparer.Ordinal),
                await StaleLooks.MarksAsync(db, change => change.State != ChangeState.Published && change.State != ChangeState.Withdrawn, ct)),
            ct);
        var gone = past.Documents.Where(one => one.Value.IsGone && current.Edition.Documents.Find(one.Key) is null)
            .ExceptBy(rows.Select(row => row.Path), one => one.Key, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.Value.Hash, StringComparer.Ordinal);
        var goneTexts = await TextsAsync(gone, ct);
        Guid[] people = [.. past.Documents.Values.Select(one => one.Authors.Count > 0 ? one.Authors[0] : (Guid?)null).OfType<Guid>().Distinct()];
        var authors = people.Length == 0
            ? []
            : await store.ReadAsync(db => db.People.Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct), ct);
        var uses = DocumentUses.Of(current.Edition, calendar.Today);
        return
        [
            .. rows.Select(row => row.Title == row.Path ? row with { Title = TitleIn(row.Path, drafts[row.Path].LastOrDefault(), viewer.Language) } : row)
                .Concat(gone.Keys.Select(path => new DocumentRow(path, DocumentPath.KindOf(path), TitleIn(path, goneTexts.GetValueOrDefault(path), viewer.Language), [])))
                .GroupBy(row => Shelves.KeyOf(row.Path), StringComparer.Ordinal)
                .Select(group => Row([.. group], current.Edition, past, authors, drafts, looked, uses, viewer.Language))
                .OrderBy(row => row.Title, NameOrder.Comparer),
        ];
    }

    /// <summary>The published documents that somebody must look at again, the most urgent first; of a lesson the one in the viewer's language.</summary>
    /// <param name="until">The last local day of review that counts.</param>
    public async Task<IReadOnlyList<DueDocument>> DueAsync(Viewer viewer, DateOnly until, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer))
        {
            return [];
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        return
        [
            .. from document in edition.Documents.All
               let day = ShelfTexts.Of(document.Value).ReviewBy
               where day <= until
               group (document.Key, Day: day!.Value) by Shelves.KeyOf(document.Key) into shelf
               let path = shelf.Select(one => one.Key).FirstOrDefault(path => path.EndsWith($"/{Languages.Known(viewer.Language)}.md", StringComparison.Ordinal)) ?? shelf.First().Key
               let title = EditionContents.TitleOf(edition, path, viewer.Language)
               orderby shelf.Min(one => one.Day), path
               select new DueDocument(path, title == path ? null : title, shelf.Min(one => one.Day)),
        ];
    }

    // What the edition does not know is called as its own text calls it.
    private static string TitleIn(string path, string? text, string language) => text is null ? path
        : path.EndsWith(".md", StringComparison.Ordinal)
            ? text.Split('\n').Skip(1).FirstOrDefault(line => line.StartsWith("title: ", StringComparison.Ordinal))?["title: ".Length..].Trim().Trim('"') ?? path
        : new[] { $"title/{language}", $"stem/{language}", $"title/{Languages.English}" }.Select(place => YamlEdit.Get(text, place)).FirstOrDefault(title => !string.IsNullOrEmpty(title)) ?? path;

    private async Task<Dictionary<string, string>> TextsAsync(Dictionary<string, string> hashes, CancellationToken ct)
    {
        if (hashes.Count == 0)
        {
            return [];
        }

        var wanted = hashes.Values.Distinct(StringComparer.Ordinal).ToArray();
        var texts = await store.ReadAsync(db => db.DocumentBlobs.Where(blob => wanted.Contains(blob.Hash)).ToDictionaryAsync(blob => blob.Hash, blob => blob.Text, StringComparer.Ordinal, ct), ct);
        return hashes.Where(one => texts.ContainsKey(one.Value)).ToDictionary(one => one.Key, one => texts[one.Value], StringComparer.Ordinal);
    }

    private static ShelfRow Row(
        DocumentRow[] group, Edition edition, ShelfPast past, Dictionary<Guid, string> authors, ILookup<string, string> drafts, HashSet<string> looked, DocumentUses uses, string language)
    {
        var shown = Array.Find(group, row => row.Path.EndsWith($"/{Languages.Known(language)}.md", StringComparison.Ordinal)) ?? group[0];
        var key = Shelves.KeyOf(shown.Path);
        var latest = group.SelectMany(row => row.Changes).MaxBy(change => change.SavedAt);
        var published = group.Select(row => past.Documents.GetValueOrDefault(row.Path)).OfType<PublishedPast>().MaxBy(one => one.Edition);
        var isPublished = Array.Exists(group, row => edition.Documents.Find(row.Path) is not null);
        var state = latest is null ? (isPublished ? ShelfState.Published : ShelfState.Retired)
            : group.SelectMany(row => row.Changes).Any(change => change.IsRetired) ? ShelfState.Retired
            : isPublished ? ShelfState.Changed
            : ShelfState.New;
        var texts = group.Select(row => (row.Path, Published: edition.Documents.Find(row.Path), Draft: drafts[row.Path].LastOrDefault())).ToArray();
        var languages = LanguagesOf(key, texts, past.Stale.GetValueOrDefault(key, LeftBehind.Nothing), looked);
        return new ShelfRow(
            shown.Path,
            [.. group.Select(row => row.Path)],
            shown.Kind,
            shown.Title,
            state,
            languages,
            texts.Select(one => one.Draft ?? one.Published).OfType<string>().Select(text => ShelfTexts.Of(text).ReviewBy).Min(),
            latest?.SavedBy ?? (published is { Authors: [var author, ..] } ? authors.GetValueOrDefault(author) : null) ?? published?.By,
            latest?.SavedAt ?? published?.At,
            published?.Edition,
            uses.CountOf(shown.Path),
            [.. group.SelectMany(row => row.Changes).DistinctBy(change => change.Change).OrderBy(change => change.Change)])
        {
            IsGone = !isPublished && latest is null,
            FindingCount = group.Sum(row => row.FindingCount),
            Folded = [NameFold.Fold(shown.Path), .. texts.SelectMany(one => new[] { one.Published, one.Draft }).OfType<string>().Select(one => ShelfTexts.Of(one).Folded)],
        };
    }

    private static IReadOnlyList<(string Language, ShelfLanguage State)> LanguagesOf(string key, (string Path, string? Published, string? Draft)[] texts, LeftBehind published, HashSet<string> looked)
    {
        var behind = published.Languages;
        if (Array.Exists(texts, text => text is { Published: not null, Draft: not null } && text.Published != text.Draft))
        {
            var before = new DocumentSet(texts.Where(text => text.Published is not null).Select(text => KeyValuePair.Create(text.Path, text.Published!)));
            var after = before.With(texts.Where(text => text is { Published: not null, Draft: not null }).Select(text => KeyValuePair.Create(text.Path, text.Draft!)));
            behind = published.After(ChangedText.Of(before, after, looked)).Languages;
        }

        var read = texts.Select(text => (text.Path, Text: text.Draft ?? text.Published)).Where(text => text.Text is not null).Select(text => (text.Path, Text: ShelfTexts.Of(text.Text!))).ToArray();
        var isLesson = key.StartsWith("lessons/", StringComparison.Ordinal);
        return
        [
            .. Languages.All.Select(language => (language,
                Array.Exists(read, one => one.Text.Missing.Contains(language)) || (isLesson && read.Length > 0 && !Array.Exists(read, one => IsIn(one.Path, language))) ? ShelfLanguage.Missing
                : behind.Contains(language) ? ShelfLanguage.Stale
                : Array.Exists(read, one => isLesson ? IsIn(one.Path, language) && one.Text.Drafts.Values.Contains(true) : one.Text.Drafts.GetValueOrDefault(language)) ? ShelfLanguage.Unread
                : ShelfLanguage.Read)),
        ];
    }

    private static bool IsIn(string path, string language) => path.EndsWith($"/{language}.md", StringComparison.Ordinal);
}

/// <summary>What the list counts as one.</summary>
internal static class Shelves
{
    /// <summary>A lesson by its folder, anything else by its path.</summary>
    public static string KeyOf(string path) => path.StartsWith("lessons/", StringComparison.Ordinal) && path.LastIndexOf('/') is > 7 and var end ? path[..end] : path;
}
