using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;
using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Content;

/// <summary>Editing single values in place, read back by another reader than the one that wrote them.</summary>
public sealed class YamlEditTests
{
    private const string Hard = "Ұйым: \"тырнақша\" # белгі, {a: [b]} & 'c' \\ d — «е» %f @g `h` | i";

    public static TheoryData<string> Documents => [.. ShippedContent.Documents.Paths.Where(path => path.EndsWith(".yaml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_and_values_are_those_that_another_reader_finds(string path)
    {
        var text = ShippedContent.Documents.Find(path)!;
        var values = Flatten(text);

        Assert.Equal(values.Keys, YamlEdit.Paths(text));
        Assert.All(values.Take(25), value => Assert.Equal(value.Value, YamlEdit.Get(text, value.Key)));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Setting_values_to_what_they_are_changes_not_a_letter(string path)
    {
        var text = ShippedContent.Documents.Find(path)!;
        Assert.Equal(text, YamlEdit.Set(text, Flatten(text)));
        Assert.Equal(text, YamlEdit.Set(text, []));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Setting_one_value_changes_that_value_and_no_other(string path)
    {
        var text = ShippedContent.Documents.Find(path)!;
        var before = Flatten(text);
        var random = StableRandom.For(1, path);
        foreach (var key in random.Shuffle(before.Keys).Take(25))
        {
            var after = Flatten(YamlEdit.Set(text, [new(key, Hard)]));
            Assert.Equal(Hard, after[key]);
            Assert.Equal(before.Where(value => value.Key != key), after.Where(value => value.Key != key));
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Setting_all_values_at_once_changes_them_all(string path)
    {
        var text = ShippedContent.Documents.Find(path)!;
        var changes = Flatten(text).Keys.Select((key, index) => new KeyValuePair<string, string>(key, $"{index}: {Hard}")).ToArray();
        Assert.Equal(changes, Flatten(YamlEdit.Set(text, changes)));
    }

    [Fact]
    public void With_every_text_of_every_document_rewritten_the_content_still_compiles()
    {
        var documents = DocumentSetBuilder.FromShipped();
        foreach (var path in Documents.Select(row => row.Data))
        {
            // A phrase that people type has one line.
            var texts = Flatten(documents[path]).Where(value => !value.Key.StartsWith("translation/", StringComparison.Ordinal) && !value.Key.StartsWith("phrase/", StringComparison.Ordinal) && Languages.All.Contains(value.Key.Split('/')[^1]));
            documents.With(path, YamlEdit.Set(documents[path], texts.Select(value => new KeyValuePair<string, string>(value.Key, $"{value.Value} \"1\": #2,\n'3'"))));
        }

        var edition = documents.CompileOrThrow();
        Assert.All(edition.Rules.Values, rule => Assert.All(Languages.All, language => Assert.EndsWith("\"1\": #2,\n'3'", rule.Statement[language], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("a: old\nb: 1\n")]
    [InlineData("a: 'old'\nb: 1\n")]
    [InlineData("a: \"old\"\nb: 1\n")]
    [InlineData("a: >-\n  old\n  and older\nb: 1\n")]
    [InlineData("a: |\n  old\n\n  and older\nb: 1\n")]
    [InlineData("a: >-\n  old\n\n# remark\nb: 1\n")]
    [InlineData("{ a: old, b: 1 }\n")]
    [InlineData("{ a: 'old', b: 1 }\n")]
    [InlineData("{a: , b: 1}\n")]
    [InlineData("a:\nb: 1\n")]
    [InlineData("a: # remark\nb: 1\n")]
    [InlineData("a: ''\nb: 1\n")]
    [InlineData("a: null\nb: 1\n")]
    [InlineData("a: ~\nb: 1\n")]
    [InlineData("a: old # remark\nb: 1\n")]
    [InlineData("a: old line\n  and its end\nb: 1\n")]
    [InlineData("b: 1\na: last")]
    [InlineData("b: 1\na: >-\n  last\n")]
    [InlineData("b: 1\na: |+\n  last\n\n\n")]
    public void A_value_of_any_style_is_replaced_in_place(string document)
    {
        foreach (var value in new[] { Hard, "2027-03-31", "two\nlines", "true", "- x", "", "қ" })
        {
            var after = YamlEdit.Set(document, [new("a", value)]);
            Assert.Equal(value, Flatten(after)["a"]);
            Assert.Equal("1", Flatten(after)["b"]);
            Assert.Equal(document.Contains("# remark", StringComparison.Ordinal), after.Contains("# remark", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_date_can_be_set_where_there_was_none_and_taken_back()
    {
        const string Rule = "rules/definitions/clearance-defined.yaml";
        var dated = YamlEdit.Set(ShippedContent.Documents.Find(Rule)!, [new("review-by", "2028-01-31")]);

        Assert.Equal(new DateOnly(2028, 1, 31), DocumentSetBuilder.FromShipped().With(Rule, dated).CompileOrThrow().Rules["clearance-defined"].ReviewBy);
        Assert.Null(DocumentSetBuilder.FromShipped().With(Rule, YamlEdit.Set(dated, [new("review-by", "null")])).CompileOrThrow().Rules["clearance-defined"].ReviewBy);
    }

    [Fact]
    public void Two_lines_of_Russian_or_Kazakh_are_no_mixture_of_alphabets()
    {
        const string Rule = "rules/definitions/clearance-defined.yaml";
        var edited = YamlEdit.Set(ShippedContent.Documents.Find(Rule)!, [new("statement/ru", "Первая строка.\nВторая строка."), new("statement/kk", "Бірінші жол.\nЕкінші жол.")]);

        Assert.Equal("Бірінші жол.\nЕкінші жол.", DocumentSetBuilder.FromShipped().With(Rule, edited).CompileOrThrow().Rules["clearance-defined"].Statement["kk"]);
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_refused_on_writing_and_empty_on_reading()
    {
        Assert.Throws<KeyNotFoundException>(() => YamlEdit.Set("a: 1\n", [new("b", "2")]));
        Assert.Throws<KeyNotFoundException>(() => YamlEdit.Set("a: { b: 1 }\n", [new("a", "2")]));
        Assert.Null(YamlEdit.Get("a: 1\n", "b"));
        Assert.Null(YamlEdit.Get("a: { b: 1 }\n", "a"));
    }

    [Theory]
    [InlineData("a: [1, 2")]
    [InlineData("a: {b: 1\nc: 2")]
    [InlineData("a: \"open")]
    [InlineData("")]
    public void A_document_that_cannot_be_read_has_no_values(string document)
    {
        Assert.Empty(YamlEdit.Paths(document));
        Assert.Null(YamlEdit.Get(document, "a"));
    }

    public static TheoryData<string> Lessons => [.. ShippedContent.Documents.Paths.Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_fields_of_a_lesson_survive_writing_and_reading(string path)
    {
        var fields = LessonFields.Parse(ShippedContent.Documents.Find(path)!);
        Assert.False(string.IsNullOrWhiteSpace(fields.Title) || string.IsNullOrWhiteSpace(fields.Summary) || string.IsNullOrWhiteSpace(fields.Body));
        Assert.Equal(fields, LessonFields.Parse(fields.ToDocument()));

        var hard = fields with { Title = Hard, Summary = "\"Қ\": {{x}} \\ #", Minutes = "12", Translation = "reviewed", Body = fields.Body + "\n\n---\n\nend: \"x\"" };
        Assert.Equal(hard, LessonFields.Parse(hard.ToDocument()));
    }

    [Fact]
    public void Lessons_written_from_their_fields_compile_to_the_same_lessons()
    {
        var documents = DocumentSetBuilder.FromShipped();
        foreach (var path in Lessons.Select(row => row.Data))
        {
            documents.With(path, LessonFields.Parse(documents[path]).ToDocument());
        }

        var edition = documents.CompileOrThrow();
        foreach (var lesson in ShippedContent.Edition.Lessons.Values)
        {
            foreach (var language in Languages.All)
            {
                var (before, after) = (lesson[language], edition.Lessons[lesson.Id][language]);
                Assert.Equal((before.Title, before.Summary, before.Minutes, before.Translation), (after.Title, after.Summary, after.Minutes, after.Translation));
                Assert.Equal(before.Blocks, after.Blocks);
            }
        }
    }

    [Theory]
    [InlineData("No front matter at all.\n")]
    [InlineData("---\ntitle: never closed\n")]
    public void A_lesson_that_cannot_be_read_keeps_its_whole_text_in_the_body(string document)
    {
        var fields = LessonFields.Parse(document);
        Assert.Equal(("", "", document), (fields.Title, fields.Summary, fields.Body));
    }

    private static Dictionary<string, string> Flatten(string document)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(document));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(values, "", stream.Documents[0].RootNode);
        return values;
    }

    private static void Add(Dictionary<string, string> values, string path, YamlNode node)
    {
        string Below(string key) => path.Length == 0 ? key : $"{path}/{key}";
        switch (node)
        {
            case YamlScalarNode scalar:
                values[path] = (scalar.Value ?? "").Trim();
                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    Add(values, Below(i.ToString(System.Globalization.CultureInfo.InvariantCulture)), list.Children[i]);
                }

                break;
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping.Children)
                {
                    Add(values, Below(((YamlScalarNode)key).Value!), value);
                }

                break;
        }
    }
}
