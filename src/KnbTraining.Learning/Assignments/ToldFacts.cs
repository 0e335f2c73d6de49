using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>When and by whom something was told, and with which words: read once for many rows that carry the numbers of their facts.</summary>
internal sealed class ToldFacts
{
    private readonly Dictionary<long, (DateOnly Day, string? By)> _facts;
    private readonly Dictionary<string, string?> _texts;

    private ToldFacts(Dictionary<long, (DateOnly Day, string? By)> facts, Dictionary<string, string?> texts) => (_facts, _texts) = (facts, texts);

    /// <param name="hashes">Of the texts, as rows hold them.</param>
    public static async Task<ToldFacts> ReadAsync(
        LearningDbContext db, IEnumerable<long?> numbers, IEnumerable<string?> hashes, LocalCalendar calendar, CancellationToken ct)
    {
        long[] wanted = [.. numbers.OfType<long>().Distinct()];
        byte[][] texts = [.. hashes.OfType<string>().Distinct(StringComparer.Ordinal).Select(Convert.FromHexString)];
        var facts = await db.LedgerRows
            .Where(row => wanted.Contains(row.Number))
            .Select(row => new { row.Number, row.At, By = db.People.Where(person => person.Id == row.ActorId).Select(person => person.Name).FirstOrDefault() })
            .ToListAsync(ct);
        var kept = await db.LedgerTexts.Where(text => texts.Contains(text.Hash)).Select(text => new { text.Hash, text.Text }).ToListAsync(ct);
        return new ToldFacts(
            facts.ToDictionary(row => row.Number, row => (calendar.DateOf(row.At), row.By)),
            kept.ToDictionary(text => Convert.ToHexStringLower(text.Hash), text => text.Text, StringComparer.Ordinal));
    }

    public static Task<ToldFacts> ReadAsync(
        LearningDbContext db, IEnumerable<long> numbers, IEnumerable<string?> hashes, LocalCalendar calendar, CancellationToken ct) =>
        ReadAsync(db, numbers.Select(number => (long?)number), hashes, calendar, ct);

    /// <summary>The local day; null where that was before facts were kept.</summary>
    public DateOnly? DayOf(long? number) => number is { } seq && _facts.TryGetValue(seq, out var told) ? told.Day : null;

    /// <summary>Who told it; null where it was the application, or where nobody knows.</summary>
    public string? NameOf(long? number) => number is { } seq && _facts.TryGetValue(seq, out var told) ? told.By : null;

    /// <summary>Null where there is none, or it was erased.</summary>
    public string? TextOf(string? hash) => hash is null ? null : _texts.GetValueOrDefault(hash);
}
