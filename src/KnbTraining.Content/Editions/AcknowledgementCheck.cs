using KnbTraining.Content.Courses;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions;

/// <summary>What an acknowledgement names exists, and it reaches somebody; so do those that a course names.</summary>
internal static class AcknowledgementCheck
{
    public static void Run(EditionParts parts, FindingList findings)
    {
        foreach (var document in parts.Acknowledgements.Values)
        {
            void Demand(bool holds, string place, FindingSentence message, FindingSentence advice)
            {
                if (!holds)
                {
                    findings.Add(document.Path, parts.Documents.LineOf(document.Path, place), message, advice);
                }
            }

            Demand(document.Audience.Count > 0, "audience:", "The audience is empty.", $"Use some of: {string.Join(", ", CourseAudiences.All)}.");
            foreach (var audience in document.Audience)
            {
                Demand(
                    CourseAudiences.All.Contains(audience), audience, $"The audience '{audience}' is not known.", $"Use some of: {string.Join(", ", CourseAudiences.All)}.");
            }

            Demand(document.Rules.Count + document.Sources.Count > 0, "id", "The text rests on nothing.", "Name the rules or the sources it rests on, under `rules` or `sources`.");
            foreach (var rule in document.Rules)
            {
                Demand(parts.Rules.ContainsKey(rule), rule, $"The rule '{rule}' does not exist.", "Name an existing rule.");
            }

            foreach (var source in document.Sources)
            {
                Demand(parts.Sources.ContainsKey(source), source, $"The source '{source}' does not exist.", "Use an id of sources.yaml.");
            }
        }

        foreach (var course in parts.Courses.Values)
        {
            CheckTextsOf(course, parts, findings);
        }
    }

    private static void CheckTextsOf(Course course, EditionParts parts, FindingList findings)
    {
        var path = $"courses/{course.Id}.yaml";
        void Add(string id, FindingSentence message, FindingSentence advice) => findings.Add(path, parts.Documents.LineOf(path, id), message, advice);

        foreach (var named in course.Acknowledgements.GroupBy(id => id, StringComparer.Ordinal))
        {
            if (!parts.Acknowledgements.TryGetValue(named.Key, out var document))
            {
                Add(named.Key, $"The text '{named.Key}' does not exist.", "Name a document under acknowledgements/, or remove it.");
            }
            else if (!MayMeet(course.Audience, document.Audience))
            {
                Add(named.Key, $"The text '{named.Key}' addresses nobody whom the course addresses.", $"Name a text for some of: {string.Join(", ", course.Audience)}.");
            }

            if (named.Count() > 1)
            {
                Add(named.Key, $"The text '{named.Key}' is named twice.", "Name it once.");
            }
        }
    }

    // Nobody is a holder of two kinds at once; heads and everyone are found among all of them.
    private static bool MayMeet(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Concat(other).Any(audience => audience is CourseAudiences.Heads or CourseAudiences.Everyone) || one.Intersect(other, StringComparer.Ordinal).Any();
}
