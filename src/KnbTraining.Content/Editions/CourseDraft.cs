using KnbTraining.Content.Courses;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Readers;

namespace KnbTraining.Content.Editions;

/// <summary>A course as somebody is writing it.</summary>
public static class CourseDraft
{
    /// <summary>
    /// The course of one document, whatever the rest of the content says of it; null where it cannot be read at all. What is missing or wrong in it is
    /// empty or the least that is allowed: good enough to look at, never to give to anybody.
    /// </summary>
    /// <param name="path">For example <c>courses/before-access.yaml</c>.</param>
    public static Course? Read(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        return FieldReader.Open(path, text, new FindingList()) is { } fields ? CourseReader.Read(fields) : null;
    }
}
