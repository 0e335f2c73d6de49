using KnbTraining.Content.Editions;
using KnbTraining.Learning.Names;

namespace KnbTraining.Web.Features.Glossary;

/// <summary>A term as it stands in the glossary.</summary>
/// <param name="Lessons">The lessons that use it.</param>
public sealed record TermView(string Id, string Name, string Meaning, IReadOnlyList<RelatedTerm> Related, IReadOnlyList<UsingLesson> Lessons);

public sealed record RelatedTerm(string Id, string Name);

/// <param name="Href">Leads to the lesson within one of its courses.</param>
public sealed record UsingLesson(string Href, string Title);

/// <summary>All terms of an edition in one language, by name, and the search among them.</summary>
public sealed class GlossaryList
{
    /// <param name="ownCourses">Ids of the reader's courses: links lead into one of these where a lesson belongs to several.</param>
    public GlossaryList(Edition edition, string language, IReadOnlyCollection<string> ownCourses)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(ownCourses);
        var lessons = Lessons(edition, language, ownCourses);
        All = [.. edition.Glossary.Values
            .Select(term => new TermView(
                term.Id,
                term.Name[language],
                term.Meaning[language],
                [.. term.Related.Select(id => new RelatedTerm(id, edition.Glossary[id].Name[language]))],
                [.. lessons.Where(lesson => LessonTerms.Of(edition, lesson.Id).Contains(term.Id, StringComparer.Ordinal)).Select(lesson => lesson.Link)]))
            .OrderBy(term => term.Name, NameOrder.Comparer)];
    }

    public IReadOnlyList<TermView> All { get; }

    /// <summary>The terms whose name or meaning holds every word of a query, wherever it stands and however it is capitalised; those with it in the name first.</summary>
    public IReadOnlyList<TermView> Find(string? query)
    {
        var words = NameFold.Words(query);
        return [.. All
            .Where(term => NameFold.Holds($"{term.Name}\n{term.Meaning}", words))
            .OrderBy(term => NameFold.Holds(term.Name, words) ? 0 : 1)];
    }

    private static (string Id, UsingLesson Link)[] Lessons(Edition edition, string language, IReadOnlyCollection<string> ownCourses)
    {
        var courses = edition.Courses.Values.OrderBy(course => ownCourses.Contains(course.Id) ? 0 : 1).ToArray();
        return
        [
            .. from course in courses
               from lesson in course.Lessons
               group course.Id by lesson into places
               select (places.Key, new UsingLesson($"learn/{places.First()}/{places.Key}", edition.Lessons[places.Key][language].Title)),
        ];
    }
}
