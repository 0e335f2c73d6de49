using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Publication;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions;

/// <summary>Checks a set of documents and compiles it into an edition. Pure: same documents, same result.</summary>
public static class EditionCompiler
{
    /// <summary>All findings at once, or an edition.</summary>
    /// <param name="published">
    /// The edition that the new one would follow, which texts to acknowledge are held against; null where there is none, or
    /// where it is not known.
    /// </param>
    public static Compilation Compile(DocumentSet documents, Edition? published = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var findings = new FindingList();
        HiddenCharacterCheck.Run(documents, findings);
        var assembled = Assemble(documents, findings);
        var edition = assembled is null ? null : Compile(assembled, findings);
        if (edition is not null)
        {
            AskedCheck.Run(edition, findings);
            StatementCheck.Run(edition.Parts, findings);
            BasisCheck.Run(edition.Parts, findings);
            KeyFactCheck.Run(edition.Parts, findings);
            CoverageCheck.Run(edition, findings);
            CourseTextCheck.Run(edition, findings);
            LessonLengthCheck.Run(edition, findings);
            LessonCaseCheck.Run(edition, findings);
            BriefingCheck.Run(edition, findings);
            if (published is not null)
            {
                VersionCheck.Run(published, edition, findings);
            }
        }

        var shown = findings.Count == 0 ? edition : null;
        var agrees = assembled is null || LawCaseCheck.Run(assembled, findings);
        return new Compilation(agrees ? shown : null, findings.InOrder()) { Shown = shown };
    }

    /// <summary>
    /// The edition of documents that were published once. What a later version of the program demands of statements and
    /// coverage is not asked of them: attempts and certificates rest on them as they are. In a language that came later they speak English.
    /// </summary>
    public static Compilation Recompile(DocumentSet documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var findings = new FindingList(documents.Languages);
        return new Compilation(Assemble(documents, findings) is { } assembled ? Compile(assembled, findings) : null, findings.InOrder());
    }

    /// <summary>
    /// The edition as it would read, for looking at its rules while it is still being written: whether its items are sound
    /// and its courses can still ask what they name is not looked at. Never draw items from it.
    /// </summary>
    public static Compilation Sketch(DocumentSet documents)
    {
        var findings = new FindingList();
        return new Compilation(Assemble(documents, findings), findings.InOrder());
    }

    /// <summary>Null where there is any finding.</summary>
    private static Edition? Compile(Edition edition, FindingList findings)
    {
        FamilyCheck.Run(edition, findings);
        return findings.Count == 0 ? edition : null;
    }

    /// <summary>The documents read and held against each other; null where there is any finding.</summary>
    private static Edition? Assemble(DocumentSet documents, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (!SizeCheck.Run(documents, findings))
        {
            return null;
        }

        foreach (var (path, text) in documents.All)
        {
            ScriptCheck.Check(path, text, findings);
        }

        var parts = Read(documents, findings);
        if (parts is not null && findings.Count == 0)
        {
            EditionCheck.Run(parts, findings);
            PictureCheck.Run(parts, findings);
            BriefingCheck.Run(parts, findings);
        }

        return parts is null || findings.Count > 0 ? null : new Edition(parts);
    }

    private static EditionParts? Read(DocumentSet documents, FindingList findings)
    {
        var vocabulary = One(documents, VocabularyReader.Path, findings) is { } fields ? VocabularyReader.Read(fields) : null;
        var rules = Folder(documents, "rules", findings, RuleReader.Read);
        var sources = Table(documents, "sources.yaml", findings, ReferenceReaders.Sources);
        var instruments = Table(documents, "instruments.yaml", findings, ReferenceReaders.Instruments);
        var facts = Table(documents, "facts.yaml", findings, ReferenceReaders.Facts);
        var glossary = Table(documents, "glossary.yaml", findings, ReferenceReaders.Glossary);
        var background = Table(documents, "background.yaml", findings, ReferenceReaders.BackgroundEntries);
        var misconceptions = Table(documents, "misconceptions.yaml", findings, ReferenceReaders.Misconceptions);
        var wording = documents.Find(StatementPhrases.Path) is not null && One(documents, StatementPhrases.Path, findings) is { } phrases
            ? StatementPhrasesReader.Read(phrases)
            : null;
        var stems = Folder(documents, "stems", findings, IsFlat, fields => (Name(fields.Path), StemReader.Read(fields))).ToDictionary(stem => stem.Item1, stem => stem.Item2, StringComparer.Ordinal);
        var vignettes = ReadVignettes(documents, findings);
        var courses = Folder(documents, "courses", findings, CourseReader.Read);
        var questions = Folder(documents, "questions", findings, CourseReader.Question);
        var acknowledgements = Folder(documents, AcknowledgementDocument.Folder, findings, IsFlat, AcknowledgementReader.Read);
        var pictures = Folder(documents, Picture.Folder, findings, IsFlat, PictureReader.Read);
        var cases = Folder(documents, LawCases.Folder, findings, IsFlat, LawCaseReader.Read);
        if (vocabulary is not { } known)
        {
            return null;
        }

        var lessons = new LessonReader(known.Vocabulary, findings).Read(documents);
        RuleCheck.Run(documents, rules, known.Vocabulary, known.Words, findings);
        ReportUnread(documents, findings);
        if (findings.Count > 0)
        {
            return null;
        }

        return new EditionParts(
            documents,
            new RuleBook(known.Vocabulary, [.. rules.Select(rule => rule.Rule)]),
            known.Words,
            rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal),
            sources,
            instruments,
            facts,
            glossary,
            [.. background.Values],
            misconceptions,
            wording,
            stems,
            vignettes!,
            lessons,
            pictures.ToDictionary(picture => picture.Id, StringComparer.Ordinal),
            courses.ToDictionary(course => course.Id, StringComparer.Ordinal),
            questions.ToDictionary(question => question.Id, StringComparer.Ordinal),
            acknowledgements.ToDictionary(document => document.Id, StringComparer.Ordinal))
        {
            LawCases = cases.ToDictionary(document => document.Id, StringComparer.Ordinal),
        };
    }

    private static Vignettes? ReadVignettes(DocumentSet documents, FindingList findings)
    {
        var cast = One(documents, "vignettes/cast.yaml", findings) is { } castFields ? StemReader.Cast(castFields) : null;
        var sentences = One(documents, "vignettes/facts.yaml", findings) is { } factFields ? StemReader.FactSentences(factFields) : null;
        var stories = documents.Under("vignettes")
            .Where(document => document.Key is not ("vignettes/cast.yaml" or "vignettes/facts.yaml") && document.Key.EndsWith(".yaml", StringComparison.Ordinal) && IsFlat(document.Key))
            .Select(document => FieldReader.Open(document.Key, document.Value, findings))
            .OfType<FieldReader>()
            .ToDictionary(fields => Name(fields.Path), StemReader.Stories, StringComparer.Ordinal);
        return cast is null || sentences is null ? null : new Vignettes(cast, sentences, stories);
    }

    private static FieldReader? One(DocumentSet documents, string path, FindingList findings)
    {
        if (documents.Find(path) is { } text)
        {
            return FieldReader.Open(path, text, findings);
        }

        findings.Add(path, 1, "The document is missing.", "Put it back.");
        return null;
    }

    private static Dictionary<string, T> Table<T>(DocumentSet documents, string path, FindingList findings, Func<FieldReader, Dictionary<string, T>> read) =>
        One(documents, path, findings) is { } fields ? read(fields) : [];

    private static List<T> Folder<T>(DocumentSet documents, string folder, FindingList findings, Func<FieldReader, T> read) =>
        Folder(documents, folder, findings, _ => true, read);

    private static List<T> Folder<T>(DocumentSet documents, string folder, FindingList findings, Predicate<string> wanted, Func<FieldReader, T> read) =>
        [.. documents.Under(folder)
            .Where(document => document.Key.EndsWith(".yaml", StringComparison.Ordinal) && wanted(document.Key))
            .Select(document => FieldReader.Open(document.Key, document.Value, findings))
            .OfType<FieldReader>()
            .Select(read)];

    // Stems and stories go by their file name alone: two of one name in different folders would be one too many.
    private static bool IsFlat(string path) => path.Count(c => c == '/') == 1;

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..^".yaml".Length];

    private static void ReportUnread(DocumentSet documents, FindingList findings)
    {
        string[] folders = ["rules/", "courses/", "questions/"];
        string[] flatFolders = ["stems/", "vignettes/", $"{AcknowledgementDocument.Folder}/", $"{Picture.Folder}/", $"{LawCases.Folder}/"];
        string[] files =
        [
            "vocabulary.yaml", "sources.yaml", "instruments.yaml", "facts.yaml", "glossary.yaml", "background.yaml", "misconceptions.yaml",
            StatementPhrases.Path,
        ];
        foreach (var path in documents.Paths)
        {
            var read = files.Contains(path) || path.StartsWith("lessons/", StringComparison.Ordinal)
                || (path.EndsWith(".yaml", StringComparison.Ordinal) && Array.Exists(folders, folder => path.StartsWith(folder, StringComparison.Ordinal)))
                || (path.EndsWith(".yaml", StringComparison.Ordinal) && IsFlat(path) && Array.Exists(flatFolders, folder => path.StartsWith(folder, StringComparison.Ordinal)));
            if (!read)
            {
                findings.Add(path, 1, "Nothing reads this document.", "Move it to the folder of its kind or delete it.");
            }
        }
    }
}
