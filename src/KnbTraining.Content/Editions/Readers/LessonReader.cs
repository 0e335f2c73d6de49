using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads <c>lessons/&lt;id&gt;/&lt;language&gt;.md</c>: front matter, prose and directives.</summary>
internal sealed class LessonReader(Vocabulary vocabulary, FindingList findings)
{
    /// <summary>All lessons; findings where a language is missing or its live parts differ from the English ones.</summary>
    public Dictionary<string, Lesson> Read(DocumentSet documents)
    {
        var texts = new SortedDictionary<string, Dictionary<string, LessonText>>(StringComparer.Ordinal);
        foreach (var (path, text) in documents.Under("lessons"))
        {
            var parts = path.Split('/');
            var language = parts[^1].EndsWith(".md", StringComparison.Ordinal) ? parts[^1][..^3] : "";
            if (parts.Length != 3 || !Languages.All.Contains(language, StringComparer.Ordinal))
            {
                var names = string.Join(' ', Languages.All.Select(known => known + ".md"));
                findings.Add(path, 1, "This is not the place of a lesson.", $"Lessons lie at lessons/<id>/: {names}");
                continue;
            }

            if (!texts.TryGetValue(parts[1], out var lesson))
            {
                texts[parts[1]] = lesson = new Dictionary<string, LessonText>(StringComparer.Ordinal);
            }

            lesson[language] = ReadText(path, text);
        }

        foreach (var (id, lesson) in texts)
        {
            CheckParallel(id, lesson);
        }

        return texts.Where(lesson => findings.Languages.All(lesson.Value.ContainsKey))
            .ToDictionary(lesson => lesson.Key, lesson => new Lesson(lesson.Key, lesson.Value), StringComparer.Ordinal);
    }

    private static IEnumerable<string> LiveParts(LessonText text) => text.Blocks.Where(block => block is not ProseBlock).Select(block => block switch
    {
        CaseBlock story => $"case {story.Situation.Id} {story.IfAdopted}",
        PracticeBlock practice => $"practice {practice.NamesContact}",
        _ => block.ToString(),
    });

    private void CheckParallel(string id, Dictionary<string, LessonText> lesson)
    {
        foreach (var missing in findings.Languages.Where(language => !lesson.ContainsKey(language)))
        {
            findings.Add($"lessons/{id}/{missing}.md", 1, $"The lesson '{id}' has no text in '{missing}'.", "Write it: every language is complete, always.");
        }

        if (!lesson.TryGetValue(Languages.English, out var english))
        {
            return;
        }

        foreach (var (language, text) in lesson.Where(text => !LiveParts(text.Value).SequenceEqual(LiveParts(english), StringComparer.Ordinal)))
        {
            findings.Add($"lessons/{id}/{language}.md", 1, "The live parts differ from those of en.md.", "Give all languages the same directives in the same order.");
        }
    }

    private LessonText ReadText(string path, string text)
    {
        var lines = text.Split('\n');
        var end = lines[0] == "---" ? Array.IndexOf(lines, "---", 1) : -1;
        if (end < 0)
        {
            findings.Add(path, 1, "The lesson has no front matter.", "Begin with --- , title, summary, minutes, translation, --- .");
            return new LessonText("", "", 1, TranslationState.Draft, []);
        }

        var fields = FieldReader.Open(path, "\n" + string.Join('\n', lines[1..end]), findings);
        var states = new Dictionary<string, TranslationState>(StringComparer.Ordinal) { ["draft"] = TranslationState.Draft, ["reviewed"] = TranslationState.Reviewed };
        var lesson = new LessonText(
            fields?.Text("title") ?? "",
            fields?.Text("summary") ?? "",
            fields?.Number("minutes", 1, 120) ?? 1,
            fields?.Choice("translation", states) ?? TranslationState.Draft,
            ReadBlocks(path, lines, end + 1));
        fields?.ReadHead();
        fields?.Finish();
        return lesson;
    }

    private List<LessonBlock> ReadBlocks(string path, string[] lines, int from)
    {
        var blocks = new List<LessonBlock>();
        var prose = new List<string>();
        for (var i = from; i < lines.Length; i++)
        {
            if (blocks.Count >= ContentLimits.MostEntries)
            {
                findings.Add(path, i + 1, $"The lesson has more than {ContentLimits.MostEntries} parts.", "Make several lessons of it.");
                return blocks;
            }

            if (!lines[i].StartsWith(":::", StringComparison.Ordinal))
            {
                prose.Add(lines[i]);
                continue;
            }

            AddProse(path, i, blocks, prose);
            var close = Array.FindIndex(lines, i + 1, line => line.StartsWith(":::", StringComparison.Ordinal));
            if (close < 0 || lines[close].TrimEnd() != ":::")
            {
                findings.Add(path, i + 1, "The directive is not closed.", "End it with a line that holds only ::: .");
                continue;
            }

            if (ReadDirective(path, i + 1, lines[i][3..].Trim(), string.Join('\n', lines[(i + 1)..close])) is { } block)
            {
                blocks.Add(block);
            }

            i = close;
        }

        AddProse(path, lines.Length, blocks, prose);
        return blocks;
    }

    /// <param name="end">The line after the prose, counted from 0.</param>
    private void AddProse(string path, int end, List<LessonBlock> blocks, List<string> prose)
    {
        if (prose.Exists(line => line.Trim().Length > 0))
        {
            blocks.Add(new ProseBlock(Html(path, end - prose.Count, string.Join('\n', prose))));
        }

        prose.Clear();
    }

    /// <param name="before">How many lines of the document stand before the text.</param>
    private string Html(string path, int before, string markdown)
    {
        var (html, fault) = SafeMarkdown.Read(markdown);
        if (fault is var (line, message))
        {
            findings.Add(path, before + line, message, "Write it more simply, or split it.");
        }

        return html;
    }

    private LessonBlock? ReadDirective(string path, int line, string head, string body)
    {
        var words = head.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["rule" or "question" or "term" or "map" or "picture", _] && body.Trim().Length > 0)
        {
            findings.Add(path, line, $"The directive '{head}' shows no text of its own.", "Put the text before or after it.");
        }

        switch (words)
        {
            case ["rule", var id]:
                return new RuleBlock(id);
            case ["question", var family]:
                return new QuestionBlock(family);
            case ["term", var id]:
                return new TermBlock(id);
            case ["picture", var id]:
                return new PictureBlock(id);
            case ["practice"] or ["practice", "contact"]:
                return ReadPractice(path, line, words.Length > 1, body);
            case ["map", var act]:
                if (!vocabulary.Act.Values.Contains(act, StringComparer.Ordinal))
                {
                    findings.Add(path, line, $"There is no act '{act}'.", "Use a value of the dimension act.");
                }

                return new MapBlock(act);
            case ["case", .. var facts]:
                return ReadCase(path, line, facts, body);
            default:
                findings.Add(path, line, $"The directive '{head}' is not known.", "Use rule <id>, case <dimension=value …>, question <family>, term <id>, map <act>, picture <id>, practice or practice contact.");
                return null;
        }
    }

    private PracticeBlock ReadPractice(string path, int line, bool namesContact, string body)
    {
        if (body.Trim().Length == 0)
        {
            findings.Add(path, line, "The advice is empty.", "Write it between the line of the directive and the line that holds only ::: .");
        }

        return new PracticeBlock(Html(path, line, body), namesContact);
    }

    private CaseBlock? ReadCase(string path, int line, string[] facts, string body)
    {
        var pairs = facts.Select(fact => fact.Split('=', 2)).ToArray();
        if (Array.Find(pairs, pair => pair.Length != 2) is { } odd)
        {
            findings.Add(path, line, $"'{odd[0]}' is no fact.", "Write dimension=value.");
            return null;
        }

        if (pairs.GroupBy(pair => pair[0], StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            findings.Add(path, line, $"The case cannot be: '{twice.Key}' stands twice.", "Use facts of the vocabulary that can stand together.");
            return null;
        }

        var law = Array.Find(pairs, pair => pair[0] == "law")?[1] ?? "in-force";
        if (law is not ("in-force" or "if-adopted"))
        {
            findings.Add(path, line, $"There is no law '{law}'.", "Write law=in-force or law=if-adopted.");
        }

        var ifAdopted = law == "if-adopted";
        try
        {
            var situation = vocabulary.Complete(pairs.Where(pair => pair[0] != "law").Select(pair => new KeyValuePair<string, string>(pair[0], pair[1])));
            return new CaseBlock(situation, ifAdopted, Html(path, line, body)) { Given = string.Join(' ', facts) };
        }
        catch (ArgumentException error)
        {
            findings.Add(path, line, $"The case cannot be: {error.Message.Split('(')[0].Trim()}", "Use facts of the vocabulary that can stand together.");
            return null;
        }
    }
}
