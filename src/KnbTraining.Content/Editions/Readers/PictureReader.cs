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

        var isUploaded = fields.Has("file");
        var picture = new Picture(
            id,
            fields.Path,
            fields.Translation(),
            fields.Choice("standing", Standings),
            Short(fields, "title"),
            fields.Texts("rules", required: false),
            [.. (isUploaded ? fields.OptionalMaps("steps") : fields.Maps("steps")).Select(Step)])
        {
            Alternative = isUploaded ? Short(fields, "alternative", UploadedPicture.LongestAlternative) : null,
            File = isUploaded ? File(fields) : null,
        };
        fields.Finish();
        if (isUploaded && picture.Steps.Count > 0)
        {
            fields.Report(fields.LineOf("steps"), $"The picture has a file and {picture.Steps.Count} steps.", "Remove the steps, or the file.");
        }
        else if (!isUploaded && picture.Steps.Count is < 2 or > Picture.MostSteps)
        {
            fields.Report(fields.LineOf("steps"), $"The picture has {picture.Steps.Count} steps.", $"Draw 2 to {Picture.MostSteps}.");
        }

        return picture;
    }

    // The bytes go through the same door as an upload: what a person or a program wrote by hand is no safer than what a stranger sends.
    private static PictureFile? File(FieldReader fields)
    {
        if (fields.Map("file") is not { } file)
        {
            return null;
        }

        var (type, width, height, hash) = (file.Text("type"), file.Number("width", 1, PictureFile.Longest), file.Number("height", 1, PictureFile.Longest), file.Text("sha256"));
        var lines = file.Texts("data");
        file.Finish();
        var bytes = new byte[lines.Sum(line => (line.Length / 4 * 3) + 3)];
        var length = 0;
        foreach (var line in lines)
        {
            if (!Convert.TryFromBase64String(line, bytes.AsSpan(length), out var read))
            {
                length = 0;
                break;
            }

            length += read;
        }

        var taken = PictureIntake.Take("", bytes[..length]);
        if (taken is { File: { } picture, Removed.Count: 0 } && picture.Hash == hash && (picture.MediaType, picture.Width, picture.Height) == (type, width, height))
        {
            return picture;
        }

        fields.Report(
            fields.LineOf("file"),
            "The bytes of the picture are not what the document says of them, or hold more than a picture needs.",
            "Upload the picture anew; its bytes are not written by hand.");
        return null;
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

    private static LocalizedText Short(FieldReader fields, string key, int longest = Picture.LongestText)
    {
        var text = fields.Localized(key);
        foreach (var language in Languages.All.Where(language => text[language].Length > longest))
        {
            fields.Report(
                fields.LineOf(key),
                $"'{new FieldName(key)}' has {text[language].Length} characters in '{language}'; {longest} are allowed.",
                "A box is looked at, not read: say it shorter.");
        }

        return text;
    }
}
