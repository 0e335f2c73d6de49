using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Keeps assignments with the units that they name: where a unit is moved, its path changes, and those of everything below it.</summary>
internal sealed class AudiencePaths : IFactHandler<UnitMoved>
{
    public async Task HandleAsync(StoreWrite write, Actor actor, UnitMoved fact, CancellationToken ct)
    {
        var (before, after) = (fact.Before.Path.ToString(), fact.After.Path.ToString());
        foreach (var rule in await write.Db.AssignmentRules.Where(rule => rule.UnitPath!.StartsWith(before)).ToListAsync(ct))
        {
            rule.FollowUnit(string.Concat(after, rule.UnitPath.AsSpan(before.Length)));
        }

        // The same unit under another path: what the assignment says has not changed.
        foreach (var version in await write.Db.AssignmentRuleVersions.Where(version => version.UnitPath!.StartsWith(before)).ToListAsync(ct))
        {
            version.FollowUnit(string.Concat(after, version.UnitPath.AsSpan(before.Length)));
        }
    }
}
