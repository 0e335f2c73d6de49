using KnbTraining.Content.Courses;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads <c>courses/*.yaml</c> and <c>questions/*.yaml</c>.</summary>
internal static class CourseReader
{
    public static Course Read(FieldReader fields)
    {
        fields.Translation();
        var course = new Course(
            IdAsFileName(fields, "courses"),
            fields.Localized("title"),
            fields.Localized("summary"),
            fields.Texts("audience"),
            fields.Texts("lessons"),
            fields.Number("validity-months", 1, 120),
            fields.Map("exam") is { } exam ? Exam(exam) : new Blueprint(1, 1, 0, 100, []))
        {
            Acknowledgements = fields.Texts("acknowledgements", required: false),
            Refreshers = fields.OptionalMap("refreshers") is { } plan ? Refreshers(plan) : RefresherPlan.Default,
        };
        fields.Finish();
        return course;
    }

    public static AuthoredQuestion Question(FieldReader fields)
    {
        var id = IdAsFileName(fields, "questions");
        if (!fields.Flag("authored"))
        {
            fields.Report(fields.LineOf("authored"), "A hand-written question must say so.", "Write `authored: true`.");
        }

        fields.Translation();
        var kinds = new Dictionary<string, QuestionKind>(StringComparer.Ordinal)
        {
            [QuestionKinds.Of(QuestionKind.SingleChoice).Id] = QuestionKind.SingleChoice,
            [QuestionKinds.Of(QuestionKind.TrueFalse).Id] = QuestionKind.TrueFalse,
            [QuestionKinds.Of(QuestionKind.MultipleChoice).Id] = QuestionKind.MultipleChoice,
        };
        var question = new AuthoredQuestion(
            id,
            fields.Path,
            fields.Choice("kind", kinds),
            fields.Texts("rules"),
            fields.Texts(RuleReader.KeysOn),
            fields.Localized("stem"),
            [.. fields.Maps("options").Select(Option)]);
        fields.Finish();
        if (question.Kind == QuestionKind.MultipleChoice)
        {
            if (question.Options.All(option => option.Correct) || !question.Options.Any(option => option.Correct))
            {
                fields.Report(fields.LineOf("options"), "Where several options may be chosen, at least one is correct and at least one is not.", "Mend the options.");
            }
        }
        else if (question.Options.Count(option => option.Correct) != 1 || question.Options.Count < 2)
        {
            fields.Report(fields.LineOf("options"), "A question needs at least two options, exactly one of them correct.", "Mend the options.");
        }

        if (question.Options.Select(option => option.Id).Distinct(StringComparer.Ordinal).Count() < question.Options.Count)
        {
            fields.Report(fields.LineOf("options"), "Two options have the same id.", "Give each option an id of its own.");
        }

        return question;
    }

    private static string IdAsFileName(FieldReader fields, string folder)
    {
        var id = fields.Id();
        if (fields.Path != $"{folder}/{id}.yaml")
        {
            fields.Report(fields.LineOf("id"), $"The document says it is '{id}', but lies at {fields.Path}.", $"Move it to {folder}/{id}.yaml or change the id.");
        }

        return id;
    }

    private static AuthoredOption Option(FieldReader fields)
    {
        var option = new AuthoredOption(
            fields.Id(),
            fields.Localized("text"),
            fields.Flag("correct"),
            fields.OptionalText("misconception"),
            fields.Localized("feedback"));
        fields.Finish();
        return option;
    }

    // What a plan leaves out is as in a course that states none.
    private static RefresherPlan Refreshers(FieldReader fields)
    {
        var usual = RefresherPlan.Default;
        var plan = new RefresherPlan(
            fields.OptionalDecimal("first-gap-percent", RefresherPlan.LeastPercent, RefresherPlan.MostPercent) ?? usual.FirstGapPercent,
            fields.OptionalDecimal("factor", RefresherPlan.LeastFactor, RefresherPlan.MostFactor) ?? usual.Factor,
            fields.Has("items") ? fields.Number("items", 1, RefresherPlan.MostItems) : usual.Items);
        _ = fields.OptionalText("items");
        fields.Finish();
        return plan;
    }

    private static Blueprint Exam(FieldReader fields)
    {
        var blueprint = new Blueprint(
            fields.Number("minutes", 1, 600),
            fields.Number("attempts", 1, 100),
            fields.Number("cool-down-hours", 0, 9999),
            fields.Number("pass", 0, 100),
            [.. fields.Maps("parts").Select(Part)]);
        fields.Finish();
        if (blueprint.Count is 0 or > 200)
        {
            fields.Report(fields.LineOf("parts"), "An exam has 1 to 200 items.", "Mend the counts of its parts.");
        }

        if (blueprint.Parts.Select(part => part.Id).Distinct(StringComparer.Ordinal).Count() < blueprint.Parts.Count)
        {
            fields.Report(fields.LineOf("parts"), "Two parts have the same id.", "Give each part an id of its own.");
        }

        return blueprint;
    }

    private static BlueprintPart Part(FieldReader fields)
    {
        var part = new BlueprintPart(
            fields.Id(),
            fields.Localized("label"),
            fields.Has("pass") ? fields.Number("pass", 0, 100) : null,
            fields.Number("count", 1, 200),
            fields.Texts("families"));
        _ = fields.OptionalText("pass");
        fields.Finish();
        if (part.Families.Count == 0 && fields.Has("families"))
        {
            fields.Report(fields.LineOf("families"), $"The part '{part.Id}' draws from no family.", "List at least one item family.");
        }

        return part;
    }
}
