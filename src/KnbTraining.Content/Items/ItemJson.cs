using System.Text.Encodings.Web;
using System.Text.Json;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Items;

/// <summary>
/// Writes an item as one JSON object: what is asked, each claim with its truth, and the words in every language. A
/// second evaluator can check every key without reading the text.
/// </summary>
public static class ItemJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line, without the line end.</summary>
    public static void Write(Stream output, ItemBank items, Item item)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(item);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        json.WriteString("family", item.Family.Id);
        json.WriteString("generator", item.Family.Generator);
        json.WriteString("kind", QuestionKinds.Of(item).Id);
        WriteTexts(json, "rules", item.Rules);
        var difficulty = Difficulty.Of(items, item);
        json.WriteStartObject("difficulty");
        json.WriteNumber("facts", difficulty.Facts);
        json.WriteNumber("distance", difficulty.Distance);
        json.WriteEndObject();
        json.WriteStartArray("situations");
        foreach (var situation in item.Situations)
        {
            json.WriteStartObject();
            foreach (var fact in situation.Facts)
            {
                json.WriteString(fact.Key, fact.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("law", item.Law.Id);
        json.WriteStartArray("options");
        foreach (var option in item.Options)
        {
            WriteOption(json, option);
        }

        json.WriteEndArray();
        json.WriteStartArray("citations");
        foreach (var citation in item.Citations)
        {
            WriteCitation(json, citation);
        }

        json.WriteEndArray();
        json.WriteStartObject("text");
        foreach (var language in Languages.All)
        {
            json.WritePropertyName(language);
            WriteWords(json, item, items.Render(item, language));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOption(Utf8JsonWriter json, ItemOption option)
    {
        json.WriteStartObject();
        json.WriteString("id", option.Id);
        json.WriteStartObject("claim");
        foreach (var (name, value) in option.Claim.Parts)
        {
            switch (value)
            {
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case bool truth:
                    json.WriteBoolean(name, truth);
                    break;
                case KeyValuePair<string, string> fact:
                    json.WriteStartObject(name);
                    json.WriteString(fact.Key, fact.Value);
                    json.WriteEndObject();
                    break;
                default:
                    json.WriteString(name, (string)value);
                    break;
            }
        }

        json.WriteEndObject();
        json.WriteBoolean("correct", option.Correct);
        json.WriteString("misconception", option.Misconception);
        json.WriteEndObject();
    }

    private static void WriteCitation(Utf8JsonWriter json, Citation citation)
    {
        json.WriteStartObject();
        json.WriteString("source", citation.Source);
        json.WriteStartArray("paragraphs");
        foreach (var paragraph in citation.Paragraphs)
        {
            json.WriteNumberValue(paragraph);
        }

        json.WriteEndArray();
        WriteTexts(json, "facts", citation.Facts);
        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, Item item, ItemText text)
    {
        json.WriteStartObject();
        json.WriteString("stem", text.Case is null ? text.Question : $"{text.Case} {text.Question}");
        json.WriteStartObject("options");
        if (item.Kind == QuestionKind.Matching)
        {
            var rows = text.Rows.ToDictionary(row => row.Id, row => row.Text, StringComparer.Ordinal);
            var choices = text.Choices.ToDictionary(choice => choice.Id, choice => choice.Text, StringComparer.Ordinal);
            foreach (var pair in item.Options.Select(option => option.Id.Split('=', 2)))
            {
                json.WriteString($"{pair[0]}={pair[1]}", $"{rows[pair[0]]} — {choices[pair[1]]}");
            }
        }
        else
        {
            foreach (var option in text.Options)
            {
                json.WriteString(option.Id, option.Text);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
