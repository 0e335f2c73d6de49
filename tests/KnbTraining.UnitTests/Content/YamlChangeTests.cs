using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>Changing lists and mappings in place: what stays keeps its lines, its comments and its style.</summary>
public sealed class YamlChangeTests
{
    private static readonly string[] Paths = [.. ShippedContent.Documents.Paths.Where(path => path.EndsWith(".yaml", StringComparison.Ordinal))];

    [Fact]
    public void A_shipped_document_put_as_it_is_comes_out_the_same_letter_for_letter() => Assert.All(Paths, path =>
    {
        var text = Text(path);
        Assert.Equal(text, YamlEdit.Put(text, "", YamlEdit.Read(text, "")!));
        foreach (var (place, value) in Nodes(YamlEdit.Read(text, "")!, ""))
        {
            if (value is not YamlValue.Scalar)
            {
                Assert.Equal(text, YamlEdit.Put(text, place, value));
            }
        }
    });

    [Fact]
    public void Taking_a_value_out_and_putting_it_back_says_the_same_and_touches_no_other_line() => Assert.All(Paths, path =>
    {
        var text = Text(path);
        var root = YamlEdit.Read(text, "")!;
        foreach (var (place, value) in StableRandom.For(3, path).Shuffle(Nodes(root, "")).Take(10))
        {
            var without = YamlEdit.Remove(text, place);
            Assert.False(YamlValue.Same(root, YamlEdit.Read(without, "")));
            if (!int.TryParse(place.Split('/')[^1], out _))
            {
                Assert.True(YamlValue.Same(root, YamlEdit.Read(YamlEdit.Put(without, place, value), "")), $"{path} {place}");
            }

            // All lines that stay, stay as they were, but for one in which a flow list shrinks or a list ends empty.
            var changed = without.Split('\n').Except(text.Split('\n'), StringComparer.Ordinal);
            Assert.True(changed.Count() <= 1 + Lines(value), $"{path} {place}: {string.Join('|', changed)}");
        }
    });

    [Fact]
    public void Lists_turned_round_keep_the_lines_of_their_items() => Assert.All(Paths, path =>
    {
        var text = Text(path);
        foreach (var (place, value) in Nodes(YamlEdit.Read(text, "")!, "").Where(node => node.Value is YamlValue.List))
        {
            var turned = YamlValue.Of(((YamlValue.List)value).Items.Reverse());
            var changed = YamlEdit.Put(text, place, turned);
            Assert.True(YamlValue.Same(turned, YamlEdit.Read(changed, place)), $"{path} {place}");
            if (!text.Split('\n').Order(StringComparer.Ordinal).SequenceEqual(changed.Split('\n').Order(StringComparer.Ordinal), StringComparer.Ordinal))
            {
                // Flow lists stand in one line, which is another one then; nothing else is.
                Assert.Single(changed.Split('\n').Except(text.Split('\n'), StringComparer.Ordinal));
            }
        }
    });

    [Theory]
    [InlineData("a: >-\n  old words\nb: 1\n", "a", "new words", "a: >-\n  new words\nb: 1\n")]
    [InlineData("a: 40\nb: 1\n", "a", "45", "a: 45\nb: 1\n")]
    [InlineData("a: \"40\"\n", "a", "45", "a: \"45\"\n")]
    [InlineData("a: plain # kept\n", "a", "also: this", "a: \"also: this\" # kept\n")]
    [InlineData("a: 'one'\n", "a", "it's", "a: \"it's\"\n")]
    [InlineData("a: |\n  one\n  two\nb: 1\n", "a", "one\nthree", "a: |\n  one\n  three\nb: 1\n")]
    [InlineData("a:\n  - b: old\n    c: >-\n      long\n", "a/0/c", "longer", "a:\n  - b: old\n    c: >-\n      longer\n")]
    [InlineData("{ a: [x, y] }\n", "a/1", "z", "{ a: [x, z] }\n")]
    public void A_text_keeps_its_style(string document, string path, string text, string expected)
    {
        Assert.Equal(expected, YamlEdit.Set(document, [new(path, text)]));
        Assert.Equal(expected, YamlEdit.Put(document, path, YamlValue.Of(text)));
    }

    [Fact]
    public void Items_are_added_taken_out_and_moved_with_their_comments()
    {
        const string Document = "# head\nlist:\n  # about one\n  - id: one\n    text: >-\n      folded\n      text\n  - id: two # kept\nwords: [a, b]\nlast: x\n";
        var one = YamlEdit.Read(Document, "list/0")!;
        var two = YamlEdit.Read(Document, "list/1")!;
        var three = YamlValue.Of(("id", YamlValue.Of("three")), ("text", YamlValue.Of("some words: here")));

        Assert.Equal(
            "# head\nlist:\n  - id: two # kept\n  # about one\n  - id: one\n    text: >-\n      folded\n      text\nwords: [a, b]\nlast: x\n",
            YamlEdit.Put(Document, "list", YamlValue.Of([two, one])));
        Assert.Equal("# head\nlist:\n  - id: two # kept\nwords: [a, b]\nlast: x\n", YamlEdit.Remove(Document, "list/0"));
        Assert.Equal(
            "# head\nlist:\n  # about one\n  - id: one\n    text: >-\n      folded\n      text\n  - id: two # kept\n  - id: three\n    text: \"some words: here\"\nwords: [a, b]\nlast: x\n",
            YamlEdit.Put(Document, "list/2", three));
        Assert.Equal("# head\nlist: [] # kept\nwords: [a, b]\nlast: x\n", YamlEdit.Put(Document, "list", YamlValue.Of(Array.Empty<YamlValue>())));
        Assert.Equal(Document.Replace("[a, b]", "[a, c, b]", StringComparison.Ordinal), YamlEdit.Put(Document, "words", YamlValue.Of(["a", "c", "b"])));
        Assert.Equal(Document + "first:\n  en: A name of its own\n", YamlEdit.Put(Document, "first/en", YamlValue.Of("A name of its own")));
        Assert.Equal("list:\n  - a\n  - \"no\"\n", YamlEdit.Put("list:\n  - a", "list/1", YamlValue.Of("no")));
    }

    [Fact]
    public void A_key_comes_after_the_one_that_it_follows()
    {
        const string Document = "a: 1\nb: 2\n";
        var wanted = YamlValue.Of(("a", YamlValue.Of(1)), ("new", YamlValue.Of(["x", "z"])), ("b", YamlValue.Of(2)), ("day", YamlValue.Of(new DateOnly(2027, 3, 31))), ("none", YamlValue.Null));
        Assert.Equal("a: 1\nnew: [x, z]\nb: 2\nday: 2027-03-31\nnone: null\n", YamlEdit.Put(Document, "", wanted));
    }

    [Theory]
    [InlineData("? a\n: x\nb:\n  - 1\n")]
    [InlineData("\"a\": x\n'b':\n- 1\n")]
    [InlineData("b:\n  - - 1\n    - 2\n  - 3\na: x\n")]
    [InlineData("a: x\r\nb:\r\n  - 1\r\n")]
    [InlineData("a: x\nb:\n  -\n    c: 1\n  # below\n")]
    [InlineData("a: x\nb:\n\n  # above\n\n  - c: 1\n\n  - d: 2")]
    [InlineData("{ a: x,\n  b: [ 1,\n 2 ] }")]
    [InlineData("a: &x x\nb: [1]\n")]
    public void Rare_ways_of_writing_are_understood(string document)
    {
        var item = YamlValue.Of(("n", YamlValue.Of("new")));
        foreach (var wanted in new[] { YamlValue.Of([item]), YamlValue.Of([YamlValue.Of("1"), item]), YamlValue.Of([item, YamlValue.Of("3"), item]), YamlValue.Of(Array.Empty<YamlValue>()), YamlValue.Of("text") })
        {
            var changed = YamlEdit.Put(document, "b", wanted);
            Assert.True(YamlValue.Same(wanted, YamlEdit.Read(changed, "b")), changed);
            Assert.Equal("x", YamlEdit.Get(changed, "a"));
            Assert.Equal(["b"], ((YamlValue.Map)YamlEdit.Read(YamlEdit.Remove(changed, "a"), "")!).Entries.Select(entry => entry.Key));
        }
    }

    [Theory]
    [InlineData(1_000)]
    public void Whatever_is_put_anywhere_is_read_back_and_the_rest_stays(int seeds)
    {
        for (var seed = 0; seed < seeds; seed++)
        {
            var random = StableRandom.For((ulong)seed, "yaml");
            var text = YamlEdit.Put("root: {}\n", "root", Any(random, 0, root: true));
            var root = YamlEdit.Read(text, "")!;
            var nodes = Nodes(root, "").ToArray();
            var place = nodes[random.Below(nodes.Length)].Path;
            var value = Any(random, 1);
            var changed = YamlEdit.Put(text, place, value);

            Assert.True(YamlValue.Same(value, YamlEdit.Read(changed, place)), $"{seed} at {place}:\n{text}\n→\n{changed}");
            Assert.All(nodes.Where(node => !Touches(node.Path, place)), node => Assert.True(YamlValue.Same(node.Value, YamlEdit.Read(changed, node.Path)), $"{seed} at {node.Path}"));
        }
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_refused_and_a_document_that_cannot_be_read_too()
    {
        Assert.Throws<ArgumentException>(() => YamlEdit.Put("a: text\n", "a/b", YamlValue.Of("x")));
        Assert.Throws<ArgumentException>(() => YamlEdit.Put("a: [x]\n", "a/2", YamlValue.Of("x")));
        Assert.Throws<ArgumentException>(() => YamlEdit.Put("a: [x", "a", YamlValue.Of("x")));
        Assert.Equal("a: text\n", YamlEdit.Remove("a: text\n", "b"));
        Assert.Equal("a: { b: x }\n", YamlEdit.Put("a: null\n", "a/b", YamlValue.Of("x")));
    }

    private static string Text(string path) => ShippedContent.Documents.Find(path)!;

    private static bool Touches(string path, string place) => path == place || path.StartsWith($"{place}/", StringComparison.Ordinal) || place.StartsWith($"{path}/", StringComparison.Ordinal);

    private static int Lines(YamlValue value) => value is YamlValue.Map ? 1 : 0;

    private static IEnumerable<(string Path, YamlValue Value)> Nodes(YamlValue value, string path)
    {
        string Below(string key) => path.Length == 0 ? key : $"{path}/{key}";
        if (path.Length > 0)
        {
            yield return (path, value);
        }

        var children = value switch
        {
            YamlValue.List list => list.Items.Select((item, i) => (Key: Below(i.ToString(System.Globalization.CultureInfo.InvariantCulture)), Value: item)),
            YamlValue.Map map => map.Entries.Select(entry => (Key: Below(entry.Key), entry.Value)),
            _ => [],
        };
        foreach (var child in children.SelectMany(child => Nodes(child.Value, child.Key)))
        {
            yield return child;
        }
    }

    private static YamlValue Any(StableRandom random, int level, bool root = false)
    {
        string[] texts =
        [
            "word", "two words", "", "null", "12", "- dash", "a: b", "x # y", "it's", "\"q\"", "one\ntwo", "one\n\n two", "Қазақша мәтін", "{a}", "[b", "tail:", "~", "2027-01-01",
            "a text that is long enough to be broken into several lines where the document breaks its own, and a little longer still to be sure", "two  spaces in a text that is long enough to be broken into several lines where the document breaks its own, and longer",
        ];
        var kind = level > 3 ? 0 : root ? 1 + random.Below(2) : random.Below(4);
        var count = random.Below(4) + (root ? 1 : 0);
        return kind switch
        {
            1 => YamlValue.Of(Enumerable.Range(0, count).Select(_ => Any(random, level + 1))),
            2 => YamlValue.Of(Enumerable.Range(0, count).Select(i => ($"k{i}", Any(random, level + 1)))),
            _ => YamlValue.Of(texts[random.Below(texts.Length)]),
        };
    }
}
