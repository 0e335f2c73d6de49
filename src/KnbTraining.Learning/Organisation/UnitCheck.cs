using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>What is read of the tree of units, and looked at, before an act on it.</summary>
internal static class UnitCheck
{
    /// <param name="concerned">The rows of today of the units that an act concerns.</param>
    public static string? DayFault(DateOnly day, DateOnly today, IReadOnlyList<UnitVersion> concerned) =>
        day > today ? "lies-ahead" : concerned.Any(version => day < version.From) ? "before-last-change" : null;

    public static string? PlaceFault(Unit parent, int ordinal, int lengthBelow = 0) =>
        ordinal > Unit.MaxChildren ? "too-many-units" : Unit.PathOf(parent, 1).Length + lengthBelow > Unit.MaxPath ? "too-deep" : null;

    public static FormFindings NamesFaults(UnitNames names, IReadOnlyList<Unit> siblings)
    {
        var findings = new FormFindings();
        var taken = siblings.SelectMany(unit => unit.Names.Filled.Append(unit.Name)).Select(NameFold.Fold).ToHashSet(StringComparer.Ordinal);
        foreach (var (field, name) in new[] { (nameof(Unit.NameKk), names.Kk), (nameof(Unit.NameRu), names.Ru), (nameof(Unit.NameEn), names.En) })
        {
            findings.Add(field, TypedText.OptionalLineFault(name, TypedText.LongestName) ?? (!string.IsNullOrWhiteSpace(name) && taken.Contains(NameFold.Fold(name.Trim())) ? "name-taken" : null));
        }

        findings.Add(nameof(Unit.NameKk), names.Filled.Count == 0 ? TypedText.Required : null);
        return findings;
    }

    public static Task<List<Unit>> SiblingsAsync(LearningDbContext db, Guid parentId, Guid? except, CancellationToken ct) =>
        db.Units.AsNoTracking().Where(unit => unit.ParentId == parentId && unit.Id != except && unit.ClosedOn == null).ToListAsync(ct);

    public static Task<List<UnitVersion>> OpenVersionsAsync(LearningDbContext db, IReadOnlyList<Unit> units, CancellationToken ct)
    {
        Guid[] ids = [.. units.Select(unit => unit.Id)];
        return db.UnitVersions.Where(version => version.SeqOut == null && version.Until == null && ids.Contains(version.UnitId)).ToListAsync(ct);
    }

    // One more than the last that any child of the parent ever had: a path means one place for ever.
    public static async Task<int> NextOrdinalAsync(LearningDbContext db, Guid parentId, CancellationToken ct)
    {
        var paths = await db.UnitVersions.Where(version => version.ParentId == parentId).Select(version => version.Path)
            .Union(db.Units.Where(unit => unit.ParentId == parentId).Select(unit => unit.Path)).ToListAsync(ct);
        return paths.Select(path => int.Parse(path.AsSpan(path.Length - 5, 4), CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() + 1;
    }
}
