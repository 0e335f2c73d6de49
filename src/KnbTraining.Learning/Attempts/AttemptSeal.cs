using System.Globalization;
using System.Text;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// Hashes over what is stored of an attempt, for its facts. Each row is one line of canonical JSON with a line end, and the SHA-256 is that of all
/// lines; so anybody can make them again from the tables.
/// </summary>
public static class AttemptSeal
{
    /// <summary>What was asked: place, item, part and order of presentation.</summary>
    public static Digest OfItems(IEnumerable<AttemptItem> items) => Of(items.OrderBy(item => item.Position).Select(item => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["position"] = item.Position,
        ["item"] = item.ItemId,
        ["rule"] = item.Family.RuleId,
        ["part"] = item.Part,
        ["order"] = item.Order,
    }));

    /// <summary>Everything that happened, in the order in which it was stored.</summary>
    public static Digest OfSteps(IEnumerable<AttemptStep> steps) => Of(steps.OrderBy(step => step.Sequence).Select(step => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["id"] = step.Id.ToString("D"),
        ["kind"] = (int)step.Kind,
        ["position"] = step.Position,
        ["response"] = step.Response,
        ["at"] = FactShape.InstantOf(step.At),
    }));

    /// <summary>What each item earned, and how sure the learner was.</summary>
    public static Digest OfScores(IEnumerable<AttemptItem> items) => Of(items.OrderBy(item => item.Position).Select(item => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["position"] = item.Position,
        ["score"] = item.Score?.ToString("R", CultureInfo.InvariantCulture),
        ["certainty"] = (int?)item.Certainty,
    }));

    /// <summary>Points as facts hold them, which hold no fractions.</summary>
    public static long Thousandths(double points) => (long)Math.Round(points * 1000, MidpointRounding.AwayFromZero);

    private static Digest Of(IEnumerable<Dictionary<string, object?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(CanonicalJson.Write(row)).Append('\n');
        }

        return Digest.Of(text.ToString());
    }
}
