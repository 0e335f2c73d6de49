namespace KnbTraining.Learning.Attempts;

public enum AttemptState
{
    Open = 0,
    Graded = 1,
}

/// <summary>
/// One sitting of one person over one form. It is in the database from its first second; what happens to it is
/// appended as steps.
/// </summary>
public sealed class Attempt
{
    private readonly List<AttemptItem> _items = [];
    private readonly List<AttemptRegrade> _regrades = [];

    private Attempt()
    {
    }

    /// <summary>Key inside the database: small, because every item and step repeats it.</summary>
    public long Number { get; private set; }

    /// <summary>The id that the outside knows.</summary>
    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public string CourseId { get; private set; } = "";

    public AttemptMode Mode { get; private set; }

    public AttemptState State { get; private set; }

    public int EditionNumber { get; private set; }

    /// <summary>The local day on which the attempt began: its items are asked and graded under the law of this day.</summary>
    public DateOnly LawDate { get; private set; }

    /// <summary>The seed of the form; together with edition, course and the items seen before it makes the form again.</summary>
    public long Seed { get; private set; }

    /// <summary>The language in which the attempt was started.</summary>
    public string Language { get; private set; } = "";

    /// <summary>1 for the person's first attempt at the course, in any mode.</summary>
    public int Ordinal { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset Deadline { get; private set; }

    /// <summary>When the learner submitted, or the deadline where the time ran out.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>The page that works on the attempt; null until one does. Written with the step that says so.</summary>
    public Guid? ClaimId { get; private set; }

    public DateTimeOffset? ClaimedAt { get; private set; }

    /// <summary>The unit to which the person belonged when the attempt was graded, under which its answers are in the sums; null before.</summary>
    public Guid? UnitId { get; private set; }

    /// <summary>
    /// What each item earned, packed for the analysis of questions, see <see cref="AttemptMarks"/>; null before the attempt is graded, and where no
    /// analysis counts it.
    /// </summary>
    public byte[]? Marks { get; private set; }

    public double? Points { get; private set; }

    public int Total { get; private set; }

    public int? Percent { get; private set; }

    public bool? Passed { get; private set; }

    /// <summary>Last local day on which a passed exam counts.</summary>
    public DateOnly? ValidUntil { get; private set; }

    public IReadOnlyList<AttemptItem> Items => _items;

    /// <summary>Its gradings anew; only where they were read with it.</summary>
    public IReadOnlyList<AttemptRegrade> Regrades => _regrades;

    /// <summary>What it earned: by the newest grading anew that was read with it, or else by the first one. Null while it is open.</summary>
    public CountedGrade? Counted => State != AttemptState.Graded ? null
        : _regrades.MaxBy(regrade => regrade.Number) is { } newest ? new CountedGrade(newest.Points, newest.Total, newest.Percent, newest.Passed, newest.ValidUntil)
        : new CountedGrade(Points!.Value, Total, Percent!.Value, Passed!.Value, ValidUntil);

    public static Attempt Start(
        Guid personId,
        string courseId,
        AttemptMode mode,
        int editionNumber,
        DateOnly lawDate,
        ulong seed,
        string language,
        int ordinal,
        DateTimeOffset now,
        TimeSpan limit,
        IReadOnlyList<AttemptItem> items)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(courseId);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ordinal, 1);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0)
        {
            throw new ArgumentException("An attempt has at least one item.", nameof(items));
        }

        var attempt = new Attempt
        {
            Id = Guid.CreateVersion7(now),
            PersonId = personId,
            CourseId = courseId,
            Mode = mode,
            EditionNumber = editionNumber,
            LawDate = lawDate,
            Seed = unchecked((long)seed),
            Language = language,
            Ordinal = ordinal,
            StartedAt = now,
            Deadline = now + limit,
            Total = items.Count,
        };
        attempt._items.AddRange(items);
        return attempt;
    }

    public AttemptClaim? Claim => ClaimId is { } id ? new AttemptClaim(id, ClaimedAt!.Value) : null;

    /// <exception cref="InvalidOperationException">The attempt is graded already: a result is never overwritten.</exception>
    public void Grade(Grading grading, AttemptAnswers answers, DateOnly? validUntil, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(grading);
        ArgumentNullException.ThrowIfNull(answers);
        if (State != AttemptState.Open)
        {
            throw new InvalidOperationException("The attempt is graded already.");
        }

        foreach (var item in _items)
        {
            item.Score = grading.Scores[item.Position];
            item.Certainty = answers.CertaintyOf(item.Position);
            item.Misconception = grading.Misconceptions.GetValueOrDefault(item.Position);
        }

        Recall(answers);
        State = AttemptState.Graded;
        SubmittedAt = now < Deadline ? now : Deadline;
        Points = grading.Points;
        Percent = grading.Percent;
        Passed = grading.Passed;
        ValidUntil = grading.Passed ? validUntil : null;
    }

    /// <summary>Notes what was chosen.</summary>
    internal void Recall(AttemptAnswers answers)
    {
        foreach (var item in _items)
        {
            item.Chosen = answers.ResponseTo(item.Position) is { Count: > 0 } response ? AttemptStep.Join(response) : null;
        }
    }

    /// <summary>Counts a graded attempt as one of a unit.</summary>
    /// <param name="met">Keys of the families that earlier first attempts of the person have presented.</param>
    internal void CountIn(Guid unitId, IReadOnlySet<int> met)
    {
        UnitId = unitId;
        var seen = new HashSet<int>(met);
        foreach (var item in _items.OrderBy(item => item.Position))
        {
            item.IsFirst = Ordinal == 1 && seen.Add(item.FamilyKey);
        }

        PackMarks();
    }

    /// <summary>Grades it anew: the newest grading counts, and none before it is touched.</summary>
    /// <exception cref="InvalidOperationException">The attempt is open.</exception>
    internal AttemptRegrade Regrade(Guid annulmentId, Regraded grading, DateOnly? validUntil, DateTimeOffset now)
    {
        if (State != AttemptState.Graded)
        {
            throw new InvalidOperationException("The attempt is open.");
        }

        var regrade = AttemptRegrade.Create(this, annulmentId, grading, validUntil, now);
        _regrades.Add(regrade);
        return regrade;
    }

    /// <summary>Packs what its items earned, where an analysis counts it; for an attempt that has its unit.</summary>
    internal void PackMarks() => Marks = AttemptMarks.Count(Mode, Ordinal) ? AttemptMarks.Pack([.. _items.Where(item => item.AnnulmentId is null)]) : null;
}
