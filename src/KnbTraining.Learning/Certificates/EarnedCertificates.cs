using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Certificates;

internal sealed class EarnedCertificates : IEarnedCertificates
{
    public Task<string?> FindNumberAsync(LearningDbContext db, Guid attemptId, CancellationToken ct) => db.Certificates
        .Where(issued => issued.AttemptId == attemptId)
        .OrderBy(issued => issued.RevokedOn != null)
        .ThenByDescending(issued => issued.RevokedOn)
        .Select(issued => issued.Number)
        .FirstOrDefaultAsync(ct);
}
