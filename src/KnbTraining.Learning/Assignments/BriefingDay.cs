using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Assignments;

/// <summary>The day from which the law of a briefing holds for somebody.</summary>
public static class BriefingDay
{
    /// <summary>
    /// The first day of a planned change that the briefing is about; where none is planned, that of the last one, as long as it holds today. Null where there
    /// is neither. Who has left by then is not meant.
    /// </summary>
    /// <param name="standings">What is known of one person, in any order.</param>
    public static DateOnly? Find(IEnumerable<Standing> standings, Briefing briefing, Edition edition, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(standings);
        ArgumentNullException.ThrowIfNull(briefing);
        ArgumentNullException.ThrowIfNull(edition);
        var (change, vocabulary) = (briefing.Text.Change, edition.RuleBook.Vocabulary);
        Standing[] rows = [.. standings.OrderBy(row => row.From)];
        DateOnly[] days =
        [
            .. rows.Zip(rows.Skip(1))
                .Where(pair => pair.Second.Employment != Employment.Left
                    && change.Describes(FactsOf(vocabulary, pair.First.Values), FactsOf(vocabulary, pair.Second.Values)))
                .Select(pair => pair.Second.From),
        ];
        return Array.Find(days, day => day > today) is var planned && planned != default ? planned
            : days.Length > 0 && Array.FindLast(rows, row => row.From <= today) is { } now && change.LeadsTo(FactsOf(vocabulary, now.Values)) ? days[^1]
            : null;
    }

    /// <summary>A standing in the words of the vocabulary.</summary>
    internal static Dictionary<string, string> FactsOf(Vocabulary vocabulary, StandingValues standing)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { [vocabulary.Person.Id] = IdOf(standing.HolderStatus) };
        if (vocabulary.Dimensions.FirstOrDefault(dimension => dimension.Role == DimensionRole.Position) is { } position)
        {
            facts[position.Id] = IdOf(standing.Capacity);
        }

        return facts;

        static string IdOf<T>(T value)
            where T : struct, Enum => value.ToString().ToLowerInvariant();
    }
}
