using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Attempts;

/// <summary>Says which certificate an attempt earned. Attempts show its number and know nothing else of it.</summary>
public interface IEarnedCertificates
{
    /// <returns>Null where the attempt earned none.</returns>
    Task<string?> FindNumberAsync(LearningDbContext db, Guid attemptId, CancellationToken ct);
}
