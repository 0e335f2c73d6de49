using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Certificates;

internal sealed class EarnedCertificates : IEarnedCertificates
{
    // By the person, of whom there are few: the index of attempts holds what was not revoked.
    public Task<string?> FindNumberAsync(LearningDbContext db, Guid attemptId, CancellationToken ct) => db.Certificates
        .Where(issued => issued.AttemptId == attemptId
            && issued.PersonId == db.Attempts.Where(attempt => attempt.Id == attemptId).Select(attempt => attempt.PersonId).First())
        .OrderBy(issued => issued.RevokedOn != null)
        .ThenByDescending(issued => issued.RevokedOn)
        .Select(issued => issued.Number)
        .FirstOrDefaultAsync(ct);
}
