using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence;

/// <summary>Erases texts that facts name. The facts keep their hashes, so every line stays what it was. For administrators.</summary>
public sealed class LedgerErasing(LearningStore store, RefusedActs refused)
{
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where there is no such text, or it was erased already.</returns>
    public async Task<Result<Done>> EraseAsync(Viewer viewer, TextRef text, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return refused.Refuse(viewer, RefusedAct.AuditLog);
        }

        return await store.WriteAsync<Done>(
            async write =>
            {
                var hash = Convert.FromHexString(text.ToString());
                if (await write.Db.LedgerTexts.FirstOrDefaultAsync(one => one.Hash == hash && one.Text != null, ct) is not { } found)
                {
                    return Refusal.NotFound;
                }

                found.Erase();
                write.Record(viewer.Actor, new LedgerTextErased(text.Hash, found.PersonId));
                return new Done();
            },
            ct);
    }
}
