using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Notices;

/// <summary>How often it is looked whether days or lists have brought something about.</summary>
public enum NoticeRhythm
{
    Minute,
    Hour,

    /// <summary>Once a day, and once when the application starts.</summary>
    Day,
}

/// <summary>Something that notices are about: finds what is to be told, and says when the time to send has come whether it still holds.</summary>
public interface INoticeSubject
{
    /// <summary>The kinds that it decides about. No other subject decides about them.</summary>
    IReadOnlyList<NoticeKind> Kinds { get; }

    NoticeRhythm Rhythm { get; }

    /// <summary>What is to be told as of today and has no notice yet.</summary>
    Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct);

    /// <summary>Reads what decides about some waiting notices of its kinds, in a fixed number of commands.</summary>
    /// <returns>Says why one of them is not to be sent; null where it is. Whether the person has left is asked before.</returns>
    Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct);
}
