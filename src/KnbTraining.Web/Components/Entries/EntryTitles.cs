using KnbTraining.Content.Editions;

namespace KnbTraining.Web.Components.Entries;

/// <summary>What the things of an edition are called of which entries of the ledger name only the ids.</summary>
public static class EntryTitles
{
    public static IReadOnlyDictionary<string, string> Of(Edition edition, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, title) in edition.EveryCourse.Select(course => (course.Key, course.Value.Title[language]))
            .Concat(edition.Acknowledgements.Select(text => (text.Key, text.Value[language].Title)))
            .Concat(edition.Rules.Select(rule => (rule.Key, rule.Value.Title[language])))
            .Concat(edition.Misconceptions.Select(belief => (belief.Key, belief.Value.Label[language]))))
        {
            titles.TryAdd(id, title);
        }

        return titles;
    }
}
