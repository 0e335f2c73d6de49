using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>The files that prove credits. Each that leaves is recorded.</summary>
public sealed class EvidenceFiles(LearningStore store, RefusedActs refused)
{
    /// <summary>For administrators and auditors, and for who manages the person.</summary>
    /// <param name="number">Of the event that credits.</param>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where the viewer sees no such file.</returns>
    public async Task<Result<EvidenceFile>> SendAsync(Viewer viewer, Guid cycleId, int number, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.IsAny(Role.Administrator, Role.Auditor, Role.Manager))
        {
            return refused.Refuse(viewer, RefusedAct.Record);
        }

        // Read before the writer is taken: a file may be large.
        var found = await store.ReadAsync(
            db => (from row in db.CycleEvents
                   where row.CycleId == cycleId && row.Number == number
                   join kept in db.CycleEvidence on row.EvidenceHash equals kept.Hash
                   join cycle in db.Cycles on row.CycleId equals cycle.Id
                   where db.People.InScope(viewer).Any(person => person.Id == cycle.PersonId)
                   select new { cycle.PersonId, cycle.CourseId, kept.Hash, kept.FileName, kept.Bytes }).FirstOrDefaultAsync(ct),
            ct);
        if (found is null)
        {
            refused.Count(viewer.PersonId, RefusedAct.Record);
            return Refusal.NotFound;
        }

        return await store.WriteAsync<EvidenceFile>(
            write =>
            {
                write.Record(viewer.Actor, new EvidenceDownloaded(cycleId, found.PersonId, Slug.Of(found.CourseId), Digest.Parse(found.Hash)));
                return Task.FromResult<Result<EvidenceFile>>(new EvidenceFile(found.FileName, found.Bytes));
            },
            ct);
    }
}
