using KnbTraining.Content.Items.Kinds;

namespace KnbTraining.Content.Items.Studies;

/// <summary>What somebody earns who knows nothing: one option of those shown; in matching, one choice for each row.</summary>
public static class BlindGuess
{
    /// <summary>How likely each score of an item is.</summary>
    public static ScoreOdds On(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var kind = QuestionKinds.Of(item);
        if (item.Kind != QuestionKind.Matching)
        {
            var share = 1.0 / item.Options.Count;
            return ScoreOdds.Of(item.Options.Select(option => (kind.Grade(item, [option.Id]), share)));
        }

        var rows = item.Options.ToLookup(option => option.Id.Split('=')[0], StringComparer.Ordinal);
        return rows.Aggregate(ScoreOdds.None, (odds, row) =>
        {
            var right = row.Count(option => option.Correct) / (double)row.Count();
            return odds.Plus(ScoreOdds.Of([(1.0 / rows.Count, right), (0, 1 - right)]));
        });
    }
}
