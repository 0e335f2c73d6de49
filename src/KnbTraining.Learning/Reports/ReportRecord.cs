using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Reports;

/// <summary>Says in the ledger what leaves the application.</summary>
public sealed class ReportRecord(LearningStore store)
{
    /// <summary>To be asked before the file is sent: what cannot be recorded stays here.</summary>
    public Task<Result<Done>> ExportedAsync(Viewer viewer, ReportExported exported, CancellationToken ct) => store.WriteAsync<Done>(
        write =>
        {
            write.Record(viewer.Actor, exported);
            return Task.FromResult<Result<Done>>(new Done());
        },
        ct);
}
