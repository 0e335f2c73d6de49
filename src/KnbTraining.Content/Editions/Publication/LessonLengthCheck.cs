using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>A lesson says how long it takes, in the one language as in the others: people plan their day by it.</summary>
internal static class LessonLengthCheck
{
    public static void Run(Edition edition, FindingList findings)
    {
        // A change of the law moves a lesson by a few words only, so the latest law answers for all.
        var date = edition.LawDates.Last();
        foreach (var lesson in edition.Lessons.Values)
        {
            foreach (var language in Languages.All)
            {
                var (stated, takes) = (lesson[language].Minutes, LessonLength.MinutesOf(edition, lesson.Id, date, language));
                if (Math.Abs(stated - takes) > LessonLength.Tolerance)
                {
                    var path = $"lessons/{lesson.Id}/{language}.md";
                    findings.Add(path, edition.Documents.LineOf(path, "minutes:"), $"The lesson says that it takes {stated} minutes; with everything that it shows it takes about {takes}.", $"Write `minutes: {takes}`, or shorten the lesson.");
                }
            }
        }
    }
}
