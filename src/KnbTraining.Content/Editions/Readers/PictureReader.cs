using KnbTraining.Content.Documents;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads <c>pictures/*.yaml</c>.</summary>
internal static class PictureReader
{
    private static readonly Dictionary<string, PictureStanding> Standings = new(StringComparer.Ordinal)
    {
        ["sources"] = PictureStanding.Sources,
        ["good-practice"] = PictureStanding.GoodPractice,
    };

    public static Picture Read(FieldReader fields)
    {
        var id = fields.Id();
        if (fields.Path != $"{Picture.Folder}/{id}.yaml")
        {
            fields.Report(fields.LineOf("id"), $"The document says it is '{id}', but lies at {fields.Path}.", $"Move it to {Picture.Folder}/{id}.yaml or change the id.");
        }

        var picture = new Picture(
            id,
            fields.Path,
            fields.Translation(),
            fields.Choice("standing", Standings),
            Short(fields, "title"),
            fields.Texts("rules", required: false),
            [.. fields.Maps("steps").Select(Step)]);
        fields.Finish();
        if (picture.Steps.Count is < 2 or > Picture.MostSteps)
        {
            fields.Report(fields.LineOf("steps"), $"The picture has {picture.Steps.Count} steps.", $"Draw 2 to {Picture.MostSteps}.");
        }

        return picture;
    }

    private static PictureStep Step(FieldReader fields)
    {
        var step = new PictureStep(Icon(fields), Short(fields, "text"), fields.OptionalMap("note") is null ? null : Short(fields, "note"), [.. fields.OptionalMaps("ways").Select(Way)]);
        fields.Finish();
        if (step.Ways.Count is 1 or > Picture.MostWays)
        {
            fields.Report(fields.LineOf("ways"), $"The step parts into {step.Ways.Count} ways.", $"Draw 2 to {Picture.MostWays}, or none.");
        }

        return step;
    }

    private static PictureWay Way(FieldReader fields)
    {
        var way = new PictureWay(Icon(fields), Short(fields, "label"), Short(fields, "text"));
        fields.Finish();
        return way;
    }

    private static string Icon(FieldReader fields)
    {
        var icon = fields.Text("icon");
        if (icon.Length > 0 && !PictureIcons.All.Contains(icon, StringComparer.Ordinal))
        {
            fields.Report(fields.LineOf("icon"), $"There is no sign '{icon}'.", $"Use one of: {string.Join(", ", PictureIcons.All)}.");
        }

        return icon;
    }

    private static LocalizedText Short(FieldReader fields, string key)
    {
        var text = fields.Localized(key);
        foreach (var language in Languages.All.Where(language => text[language].Length > Picture.LongestText))
        {
            fields.Report(
                fields.LineOf(key),
                $"'{new FieldName(key)}' has {text[language].Length} characters in '{language}'; {Picture.LongestText} are allowed.",
                "A box is looked at, not read: say it shorter.");
        }

        return text;
    }
}
