using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>Families by their keys. A family whose rule was changed has several keys, and is one family all the same.</summary>
internal sealed class KnownFamilies
{
    private readonly Dictionary<int, string> _ids;
    private readonly Dictionary<string, int[]> _keys;

    // By key; keys are given from 1 on without gaps worth speaking of.
    private readonly int[] _united;

    private KnownFamilies(List<(int Key, string Id)> families)
    {
        _ids = families.ToDictionary(family => family.Key, family => family.Id);
        _keys = families.GroupBy(family => family.Id, StringComparer.Ordinal)
            .ToDictionary(own => own.Key, own => own.Select(family => family.Key).Order().ToArray(), StringComparer.Ordinal);
        _united = new int[families.Count == 0 ? 0 : families.Max(family => family.Key) + 1];
        foreach (var (key, id) in families)
        {
            _united[key] = _keys[id][0];
        }
    }

    public static async Task<KnownFamilies> ReadAsync(LearningDbContext db, CancellationToken ct) =>
        new([.. (await db.AskedFamilies.Select(family => new { family.Key, family.FamilyId }).ToListAsync(ct)).Select(family => (family.Key, family.FamilyId))]);

    public string IdOf(int key) => _ids[key];

    /// <summary>The key under which the family is counted; null where it was never asked.</summary>
    public int? KeyOf(string id) => _keys.TryGetValue(id, out var keys) ? keys[0] : null;

    public IReadOnlyList<int> KeysOf(string id) => _keys.GetValueOrDefault(id) ?? [];

    /// <summary>Gives each mark the one key of its family.</summary>
    public void Unite(List<AttemptMark> marks)
    {
        for (var i = 0; i < marks.Count; i++)
        {
            var key = marks[i].FamilyKey;
            if (_united[key] != key)
            {
                marks[i] = marks[i] with { FamilyKey = _united[key] };
            }
        }
    }
}
