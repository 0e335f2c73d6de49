using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Attempts;

/// <param name="LawDate">The day under whose law is asked and graded.</param>
/// <param name="Items">Seals what is asked, see <see cref="AttemptSeal.OfItems"/>.</param>
[RecordedAs("exam.started")]
public sealed record ExamStarted(Guid AttemptId, Guid PersonId, Slug Course, int Edition, DateOnly LawDate, DateTimeOffset Deadline, int Total, Digest Items) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <param name="Items">As when it was started.</param>
/// <param name="Steps">Seals everything that happened to the attempt, see <see cref="AttemptSeal.OfSteps"/>.</param>
/// <param name="Scores">Seals what each item earned, see <see cref="AttemptSeal.OfScores"/>.</param>
/// <param name="ValidUntil">Null where it was not passed.</param>
[RecordedAs("exam.graded")]
public sealed record ExamGraded(
    Guid AttemptId, Guid PersonId, Slug Course, int Edition, int Percent, bool Passed, DateTimeOffset SubmittedAt, DateOnly? ValidUntil, Digest Items, Digest Steps, Digest Scores) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <summary>An exam was graded anew, because questions of it were found wrong. The first grading stays as it was.</summary>
/// <param name="Grading">Counts its gradings anew, from 1.</param>
/// <param name="Points">In thousandths, rounded.</param>
/// <param name="Total">How many questions count.</param>
/// <param name="PercentBefore">By the grading that counted until then.</param>
/// <param name="Steps">Seals everything that happened to the attempt up to this, see <see cref="AttemptSeal.OfSteps"/>.</param>
[RecordedAs("exam.graded-anew")]
public sealed record ExamGradedAnew(
    Guid AttemptId,
    Guid PersonId,
    Slug Course,
    int Edition,
    Guid AnnulmentId,
    int Grading,
    int PercentBefore,
    bool PassedBefore,
    long Points,
    int Total,
    int Percent,
    bool Passed,
    DateOnly? ValidUntil,
    Digest Steps) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}
