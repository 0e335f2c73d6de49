using System.Globalization;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>A hand-written question as a form. Reading is forgiving: what a draft lacks stays empty.</summary>
public sealed class QuestionForm
{
    public string Id { get; private set; } = "";

    public string Kind { get; set; } = "single-choice";

    public List<string> Rules { get; set; } = [];

    /// <summary>Ids of the facts on which the answer turns.</summary>
    public List<string> KeysOn { get; set; } = [];

    public Dictionary<string, string> Stem { get; } = Empty();

    /// <summary>draft or reviewed, by language.</summary>
    public Dictionary<string, string> Translation { get; } = Languages.All.ToDictionary(language => language, _ => "draft", StringComparer.Ordinal);

    public List<QuestionOptionForm> Options { get; } = [];

    /// <summary>The paths of the fields that the form shows.</summary>
    public IReadOnlySet<string> Fields => Paths().ToHashSet(StringComparer.Ordinal);

    /// <summary>A question of which only its wording is there, in one language. What it rests on and its answers are still to be found.</summary>
    public static QuestionForm Begin(string id, string language, string stem)
    {
        var form = new QuestionForm { Id = id };
        form.Stem[language] = stem;
        return form;
    }

    /// <summary>An empty question with four options about one rule, whose facts it turns on until somebody says otherwise.</summary>
    public static QuestionForm Create(string id, string ruleId, IEnumerable<string> keysOn)
    {
        var form = new QuestionForm { Id = id, Rules = [ruleId], KeysOn = [.. keysOn] };
        form.Options.AddRange("abcd".Select(letter => new QuestionOptionForm(letter.ToString()) { Correct = letter == 'a' }));
        return form;
    }

    public static QuestionForm Parse(string document)
    {
        var values = YamlEdit.Paths(document).ToDictionary(path => path, path => YamlEdit.Get(document, path) ?? "", StringComparer.Ordinal);
        string Get(string path) => values.GetValueOrDefault(path, "");
        var form = new QuestionForm { Id = Get("id"), Kind = values.GetValueOrDefault("kind", "single-choice") };
        List<string> List(string key) => values.TryGetValue(key, out var single) ? [single] : [.. values.Where(value => value.Key.StartsWith($"{key}/", StringComparison.Ordinal)).Select(value => value.Value)];
        (form.Rules, form.KeysOn) = (List("rules"), List("keys-on"));
        foreach (var language in Languages.All)
        {
            form.Stem[language] = Get($"stem/{language}");
            form.Translation[language] = values.GetValueOrDefault($"translation/{language}", "draft");
        }

        for (var i = 0; values.Keys.Any(key => key.StartsWith($"options/{i}/", StringComparison.Ordinal)); i++)
        {
            var option = new QuestionOptionForm(Get($"options/{i}/id"))
            {
                Correct = Get($"options/{i}/correct") == "true",
                Misconception = values.GetValueOrDefault($"options/{i}/misconception"),
            };
            foreach (var language in Languages.All)
            {
                option.Text[language] = Get($"options/{i}/text/{language}");
                option.Feedback[language] = Get($"options/{i}/feedback/{language}");
            }

            form.Options.Add(option);
        }

        return form;
    }

    /// <summary>True where several answers may be right.</summary>
    public bool TakesSeveral => Kind == "multiple-choice";

    /// <summary>Makes an answer the right one; where several may be, right or wrong by turns.</summary>
    public void MarkCorrect(QuestionOptionForm correct)
    {
        if (TakesSeveral)
        {
            correct.Correct = !correct.Correct;
            return;
        }

        foreach (var option in Options)
        {
            option.Correct = option == correct;
        }
    }

    /// <returns>The new answer; null where there are as many as there can be.</returns>
    public QuestionOptionForm? AddOption()
    {
        var id = "abcdefgh".Select(letter => letter.ToString()).FirstOrDefault(letter => Options.TrueForAll(option => option.Id != letter));
        var option = id is null ? null : new QuestionOptionForm(id);
        if (option is not null)
        {
            Options.Add(option);
        }

        return option;
    }

    /// <summary>The document: only what the form says otherwise is changed, so that comments, order and keys of which it knows nothing survive.</summary>
    public string ToDocument(string original)
    {
        var values = Values().ToArray();
        var known = YamlEdit.Paths(original).ToHashSet(StringComparer.Ordinal);
        if (known.SetEquals(values.Select(value => value.Key).Append("id").Append("authored")))
        {
            return YamlEdit.Set(original, values);
        }

        if (YamlEdit.Read(original, "") is not YamlValue.Map map)
        {
            return Write();
        }

        var wanted = Whole();
        return YamlEdit.Put(original, "", YamlValue.Of([
            .. map.Entries.Select(entry => (entry.Key, wanted.FirstOrDefault(one => one.Key == entry.Key).Value ?? entry.Value)),
            .. wanted.Where(one => map[one.Key] is null)]));
    }

    private (string Key, YamlValue Value)[] Whole() =>
    [
        ("id", YamlValue.Of(Id)),
        ("authored", YamlValue.Of(true)),
        ("translation", In(Translation)),
        ("kind", YamlValue.Of(Kind)),
        ("rules", YamlValue.Of(Rules)),
        ("keys-on", YamlValue.Of(KeysOn)),
        ("stem", In(Stem)),
        ("options", YamlValue.Of(Options.Select(option => YamlValue.Of([
            ("id", YamlValue.Of(option.Id)),
            ("text", In(option.Text)),
            ("correct", YamlValue.Of(option.Correct)),
            .. option.Named is { } misconception ? [("misconception", YamlValue.Of(misconception))] : Array.Empty<(string, YamlValue)>(),
            ("feedback", In(option.Feedback))])))),
    ];

    private static YamlValue In(Dictionary<string, string> texts) => YamlValue.Of(Languages.All.Select(language => (language, YamlValue.Of(texts[language]))));

    internal string Write()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"id: {Id}\nauthored: true\ntranslation: {{ ").AppendJoin(", ", Languages.All.Select(language => $"{language}: {Translation[language]}"));
        text.Append(CultureInfo.InvariantCulture, $" }}\nkind: {Kind}\nrules: [").AppendJoin(", ", Rules).Append("]\nkeys-on: [").AppendJoin(", ", KeysOn).Append("]\nstem:\n");
        YamlText.Append(text, "  ", Stem);
        text.Append(Options.Count == 0 ? "options: []\n" : "options:\n");
        foreach (var option in Options)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - id: {option.Id}\n    text:\n");
            YamlText.Append(text, "      ", option.Text);
            text.Append(CultureInfo.InvariantCulture, $"    correct: {(option.Correct ? "true" : "false")}\n");
            if (option.Named is { } misconception)
            {
                text.Append(CultureInfo.InvariantCulture, $"    misconception: {misconception}\n");
            }

            text.Append("    feedback:\n");
            YamlText.Append(text, "      ", option.Feedback);
        }

        return text.ToString();
    }

    private IEnumerable<string> Paths() =>
        ["kind", "rules", "keys-on", "stem", "options", .. Values().Select(value => value.Key), .. Options.Select((_, i) => $"options/{i}"), .. Options.Select((_, i) => $"options/{i}/misconception")];

    private IEnumerable<KeyValuePair<string, string>> Values()
    {
        yield return new("kind", Kind);
        for (var i = 0; i < Rules.Count; i++)
        {
            yield return new($"rules/{i}", Rules[i]);
        }

        for (var i = 0; i < KeysOn.Count; i++)
        {
            yield return new($"keys-on/{i}", KeysOn[i]);
        }

        foreach (var language in Languages.All)
        {
            yield return new($"translation/{language}", Translation[language]);
            yield return new($"stem/{language}", Stem[language]);
        }

        for (var i = 0; i < Options.Count; i++)
        {
            var option = Options[i];
            yield return new($"options/{i}/id", option.Id);
            yield return new($"options/{i}/correct", option.Correct ? "true" : "false");
            if (option.Named is { } misconception)
            {
                yield return new($"options/{i}/misconception", misconception);
            }

            foreach (var language in Languages.All)
            {
                yield return new($"options/{i}/text/{language}", option.Text[language]);
                yield return new($"options/{i}/feedback/{language}", option.Feedback[language]);
            }
        }
    }

    internal static Dictionary<string, string> Empty() => Languages.All.ToDictionary(language => language, _ => "", StringComparer.Ordinal);
}

/// <summary>One answer of a hand-written question.</summary>
public sealed class QuestionOptionForm(string id)
{
    public string Id { get; } = id;

    public Dictionary<string, string> Text { get; } = QuestionForm.Empty();

    public Dictionary<string, string> Feedback { get; } = QuestionForm.Empty();

    public bool Correct { get; set; }

    public string? Misconception { get; set; }

    /// <summary>The misconception that the document names: none for the right answer.</summary>
    internal string? Named => Correct || string.IsNullOrEmpty(Misconception) ? null : Misconception;
}
