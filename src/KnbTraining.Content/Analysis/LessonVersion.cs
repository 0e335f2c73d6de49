using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Analysis;

/// <summary>A lesson in one language, before and after it was written on. Its sets tell parts by who they are, not by what they say.</summary>
public sealed class LessonVersion
{
    /// <param name="before">The parts as they were; none where the lesson is new.</param>
    /// <param name="after">The parts as they are.</param>
    public LessonVersion(string language, IReadOnlyList<LessonPart> before, IReadOnlyList<LessonPart> after)
    {
        (Language, Before, After) = (language, before, after);
        var pairs = Alignment.Of(before, after, part => part.Text, part => part.Sort);
        Written = pairs.Where(pair => pair.After is not null).Select(pair => after[pair.After!.Value]).ToHashSet(Same);
        Gone = pairs.Where(pair => pair.After is null).Select(pair => before[pair.Before!.Value]).ToHashSet(Same);
        var turned = pairs.Where(pair => pair.Before is not null).Select(pair => before[pair.Before!.Value]).ToHashSet(Same);
        Kept = before.Where(part => !turned.Contains(part))
            .Zip(after.Where(part => !Written.Contains(part)))
            .ToDictionary(pair => pair.First, pair => pair.Second, Same);
    }

    public string Language { get; }

    public IReadOnlyList<LessonPart> Before { get; }

    public IReadOnlyList<LessonPart> After { get; }

    /// <summary>Parts of <see cref="After"/> that are new or say something else.</summary>
    public IReadOnlySet<LessonPart> Written { get; }

    /// <summary>Parts of <see cref="Before"/> in whose place nothing stands any more.</summary>
    public IReadOnlySet<LessonPart> Gone { get; }

    /// <summary>Parts of <see cref="Before"/> that say what they said, each with what it has become.</summary>
    public IReadOnlyDictionary<LessonPart, LessonPart> Kept { get; }

    private static IEqualityComparer<LessonPart> Same => ReferenceEqualityComparer.Instance;
}
