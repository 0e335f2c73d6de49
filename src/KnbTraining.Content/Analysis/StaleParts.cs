using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Analysis;

/// <summary>Finds the parts of a lesson that changed in one language and stand beside parts of another that did not.</summary>
internal static class StaleParts
{
    /// <param name="folder">Of the lesson.</param>
    public static IEnumerable<StaleText> Of(string folder, DocumentSet before, DocumentSet after)
    {
        var versions = Languages.All
            .Select(language => (Language: language, Before: before.Find($"{folder}/{language}.md"), After: after.Find($"{folder}/{language}.md")))
            .Where(text => text.Before is not null && text.After is not null)
            .Select(text => new LessonVersion(text.Language, LessonParts.Of(text.Before!), LessonParts.Of(text.After!)))
            .ToArray();
        var changed = new Dictionary<LessonRow, Dictionary<string, string?>>(ReferenceEqualityComparer.Instance);
        var rows = LessonRows.Of([.. versions.Select(version => KeyValuePair.Create(version.Language, version.After))]);
        foreach (var row in rows)
        {
            changed[row] = versions
                .Where(version => row[version.Language] is { } part && version.Written.Contains(part))
                .ToDictionary(version => version.Language, version => (string?)row[version.Language]!.Text);
        }

        // What one language gave up, another may still say.
        foreach (var old in LessonRows.Of([.. versions.Select(version => KeyValuePair.Create(version.Language, version.Before))]))
        {
            foreach (var gone in versions.Where(version => old[version.Language] is { } part && version.Gone.Contains(part)))
            {
                var stays = versions.Select(version => old[version.Language] is { } part ? version.Kept.GetValueOrDefault(part) : null).FirstOrDefault(part => part is not null);
                if (stays is not null && rows.FirstOrDefault(row => row.Parts.Values.Any(part => ReferenceEquals(part, stays))) is { } row && row[gone.Language] is null)
                {
                    changed[row].TryAdd(gone.Language, null);
                }
            }
        }

        foreach (var row in rows.Where(row => changed[row].Count > 0 && changed[row].Count < versions.Length))
        {
            var sample = row.Parts.Values.First();
            var shown = new ChangedField([new FieldStep(LessonComparison.Body)], FieldNature.Block, changed[row].Keys.First(), null, changed[row].Values.First())
            {
                Heading = sample.Heading,
                LivePart = sample.LivePart,
            };
            var stale = StaleText.Of(folder, ContentKind.Lesson, LessonComparison.Body, shown, changed[row]);
            yield return stale with
            {
                Left = [.. stale.Left.Where(language => versions.Any(version => version.Language == language))],
                Lines = row.Parts.ToDictionary(part => part.Key, part => part.Value.Line),
            };
        }
    }
}
