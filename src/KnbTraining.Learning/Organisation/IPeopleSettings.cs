using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>What the organisation has decided about the data of people; the settings answer, which come later.</summary>
public interface IPeopleSettings
{
    /// <summary>Reads them by the context of a write, so that what is decided beside it counts.</summary>
    Task<PeopleSettings> ReadAsync(LearningDbContext db, CancellationToken ct);
}

/// <param name="KeepsIin">True where the IIN is kept.</param>
/// <param name="NumbersOnly">True where names are not kept.</param>
public sealed record PeopleSettings(bool KeepsIin, bool NumbersOnly);
