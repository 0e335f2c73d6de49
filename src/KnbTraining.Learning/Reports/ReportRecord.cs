using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Reports;

/// <summary>Records each exported report in the ledger.</summary>
public sealed class ReportRecord(LearningStore store)
{
    /// <summary>Call it before the file is sent. A file that cannot be recorded must not be sent.</summary>
    public Task<Result<Done>> ExportedAsync(Viewer viewer, ReportExported exported, CancellationToken ct) => store.WriteAsync<Done>(
        write =>
        {
            write.Record(viewer.Actor, exported);
            return Task.FromResult<Result<Done>>(new Done());
        },
        ct);
}
