using System.Collections.Concurrent;
using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions;

/// <summary>
/// An immutable, content-addressed set of documents that passed the content check, compiled into everything that is
/// read, asked and graded. Safe to share between threads.
/// </summary>
public sealed class Edition : IItemMaterial
{
    // What is in them makes no item.
    private static readonly string[] FoldersWithoutItems = ["courses", Reference.LawCases.Folder];

    private readonly DateOnly[] _turningDays;
    private readonly ConcurrentDictionary<DateOnly, ItemBank> _banks = new();
    private readonly Lazy<Dictionary<string, Briefing>> _briefings;
    private readonly Lazy<Dictionary<string, Delta>> _deltas;
    private readonly Lazy<Dictionary<string, Course>> _everyCourse;

    internal Edition(EditionParts parts, IReadOnlyList<DeltaText>? deltas = null)
    {
        Parts = parts;
        _deltas = new Lazy<Dictionary<string, Delta>>(() => (deltas ?? [])
            .Select(text => Delta.Of(text, parts.RuleBook, parts.Questions.Values))
            .Where(delta => delta.Rules.Count > 0)
            .ToDictionary(delta => delta.Course.Id, StringComparer.Ordinal));
        _turningDays = [.. parts.Rules.Values.SelectMany(rule => new[] { rule.Rule.Since, rule.Rule.Until }).OfType<DateOnly>().Distinct().Order()];
        _briefings = new Lazy<Dictionary<string, Briefing>>(() => parts.Words.Briefings
            .Select(text => Briefing.Of(text, parts.RuleBook, parts.Words, parts.Questions.Values, LawDates))
            .ToDictionary(briefing => briefing.Course.Id, StringComparer.Ordinal));
        _everyCourse = new Lazy<Dictionary<string, Course>>(() => parts.Courses.Values
            .Concat(Briefings.Values.Select(briefing => briefing.Course))
            .Concat(Deltas.Values.Select(delta => delta.Course))
            .ToDictionary(course => course.Id, StringComparer.Ordinal));
    }

    internal EditionParts Parts { get; }

    /// <summary>The content address: equal documents give equal hashes.</summary>
    public string Hash => Parts.Documents.Hash;

    public DocumentSet Documents => Parts.Documents;

    public RuleBook RuleBook => Parts.RuleBook;

    public VocabularyText Words => Parts.Words;

    public IReadOnlyDictionary<string, RuleDocument> Rules => Parts.Rules;

    public IReadOnlyDictionary<string, SourceDocument> Sources => Parts.Sources;

    public IReadOnlyDictionary<string, Instrument> Instruments => Parts.Instruments;

    public IReadOnlyDictionary<string, SourceFact> Facts => Parts.Facts;

    public IReadOnlyDictionary<string, Term> Glossary => Parts.Glossary;

    public IReadOnlyList<Background> Background => Parts.Background;

    public IReadOnlyDictionary<string, Misconception> Misconceptions => Parts.Misconceptions;

    public IReadOnlyDictionary<string, Lesson> Lessons => Parts.Lessons;

    public IReadOnlyDictionary<string, Picture> Pictures => Parts.Pictures;

    /// <summary>The courses that somebody has written. Those that follow from the rules are <see cref="Briefings"/> and <see cref="Deltas"/>.</summary>
    public IReadOnlyDictionary<string, Course> Courses => Parts.Courses;

    /// <summary>By the id of their course.</summary>
    public IReadOnlyDictionary<string, Briefing> Briefings => _briefings.Value;

    /// <summary>What people are told of changes of rules up to this edition, by the id of their course; see <see cref="With"/>.</summary>
    public IReadOnlyDictionary<string, Delta> Deltas => _deltas.Value;

    /// <summary>Everything that people may have to take: <see cref="Courses"/>, and the courses of <see cref="Briefings"/> and <see cref="Deltas"/>.</summary>
    public IReadOnlyDictionary<string, Course> EveryCourse => _everyCourse.Value;

    public IReadOnlyDictionary<string, AuthoredQuestion> Questions => Parts.Questions;

    public IReadOnlyDictionary<string, AcknowledgementDocument> Acknowledgements => Parts.Acknowledgements;

    /// <summary>What lawyers expect of the rules, by the id of their document.</summary>
    public IReadOnlyDictionary<string, LawCases> LawCases => Parts.LawCases;

    IReadOnlyDictionary<string, Stems> IItemMaterial.Stems => Parts.Stems;

    Vignettes IItemMaterial.Vignettes => Parts.Vignettes;

    /// <summary>True where both make the same items: nothing but courses and cases differs.</summary>
    public bool AsksAs(Edition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(this, other) || Documents.HashWithout(FoldersWithoutItems) == other.Documents.HashWithout(FoldersWithoutItems);
    }

    /// <summary>The days from which another law counts, in order; the first is the beginning of time.</summary>
    internal IEnumerable<DateOnly> LawDates => [DateOnly.MinValue, .. _turningDays.Where(day => day > DateOnly.MinValue)];

    /// <summary>
    /// The same edition with what people are told of changes of rules, in place of what it had of that. Whether they are told it is decided after an edition
    /// is published, so its documents cannot say it.
    /// </summary>
    public Edition With(IReadOnlyList<DeltaText> deltas) => new(Parts, deltas);

    /// <summary>The lesson of a course, of a briefing or of changed rules.</summary>
    /// <exception cref="KeyNotFoundException">The edition has no such lesson.</exception>
    public Lesson LessonOf(string id) =>
        Lessons.GetValueOrDefault(id) ?? Briefings.GetValueOrDefault(id)?.Lesson ?? Deltas.GetValueOrDefault(id)?.Lesson
            ?? throw new KeyNotFoundException($"The edition has no lesson '{id}'.");

    /// <summary>Everything that can be asked under the law of a date. Dates between two changes of the law share a bank.</summary>
    /// <param name="date">Local calendar date: for an attempt the day on which it began.</param>
    public ItemBank ItemsOn(DateOnly date)
    {
        var since = _turningDays.LastOrDefault(day => day <= date, DateOnly.MinValue);
        return _banks.GetOrAdd(since, day => new ItemBank(this, day));
    }
}

/// <summary>The way back from what was made of an edition.</summary>
public static class EditionOfItems
{
    extension(ItemBank items)
    {
        /// <summary>The edition whose items these are: nothing but an edition makes a bank.</summary>
        public Edition Edition => (Edition)items.Material;
    }
}

/// <summary>What the compiler hands over; see the properties of <see cref="Edition"/>.</summary>
/// <param name="Wording">Null in editions that were published before statements were held against phrases.</param>
internal sealed record EditionParts(
    DocumentSet Documents,
    RuleBook RuleBook,
    VocabularyText Words,
    IReadOnlyDictionary<string, RuleDocument> Rules,
    IReadOnlyDictionary<string, SourceDocument> Sources,
    IReadOnlyDictionary<string, Instrument> Instruments,
    IReadOnlyDictionary<string, SourceFact> Facts,
    IReadOnlyDictionary<string, Term> Glossary,
    IReadOnlyList<Background> Background,
    IReadOnlyDictionary<string, Misconception> Misconceptions,
    StatementPhrases? Wording,
    IReadOnlyDictionary<string, Stems> Stems,
    Vignettes Vignettes,
    IReadOnlyDictionary<string, Lesson> Lessons,
    IReadOnlyDictionary<string, Picture> Pictures,
    IReadOnlyDictionary<string, Course> Courses,
    IReadOnlyDictionary<string, AuthoredQuestion> Questions,
    IReadOnlyDictionary<string, AcknowledgementDocument> Acknowledgements)
{
    /// <summary>Empty in editions that were published before there were cases.</summary>
    public IReadOnlyDictionary<string, LawCases> LawCases { get; init; } = new Dictionary<string, LawCases>(StringComparer.Ordinal);
}

/// <summary>The result of a compilation: an edition where there are no findings, all findings otherwise.</summary>
/// <param name="Edition">Null where there is any finding.</param>
/// <param name="Findings">All findings at once, by path and line.</param>
public sealed record Compilation(Edition? Edition, IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// The edition to look at: the same, and also there where the only findings are that rules say otherwise than cases expect. What such a change does
    /// can be read, so that somebody can decide which of the two is wrong; it cannot be published.
    /// </summary>
    public Edition? Shown { get; init; } = Edition;
}
