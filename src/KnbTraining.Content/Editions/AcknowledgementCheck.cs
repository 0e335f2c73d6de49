using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Editions;

/// <summary>What an acknowledgement names exists, and it reaches somebody.</summary>
internal static class AcknowledgementCheck
{
    public static void Run(EditionParts parts, FindingList findings)
    {
        foreach (var document in parts.Acknowledgements.Values)
        {
            void Demand(bool holds, string place, string message, string advice)
            {
                if (!holds)
                {
                    findings.Add(document.Path, parts.Documents.LineOf(document.Path, place), message, advice);
                }
            }

            Demand(document.Audience.Count > 0, "audience:", "The audience is empty.", $"Use some of: {string.Join(", ", EditionCheck.Audiences)}.");
            foreach (var audience in document.Audience)
            {
                Demand(EditionCheck.Audiences.Contains(audience), audience, $"The audience '{audience}' is not known.", $"Use some of: {string.Join(", ", EditionCheck.Audiences)}.");
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

            Demand(document.CourseId is not { } course || parts.Courses.ContainsKey(course), "course:", $"The course '{document.CourseId}' does not exist.", "Name an existing course, or remove the line.");
        }
    }
}
