using System.Globalization;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Publish;

/// <summary>What an impact says, in the words of forms and of the vocabulary: how documents, fields, entries and values are called.</summary>
/// <param name="impact">Its editions give the names; of what is gone, the one before.</param>
public sealed class ImpactWords(Impact impact, IStringLocalizer<ContentTexts> texts, string language)
{
    private const int MostReasons = 4;

    private const int LongestTitle = 90;

    // Keys below which facts of situations stand by their own names.
    private static readonly string[] Facts = ["when", "from", "to", "applies-when", "never-varied-with", "never-asked", "only-compared", "facts"];

    // Numbers of which it is said whether they rise or fall.
    private static readonly string[] Said =
    [
        "exam.minutes", "exam.pass", "exam.attempts", "exam.cool-down-hours", "exam.parts.pass", "exam.parts.count", "validity-months", "reading-seconds", "renewal-months", "minutes",
    ];

    private static readonly string[] Parts = ["rule", "case", "question", "term", "map", "picture", "practice"];

    private IEnumerable<Edition> Editions => [impact.After, impact.Before];

    /// <summary>In the quotation marks of the language.</summary>
    public string Quote(string text) => texts["Impact.quote", text];

    /// <summary>What people call the document at a path.</summary>
    public string TitleOf(string path)
    {
        var name = ContentKinds.NameOf(path);
        return ContentKinds.Of(path) switch
        {
            ContentKind.Rule => RuleOf(name),
            ContentKind.Lesson when path.Split('/') is [_, var lesson, ..] => LessonOf(lesson),
            ContentKind.Question => QuestionOf(name),
            ContentKind.Course => CourseOf(name),
            ContentKind.Acknowledgement => ConfirmedOf(name),
            ContentKind.LawCases => First(edition => edition.LawCases.GetValueOrDefault(name)?.Title) ?? name,
            ContentKind.Picture => First(edition => edition.Pictures.GetValueOrDefault(name)?.Title) ?? name,
            ContentKind.Stem => GeneratorOf(name),
            ContentKind.Story => ValueIn(impact.After.RuleBook.Vocabulary.Act.Id, name) ?? name,
            var kind => texts[$"Impact.kind.{kind}"],
        };
    }

    /// <summary>The kind of a document; nothing where that is its name.</summary>
    public string KindOf(ChangedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var kind = texts[$"Impact.kind.{document.Kind}"].Value;
        return kind == TitleOf(document.Path) ? "" : kind;
    }

    public string RuleOf(string id) => First(edition => edition.Rules.GetValueOrDefault(id)?.Title) ?? id;

    public string CourseOf(string id) => First(edition => edition.EveryCourse.GetValueOrDefault(id)?.Title) ?? id;

    public string LessonOf(string id) => Editions.Select(edition => edition.Lessons.GetValueOrDefault(id)?[language].Title).FirstOrDefault(title => title is not null) ?? id;

    public string ConfirmedOf(string id) =>
        Editions.Select(edition => edition.Acknowledgements.GetValueOrDefault(id)?[language].Title).FirstOrDefault(title => title is not null) ?? id;

    /// <summary>A family as editors know it: by the shape of the question and the rule, or by the question that somebody wrote.</summary>
    public string FamilyOf(string id)
    {
        var (generator, rest) = (id.Split('.')[0], id[(id.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        return generator == "authored"
            ? $"{GeneratorOf(generator)}: {QuestionOf(rest)}"
            : $"{GeneratorOf(generator)}: {RuleOf(rest)}";
    }

    /// <summary>What has to be looked at again.</summary>
    public string TitleOf(TextToReread text) => text.Kind == ContentKind.Background ? BackgroundOf(text.Id) : TitleOf(text.Path);

    /// <summary>The document and those of its fields that are a reason.</summary>
    public string Because(Cause cause)
    {
        var change = impact.Changes.FirstOrDefault(document => document.Path == cause.Path);
        string[] fields = [.. (change?.Fields ?? []).Where(field => cause.Fields.Contains(field.Field)).Select(NameOf).Distinct(StringComparer.Ordinal)];
        var (kind, name) = (texts[$"Impact.kind.{ContentKinds.Of(cause.Path)}"].Value, TitleOf(cause.Path));
        var title = kind == name ? kind : $"{kind} {Quote(name)}";
        return fields.Length == 0 ? title : $"{title}: {string.Join(", ", fields.Take(MostReasons))}{(fields.Length > MostReasons ? " …" : "")}";
    }

    /// <summary>The rule and what happened to it.</summary>
    public string Because(string rule, ReasonKind kind)
    {
        var why = texts[$"Impact.reason.{kind}"].Value;
        return $"{Quote(RuleOf(rule))} – {why}";
    }

    /// <summary>The field as forms call it, with the entry in which it stands.</summary>
    public string NameOf(ChangedField field)
    {
        if (field.Nature == FieldNature.Block)
        {
            return field.LivePart is { } part ? PartOf(part)
                : field.Heading is { } heading ? texts["Impact.block.under", heading]
                : texts["Impact.block"];
        }

        var names = new List<string>();
        for (var i = 0; i < field.Steps.Count; i++)
        {
            var step = field.Steps[i];
            if (step.Key != field.Language)
            {
                var name = KeyOf(field, i);
                names.Add(step.Entry is { } entry ? $"{name} {Quote(EntryOf(field, i, entry))}" : name);
            }
        }

        // Where three or more stand in a row, the first says nothing that the document does not.
        var way = string.Join(", ", names.Skip(field.Steps[0].Entry is null && names.Count > 2 ? 1 : 0));
        return field.Language is { } written && !IsText(field) ? $"{way} ({LanguageNames.Of(written)})" : way;
    }

    /// <summary>One sentence about a field that holds no text in a language.</summary>
    public string Say(ChangedField field)
    {
        var name = NameOf(field);
        if (field.Nature == FieldNature.Order)
        {
            return texts["Impact.order", name];
        }

        if (field.Nature == FieldNature.List && field.Before is not null && field.After is not null)
        {
            return field.Removed.Count + field.Added.Count == 0 ? texts["Impact.order", name]
                : field.Removed.Count == 0 ? texts["Impact.added", name, Several(field, field.Added)]
                : field.Added.Count == 0 ? texts["Impact.removed", name, Several(field, field.Removed)]
                : texts["Impact.replaced", name, Several(field, field.Removed), Several(field, field.Added)];
        }

        if (Said.Contains(field.Shape) && Number(field.Before) is { } before && Number(field.After) is { } after)
        {
            var part = field.Steps.LastOrDefault(step => step.Entry is not null) is { Entry: { } entry } ? EntryOf(field, field.Steps.ToList().FindIndex(step => step.Entry == entry), entry) : "";
            return texts[$"Impact.say.{field.Shape}.{(after > before ? "up" : "down")}", before, after, part];
        }

        return (field.Before, field.After) switch
        {
            (null, var now) => texts["Impact.set", name, Several(field, now!.Split('\n'))],
            (var old, null) => texts["Impact.unset", name, Several(field, old.Split('\n'))],
            var (old, now) => texts["Impact.from-to", name, ValueOf(field, old), ValueOf(field, now)],
        };
    }

    /// <summary>True where a field is read as a text: it is shown word by word, not in a sentence.</summary>
    public static bool IsText(ChangedField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Nature == FieldNature.Block
            || (field.Nature == FieldNature.Value && field.Steps[^1].Key is not ("translation" or "minutes" or ReviewDay.Key) && field.Steps[0].Key != "translation"
                && (field.Language is not null || field.Shape == "text"));
    }

    /// <summary>A value in words; itself where it has no others.</summary>
    public string ValueOf(ChangedField field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(value);
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return LocalTime.Day(day);
        }

        var key = field.Steps.Last(step => step.Key != field.Language || field.Steps.Count == 1).Key;
        return field.Steps[0].Key == "translation" ? texts[$"Translation.{value}"] : (key, value) switch
        {
            (_, "true") => texts["Impact.yes"],
            (_, "false") => texts["Impact.no"],
            ("status", "in-force" or "proposed") => texts[$"Status.{value}"],
            ("liability" or "expect", _) or ("from" or "to", _) when LiabilityOf(value) is { } liability => liability,
            ("duties" or "beside", _) => First(edition => edition.Words.Duties.GetValueOrDefault(value)) ?? value,
            ("overrides" or "rules" or "rule", _) => RuleOf(value),
            ("law", "in-force" or "if-adopted") => texts[$"Law.{value}"],
            ("families", _) when field.Steps[0].Key == "exam" => FamilyOf(value),
            ("lessons", _) => LessonOf(value),
            ("acknowledgements", _) => ConfirmedOf(value),
            ("audience", _) when CourseAudiences.All.Contains(value, StringComparer.Ordinal) => texts[$"Impact.audience.{value}"],
            ("holders", _) => ValueIn(impact.After.RuleBook.Vocabulary.Person.Id, value) ?? value,
            ("misconception", _) => First(edition => edition.Misconceptions.GetValueOrDefault(value)?.Label) ?? value,
            ("source" or "sources", _) => First(edition => edition.Sources.GetValueOrDefault(value)?.Label) ?? value,
            ("instrument", _) => First(edition => edition.Instruments.GetValueOrDefault(value)?.Label) ?? value,
            ("family", _) => First(edition => edition.Words.Families.GetValueOrDefault(value)) ?? value,
            ("of" or "related" or "swap", _) => First(edition => edition.Glossary.GetValueOrDefault(value)?.Name ?? edition.Words.Bodies.GetValueOrDefault(value)) ?? value,
            ("ignore", _) => First(edition => edition.Words.Dimensions.GetValueOrDefault(value)) ?? value,
            ("for" or "names", _) when Enum.TryParse<BasisPurpose>(value, ignoreCase: true, out var purpose) => First(edition => edition.Words.Purposes.GetValueOrDefault(purpose)) ?? value,
            ("kind" or "keyable" or "use" or "standing" or "role" or "gender", _) when texts[$"Impact.value.{value}"] is { ResourceNotFound: false } word => word,
            ("kind", "single-choice" or "true-false" or "multiple-choice") => texts[$"QuestionKind.{value}"],
            _ => ValueIn(key, value) ?? value,
        };
    }

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string Several(ChangedField field, IEnumerable<string> values) => string.Join(", ", values.Select(value => ValueOf(field, value)));

    // A question is known by its first words.
    private string QuestionOf(string id)
    {
        var stem = First(edition => edition.Questions.GetValueOrDefault(id)?.Stem) ?? id;
        return stem.Length <= LongestTitle ? stem : $"{stem[..stem.LastIndexOf(' ', LongestTitle)]} …";
    }

    private string BackgroundOf(string id)
    {
        if (Editions.SelectMany(edition => edition.Background).FirstOrDefault(background => background.Id == id)?.Place is not { } place)
        {
            return id;
        }

        var law = First(edition => edition.Instruments.GetValueOrDefault(place.Instrument)?.Abbreviation) ?? place.Instrument;
        return string.Join(", ", new[]
        {
            law,
            place.Article is { } article ? texts["Impact.article", article].Value : null,
            place.Part is { } part ? texts["Impact.article.part", part].Value : null,
        }.OfType<string>());
    }

    private string GeneratorOf(string id) => texts[$"Generator.{id}"] is { ResourceNotFound: false } name ? name : id;

    private string PartOf(string part)
    {
        var (word, rest) = (part.Split(' ')[0], part[(part.Split(' ')[0].Length)..].Trim());
        var name = Parts.Contains(word) ? texts[$"Impact.part.{word}"].Value : word;
        var what = word switch
        {
            "rule" => RuleOf(rest),
            "question" => FamilyOf(rest),
            "term" => First(edition => edition.Glossary.GetValueOrDefault(rest)?.Name),
            "picture" => First(edition => edition.Pictures.GetValueOrDefault(rest)?.Title),
            "map" => ValueIn(impact.After.RuleBook.Vocabulary.Act.Id, rest),
            "case" => string.Join(" · ", rest.Split(' ').Select(fact => fact.Split('=')).Where(fact => fact.Length == 2).Select(fact => ValueIn(fact[0], fact[1]) ?? texts[$"Law.{fact[1]}"].Value)),
            _ => null,
        };
        return what is null or "" ? name : $"{name} {Quote(what)}";
    }

    private string KeyOf(ChangedField field, int at)
    {
        var key = field.Steps[at].Key;
        if (at > 0)
        {
            var above = field.Steps[at - 1].Key;
            if (Facts.Contains(above) && First(edition => edition.Words.Dimensions.GetValueOrDefault(key)) is { } dimension)
            {
                return dimension;
            }

            var owner = above == "never-becomes" ? field.Steps[0].Entry : at > 1 && Facts.Contains(field.Steps[at - 2].Key) ? above : null;
            if (owner is not null && ValueIn(owner, key) is { } value)
            {
                return value;
            }
        }
        else if (Facts.Contains(key) && field.Steps[at].Entry is null && field.Steps.Count == 1)
        {
            return texts[$"Impact.key.{key}"];
        }

        return texts[$"Impact.key.{key}"] is { ResourceNotFound: false } name ? name : key;
    }

    private string EntryOf(ChangedField field, int at, string entry)
    {
        var key = field.Steps[at].Key;
        var name = key switch
        {
            "parts" => First(edition => edition.Courses.Values.Where(course => $"courses/{course.Id}.yaml" == DocumentOf(field))
                .SelectMany(course => course.Exam.Parts).FirstOrDefault(part => part.Id == entry)?.Label),
            "terms" => First(edition => edition.Glossary.GetValueOrDefault(entry)?.Name),
            "misconceptions" => First(edition => edition.Misconceptions.GetValueOrDefault(entry)?.Label),
            "sources" or "attributions" => First(edition => edition.Sources.GetValueOrDefault(entry)?.Label),
            "instruments" or "basis" => First(edition => edition.Instruments.GetValueOrDefault(entry)?.Abbreviation),
            "dimensions" => First(edition => edition.Words.Dimensions.GetValueOrDefault(entry)),
            "values" when field.Steps[0].Entry is { } dimension => ValueIn(dimension, entry),
            "duties" => First(edition => edition.Words.Duties.GetValueOrDefault(entry)),
            "invented-duties" => First(edition => edition.Words.InventedDuties.GetValueOrDefault(entry)?.Label),
            "bodies" => First(edition => edition.Words.Bodies.GetValueOrDefault(entry)),
            "families" => First(edition => edition.Words.Families.GetValueOrDefault(entry)),
            "liabilities" => LiabilityOf(entry),
            "briefings" => First(edition => edition.Words.Briefings.FirstOrDefault(briefing => briefing.Id == entry)?.Title),
            "stated" or "left-open" or "pairs" => PointOf(DocumentOf(field), entry),
            "cases" => CaseOf(DocumentOf(field), entry),
            "options" => entry.ToUpperInvariant(),
            _ => null,
        };
        return name ?? entry;
    }

    // Parts of two courses may have one id, and points of two rules.
    private string? DocumentOf(ChangedField field) => impact.Changes.FirstOrDefault(document => document.Fields.Any(one => ReferenceEquals(one, field)))?.Path;

    private string? PointOf(string? path, string id) => First(edition => edition.Rules.Values.Where(rule => rule.Path == path).Select(rule =>
        rule.Stated.Concat(rule.LeftOpen).FirstOrDefault(point => point.Id == id)?.Text ?? rule.Pairs.FirstOrDefault(pair => pair.Id == id)?.Text).FirstOrDefault(text => text is not null));

    private string? CaseOf(string? path, string id) => Editions
        .Select(edition => edition.LawCases.Values.FirstOrDefault(cases => cases.Path == path)?.Cases.FirstOrDefault(one => one.Id == id))
        .FirstOrDefault(one => one is not null) is { } found ? CaseOf(found) : null;

    /// <summary>A case by its facts.</summary>
    public string CaseOf(LawCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.Facts.Count == 0
            ? texts["Impact.cases.any"]
            : string.Join(", ", one.Facts.Select(fact => $"{First(edition => edition.Words.Dimensions.GetValueOrDefault(fact.Key)) ?? fact.Key}: {ValueIn(fact.Key, fact.Value) ?? fact.Value}"));
    }

    private string? LiabilityOf(string id) => Enum.GetValues<Liability>()
        .Where(liability => LiabilityIds.Of(liability) == id)
        .Select(liability => impact.After.Words.Liabilities[liability][language])
        .FirstOrDefault();

    private string? ValueIn(string dimension, string value) => First(edition => edition.Words.Values.GetValueOrDefault((dimension, value)));

    private string? First(Func<Edition, LocalizedText?> text) => Editions.Select(text).FirstOrDefault(found => found is not null)?[language];
}
