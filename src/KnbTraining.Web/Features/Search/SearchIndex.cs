using System.Runtime.CompilerServices;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Web.Components.Lessons;

namespace KnbTraining.Web.Features.Search;

/// <summary>
/// Everything of an edition that a learner can read, as it is searched: made once for each edition and kept as long as it is. All
/// languages are searched at once, because people know a term in one language and read in another.
/// </summary>
public sealed class SearchIndex
{
    private static readonly ConditionalWeakTable<Edition, SearchIndex> Cache = [];

    // The same thing in each language, one group each.
    private readonly IReadOnlyList<IReadOnlyList<SearchEntry>> _entries;

    private SearchIndex(Edition edition) => _entries = [.. Lessons(edition), .. Terms(edition), .. Rules(edition), .. Courses(edition)];

    public static SearchIndex Of(Edition edition) => Cache.GetValue(edition, key => new SearchIndex(key));

    /// <summary>What holds all words of a query, the kind that fits best first; each thing once, in the reader's language where it fits there.</summary>
    public IReadOnlyList<SearchEntry> Find(string? query, string language)
    {
        var typed = SearchWords.OfQuery(query);
        if (typed.Count == 0)
        {
            return [];
        }

        return [.. _entries
            .Select(same => Best(same, typed, language))
            .OfType<(SearchEntry Entry, int Rank)>()
            .OrderBy(found => found.Rank)
            .GroupBy(found => found.Entry.Kind)
            .OrderBy(kind => kind.First().Rank)
            .ThenBy(kind => kind.Key)
            .SelectMany(kind => kind)
            .Select(found => found.Entry)];
    }

    private static (SearchEntry Entry, int Rank)? Best(IReadOnlyList<SearchEntry> same, IReadOnlyList<string> typed, string language)
    {
        foreach (var entry in same.OrderBy(entry => entry.Language == language ? 0 : 1))
        {
            if (entry.Rank(typed) is { } rank)
            {
                // Anchors are made of headings, so that the same section has another one in the lesson that the reader opens.
                return entry.Language == language ? (entry, rank)
                    : (entry with { Anchor = same.FirstOrDefault(own => own.Language == language)?.Anchor }, rank + SearchEntry.WorstRank + 1);
            }
        }

        return null;
    }

    // A lesson of no course has no page.
    private static IEnumerable<IReadOnlyList<SearchEntry>> Lessons(Edition edition) =>
        from id in edition.Courses.Values.SelectMany(course => course.Lessons).Distinct(StringComparer.Ordinal)
        let lesson = edition.Lessons[id]
        from found in (IEnumerable<IReadOnlyList<SearchEntry>>)
        [
            [.. Languages.All.Select(language => new SearchEntry(FoundKind.Lesson, id, null, language, lesson[language].Title, null, lesson[language].Summary))],
            .. Sections(id, lesson),
        ]
        select found;

    // The sections of a lesson are the same in each language where there are as many; else each is found in its own language only.
    private static IEnumerable<IReadOnlyList<SearchEntry>> Sections(string id, KnbTraining.Content.Lessons.Lesson lesson)
    {
        var sections = Languages.All.ToDictionary(language => language, language => LessonSection.Of(lesson[language]), StringComparer.Ordinal);
        return sections.Values.Select(all => all.Count).Distinct().Count() == 1
            ? Enumerable.Range(0, sections[Languages.English].Count).Select(IReadOnlyList<SearchEntry> (i) => [.. sections.Select(pair => EntryOf(pair.Key, pair.Value[i]))])
            : sections.SelectMany(pair => pair.Value.Select(IReadOnlyList<SearchEntry> (section) => [EntryOf(pair.Key, section)]));

        SearchEntry EntryOf(string language, LessonSection section)
        {
            var title = lesson[language].Title;
            return section.Heading.Length == 0
                ? new SearchEntry(FoundKind.Lesson, id, null, language, title, null, section.Text)
                : new SearchEntry(FoundKind.Lesson, id, section.Id, language, section.Heading, title, section.Text);
        }
    }

    private static IEnumerable<IReadOnlyList<SearchEntry>> Terms(Edition edition) => edition.Glossary.Values.Select(term =>
        InEach(language => new SearchEntry(FoundKind.Term, term.Id, null, language, term.Name[language], null, term.Meaning[language])));

    private static IEnumerable<IReadOnlyList<SearchEntry>> Rules(Edition edition) => edition.Rules.Values.Select(rule =>
        InEach(language => new SearchEntry(FoundKind.Rule, rule.Id, null, language, rule.Title[language], null, rule.Statement[language])));

    private static IEnumerable<IReadOnlyList<SearchEntry>> Courses(Edition edition) => edition.Courses.Values.Select(course =>
        InEach(language => new SearchEntry(FoundKind.Course, course.Id, null, language, course.Title[language], null, course.Summary[language])));

    private static IReadOnlyList<SearchEntry> InEach(Func<string, SearchEntry> entry) => [.. Languages.All.Select(entry)];
}
