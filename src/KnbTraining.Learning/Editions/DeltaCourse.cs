using System.Globalization;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Editions;

/// <summary>
/// A course about rules that an edition changed, as somebody has opened it: which rules, and as they were before. Never deleted, because cycles and attempts
/// name it; all that changes is that it may be taken back.
/// </summary>
public sealed class DeltaCourse
{
    public const int LongestReason = 500;

    private readonly List<DeltaRule> _rules = [];

    private DeltaCourse()
    {
    }

    public Guid Id { get; private set; }

    public string CourseId { get; private set; } = "";

    /// <summary>The edition that changed the rules.</summary>
    public int EditionNumber { get; private set; }

    /// <summary>From 1, among those of the edition.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Why the rules were changed, as the people read it, in each language.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Some situations that are judged differently, as <see cref="DeltaCaseColumn"/> writes them; null where there are none.</summary>
    public string? Cases { get; private set; }

    /// <summary>Last local day on which it is done in time.</summary>
    public DateOnly DueOn { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public Guid OpenedById { get; private set; }

    /// <summary>For how many people it was opened.</summary>
    public int People { get; private set; }

    /// <summary>How many of them have not had their turn yet. Only ever less, so that two processes never deal with the same people.</summary>
    public int Waiting { get; private set; }

    /// <summary>When it was taken back; null while it counts.</summary>
    public DateTimeOffset? TakenBackAt { get; private set; }

    public Guid? TakenBackById { get; private set; }

    /// <summary>Why it was taken back, for whoever administers; null while it counts.</summary>
    public string? TakenBackReason { get; private set; }

    public IReadOnlyList<DeltaRule> Rules => _rules;

    internal static DeltaCourse Open(
        int editionNumber,
        int ordinal,
        LocalizedText reason,
        DateOnly dueOn,
        IEnumerable<AmendedRule> rules,
        IReadOnlyList<AmendedCase> cases,
        int people,
        Guid openedById,
        DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(people, 1);
        var course = new DeltaCourse
        {
            Id = Guid.CreateVersion7(now),
            CourseId = IdOf(editionNumber, ordinal),
            EditionNumber = editionNumber,
            Ordinal = ordinal,
            Reason = LocalizedColumn.Write(reason),
            Cases = DeltaCaseColumn.Write(cases),
            DueOn = dueOn,
            OpenedAt = now,
            OpenedById = openedById,
            People = people,
            Waiting = people,
        };
        course._rules.AddRange(rules.Select((rule, index) => DeltaRule.Of(course.Id, index + 1, rule)));
        return course;
    }

    /// <summary>The id of the course with this number among those of an edition.</summary>
    internal static string IdOf(int editionNumber, int ordinal) => ordinal == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Delta.Prefix}{editionNumber}")
        : string.Create(CultureInfo.InvariantCulture, $"{Delta.Prefix}{editionNumber}-{ordinal}");

    /// <summary>Some of those who wait have had their turn.</summary>
    internal void Advance(int people)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people, Waiting);
        Waiting -= people;
    }

    /// <summary>Nobody is asked for it any more, and who waits for it does not get it.</summary>
    /// <exception cref="InvalidOperationException">It was taken back before.</exception>
    internal void TakeBack(string reason, Guid byId, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (TakenBackAt is not null)
        {
            throw new InvalidOperationException("It was taken back before.");
        }

        (TakenBackAt, TakenBackById, TakenBackReason, Waiting) = (now, byId, reason, 0);
    }

    internal LocalizedText ReasonText() => LocalizedText.Of(LocalizedColumn.Read(Reason));

    internal DeltaText Read() => new(
        CourseId,
        EditionNumber,
        DeltaWords.Title(EditionNumber, Ordinal),
        DeltaWords.Summary(EditionNumber),
        ReasonText(),
        [.. Rules.OrderBy(rule => rule.Position).Select(rule => rule.Read())])
    {
        Cases = DeltaCaseColumn.Read(Cases),
        IsTakenBack = TakenBackAt is not null,
    };
}

/// <summary>One rule of a course about changed rules, as it was before.</summary>
public sealed class DeltaRule
{
    private DeltaRule()
    {
    }

    public Guid DeltaId { get; private set; }

    /// <summary>From 1, in the order in which they are told.</summary>
    public int Position { get; private set; }

    public string RuleId { get; private set; } = "";

    /// <summary>In each language; null where the edition brought the rule.</summary>
    public string? Title { get; private set; }

    /// <summary>In each language; null where the edition brought the rule.</summary>
    public string? Statement { get; private set; }

    internal static DeltaRule Of(Guid deltaId, int position, AmendedRule rule) => new()
    {
        DeltaId = deltaId,
        Position = position,
        RuleId = rule.RuleId,
        Title = rule.Title is { } title ? LocalizedColumn.Write(title) : null,
        Statement = rule.Statement is { } statement ? LocalizedColumn.Write(statement) : null,
    };

    internal AmendedRule Read() => new(RuleId, TextOf(Title), TextOf(Statement));

    private static LocalizedText? TextOf(string? column) => column is null ? null : LocalizedText.Of(LocalizedColumn.Read(column));
}
