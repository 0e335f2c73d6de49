using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Reports;

namespace KnbTraining.Web.Features.Record;

/// <summary>A person's own transcript: courses, exams, and refreshers and practice apart from them.</summary>
public sealed class RecordSheet
{
    public RecordSheet(Transcript transcript)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        Transcript = transcript;
        Exams = [.. transcript.Attempts.Where(attempt => attempt.Mode == AttemptMode.Exam)];
        Refreshers = [.. transcript.Attempts.Where(attempt => attempt.Mode == AttemptMode.Refresher)];
        Practice = [.. transcript.Attempts.Where(attempt => attempt.Mode == AttemptMode.Practice)];
        Pressing = transcript.Cycles.Where(cycle => cycle.State != CycleState.Done).MinBy(cycle => cycle.DueOn);
    }

    public Transcript Transcript { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TranscriptAttempt> Exams { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TranscriptAttempt> Refreshers { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TranscriptAttempt> Practice { get; }

    /// <summary>The course to begin with: what is not done and due first; null where nothing is.</summary>
    public TranscriptCycle? Pressing { get; }
}
