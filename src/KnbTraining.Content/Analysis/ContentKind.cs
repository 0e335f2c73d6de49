using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;

namespace KnbTraining.Content.Analysis;

/// <summary>What kind of document lies at a path: what its fields mean.</summary>
public enum ContentKind
{
    Rule,
    Lesson,
    Question,
    Course,
    Acknowledgement,
    Picture,
    Glossary,
    Source,
    Instrument,
    SourceFact,
    Background,
    Misconception,
    Vocabulary,
    Wording,

    /// <summary>The wordings of one generator of questions.</summary>
    Stem,

    /// <summary>The stories of one act.</summary>
    Story,

    /// <summary>People, workplaces, destinations and carriers of stories.</summary>
    Cast,

    /// <summary>The sentences that tell a fact of a case.</summary>
    FactSentence,

    /// <summary>What lawyers expect of the rules, situation by situation.</summary>
    LawCases,

    /// <summary>A path that nothing reads.</summary>
    Unknown,
}

/// <summary>Finds the kind of a document by its path.</summary>
public static class ContentKinds
{
    /// <param name="path">Within the content folder, for example <c>courses/before-access.yaml</c>.</param>
    public static ContentKind Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path switch
        {
            "glossary.yaml" => ContentKind.Glossary,
            "sources.yaml" => ContentKind.Source,
            "instruments.yaml" => ContentKind.Instrument,
            "facts.yaml" => ContentKind.SourceFact,
            "background.yaml" => ContentKind.Background,
            "misconceptions.yaml" => ContentKind.Misconception,
            "vocabulary.yaml" => ContentKind.Vocabulary,
            "wording.yaml" => ContentKind.Wording,
            "vignettes/cast.yaml" => ContentKind.Cast,
            "vignettes/facts.yaml" => ContentKind.FactSentence,
            _ => path[..Math.Max(0, path.IndexOf('/', StringComparison.Ordinal))] switch
            {
                "rules" => ContentKind.Rule,
                "lessons" => ContentKind.Lesson,
                "questions" => ContentKind.Question,
                "courses" => ContentKind.Course,
                AcknowledgementDocument.Folder => ContentKind.Acknowledgement,
                Picture.Folder => ContentKind.Picture,
                LawCases.Folder => ContentKind.LawCases,
                "stems" => ContentKind.Stem,
                "vignettes" => ContentKind.Story,
                _ => ContentKind.Unknown,
            },
        };
    }

    /// <summary>The name of the file without folders and ending: the id in most documents.</summary>
    public static string NameOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.LastIndexOf('.') is > 0 and var end ? name[..end] : name;
    }
}
