using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Analysis;

namespace KnbTraining.Learning.Editing;

/// <summary>One line for each difference, hashed: two impacts with one digest mean the same.</summary>
internal static class ImpactDigest
{
    public static string Of(Impact impact)
    {
        var lines = impact.Verdicts
            .Select(change => $"{change.After.Situation.Id} {change.After.Law.Id} {change.Before} {change.After}")
            .Concat(impact.Documents);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
