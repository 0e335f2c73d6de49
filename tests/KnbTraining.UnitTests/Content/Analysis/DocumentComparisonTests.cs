using KnbTraining.Content.Analysis;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class DocumentComparisonTests
{
    private const string Course = "courses/before-access.yaml";

    private static readonly ContentKind[] Kinds = [.. Enum.GetValues<ContentKind>().Where(kind => kind is not (ContentKind.Unknown or ContentKind.Lesson))];

    [Fact]
    public void Each_leaf_field_of_each_kind_of_document_is_named_when_it_changes()
    {
        var leaves = LeafField.OneOfEach();
        Assert.Equal(Kinds, leaves.Select(leaf => leaf.Kind).Distinct().Order());
        Assert.InRange(leaves.Count, 400, 2000);
        var failed = leaves.Where(leaf =>
        {
            var before = EditionSample.Documents.Find(leaf.Document)!;
            var change = DocumentComparison.Of(leaf.Document, before, leaf.Changed(before));
            return change.Kind != leaf.Kind
                || !change.Fields.Any(field => leaf.Is(field) && Holds(field.After, leaf.Another()) && (leaf.Value is "" or "null" || Holds(field.Before, leaf.Value)))
                || (leaf.Place.Split('/')[^1] is not ("id" or "source" or "instrument") && change.Fields.Count != 1);
        });
        Assert.Empty(failed.Select(leaf => leaf.ToString()));
    }

    [Fact]
    public void Each_leaf_field_is_named_when_it_is_taken_out_or_new()
    {
        var failed = LeafField.OneOfEach().Where(leaf =>
        {
            var text = EditionSample.Documents.Find(leaf.Document)!;
            return !(DocumentComparison.Of(leaf.Document, text, null).Fields.Any(leaf.Is) || leaf.Value is "" or "null")
                || !(DocumentComparison.Of(leaf.Document, null, text).Fields.Any(leaf.Is) || leaf.Value is "" or "null");
        });
        Assert.Empty(failed.Select(leaf => leaf.ToString()));
    }

    [Fact]
    public void Each_block_and_each_field_of_the_head_of_a_lesson_is_named_in_its_language()
    {
        foreach (var (path, text) in EditionSample.Documents.Under("lessons"))
        {
            var language = ContentKinds.NameOf(path);
            var lines = text.Split('\n');
            var head = Array.IndexOf(lines, "---", 1);
            for (var i = 1; i < lines.Length; i++)
            {
                if (i == head || lines[i].Length == 0 || lines[i] == ":::")
                {
                    continue;
                }

                var changed = string.Join('\n', lines.Select((line, at) => at == i ? $"{line}q" : line));
                var field = Assert.Single(DocumentComparison.Of(path, text, changed).Fields);
                Assert.Equal(language, field.Language);
                Assert.Equal(i < head ? lines[i].Split(':')[0] : "body", field.Steps[0].Key);
                Assert.True(i < head || field.After!.Split('\n').Contains($"{lines[i]}q"), $"{path} {i}");
                Assert.Equal(i > head && lines[i].StartsWith(":::", StringComparison.Ordinal), field.LivePart == $"{lines[i]}q".TrimStart(':'));
            }
        }
    }

    [Fact]
    public void A_block_of_a_lesson_is_told_under_its_heading_with_its_live_part()
    {
        const string Path = "lessons/travel-and-approval/en.md";
        var text = EditionSample.Documents.Find(Path)!;
        var change = DocumentComparison.Of(Path, text, text
            .Replace(":::rule current-holder-without-approval\n:::\n\n", "", StringComparison.Ordinal)
            .Replace("Now change one fact", "Change one fact", StringComparison.Ordinal)
            .Replace("## A trip with approval", "A new paragraph.\n\n## A trip with approval", StringComparison.Ordinal));
        Assert.Collection(
            change.Fields,
            gone => Assert.Equal(("A trip without approval", "rule current-holder-without-approval", (string?)null), (gone.Heading, gone.LivePart, gone.After)),
            fresh => Assert.Equal(("A trip without approval", null, "A new paragraph."), (fresh.Heading, fresh.Before, fresh.After)),
            changed => Assert.Equal(("A trip with approval", true, true), (changed.Heading, changed.Before!.StartsWith("Now", StringComparison.Ordinal), changed.After!.StartsWith("Change", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("minutes: 20", "minutes: 25", "exam.minutes", "20", "25")]
    [InlineData("  pass: 80", "  pass: 85", "exam.pass", "80", "85")]
    [InlineData("      count: 5", "      count: 6", "exam.parts[liability].count", "5", "6")]
    [InlineData("kk: Терминдер", "kk: Ұғымдар", "exam.parts[terms].label.kk", "Терминдер", "Ұғымдар")]
    [InlineData("validity-months: 12\n", "", "validity-months", "12", null)]
    [InlineData("exam:\n", "refreshers: { items: 3 }\nexam:\n", "refreshers.items", null, "3")]
    public void A_field_is_named_by_the_way_to_it(string old, string now, string field, string? before, string? after)
    {
        var change = Assert.Single(After(Course, old, now).Fields);
        Assert.Equal((field, before, after), (change.Field, change.Before, change.After));
        Assert.Equal(field.EndsWith(".kk", StringComparison.Ordinal) ? "kk" : null, change.Language);
    }

    [Fact]
    public void A_list_of_plain_values_is_one_field_and_says_what_came_and_went()
    {
        var change = Assert.Single(After(Course, "        - term-meaning.clearance-defined\n", "        - term-meaning.other\n").Fields);
        Assert.Equal("exam.parts[terms].families", change.Field);
        Assert.Equal(["term-meaning.clearance-defined"], change.Removed);
        Assert.Equal(["term-meaning.other"], change.Added);

        var order = Assert.Single(After(Course, "  - what-clearance-means\n  - before-you-sign\n", "  - before-you-sign\n  - what-clearance-means\n").Fields);
        Assert.Equal(("lessons", 0, 0), (order.Field, order.Removed.Count, order.Added.Count));
    }

    [Fact]
    public void An_entry_that_moves_comes_goes_or_gets_another_name_is_told_so()
    {
        const string Text = "terms:\n  - { id: a, x: 1, y: 1 }\n  - { id: b, x: 2, y: 2 }\n  - { id: c, x: 3, y: 3 }\n";
        string[] Changes(string now) =>
            [.. DocumentComparison.Of("glossary.yaml", Text, now).Fields.Select(field => $"{field.Nature} {field.Field}: {field.Before?.ReplaceLineEndings(",")} > {field.After?.ReplaceLineEndings(",")}")];
        Assert.Equal(["Order terms: a,b,c > b,a,c"], Changes("terms:\n  - { id: b, x: 2, y: 2 }\n  - { id: a, x: 1, y: 1 }\n  - { id: c, x: 3, y: 3 }\n"));
        Assert.Equal(["Value terms[b].id: b > d"], Changes(Text.Replace("id: b", "id: d", StringComparison.Ordinal)));
        Assert.Equal(
            ["Value terms[b].id: b > ", "Value terms[b].x: 2 > ", "Value terms[b].y: 2 > ", "Value terms[n].id:  > n", "Value terms[n].x:  > 8", "Value terms[n].y:  > 9"],
            Changes(Text.Replace("{ id: b, x: 2, y: 2 }", "{ id: n, x: 8, y: 9 }", StringComparison.Ordinal)));
    }

    [Fact]
    public void Entries_without_names_are_compared_in_their_order()
    {
        const string Text = "texts:\n  question:\n    - { en: One, ru: Один }\n    - { en: Two, ru: Два }\n";
        string[] Changes(string now) => [.. DocumentComparison.Of("stems/x.yaml", Text, now).Fields.Select(field => $"{field.Field} {field.Language}: {field.Before} > {field.After}")];
        Assert.Equal(["texts.question[2].ru ru: Два > Две"], Changes(Text.Replace("Два", "Две", StringComparison.Ordinal)));
        Assert.Equal(
            ["texts.question[1].en en:  > Zero", "texts.question[1].ru ru:  > Ноль"],
            Changes(Text.Replace("    - { en: One", "    - { en: Zero, ru: Ноль }\n    - { en: One", StringComparison.Ordinal)));
    }

    [Fact]
    public void Another_way_of_writing_the_same_is_no_change_of_a_field()
    {
        var builder = DocumentSetBuilder.FromShipped();
        var layout = DocumentComparison.Of(builder.Build(), builder.With(Course, "# Another comment\n" + builder[Course].Replace("minutes: 20", "minutes: \"20\"", StringComparison.Ordinal)).Build());
        var change = Assert.Single(layout);
        Assert.True(change.IsLayoutOnly);
        Assert.Equal(Course, change.Path);
    }

    [Fact]
    public void A_rule_in_another_folder_is_the_same_rule()
    {
        var builder = DocumentSetBuilder.FromShipped();
        var moved = builder.Moving("rules/travel-approval/approval-before-travel.yaml", "rules/liability/approval-before-travel.yaml")
            .Replacing("rules/liability/approval-before-travel.yaml", "family: travel-approval", "family: liability").Build();
        var change = Assert.Single(DocumentComparison.Of(EditionSample.Documents, moved));
        Assert.Equal(("rules/travel-approval/approval-before-travel.yaml", "family"), (change.MovedFrom, Assert.Single(change.Fields).Field));
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_compared_as_text()
    {
        var text = EditionSample.Documents.Find(Course)!;
        var change = Assert.Single(DocumentComparison.Of(Course, text, text + "\n  - [").Fields);
        Assert.Equal(("text", text), (change.Field, change.Before));
    }

    [Fact]
    public void Documents_without_an_end_to_their_entries_are_compared_in_reasonable_time()
    {
        var old = "x:\n" + string.Concat(Enumerable.Range(0, 1900).Select(i => $"  - {{ en: a{i} }}\n"));
        var now = "x:\n" + string.Concat(Enumerable.Range(0, 1900).Select(i => $"  - {{ en: b{i} }}\n"));
        Assert.InRange(DocumentComparison.Of("stems/x.yaml", old, now).Fields.Count, 1900, 3800);
    }

    private static bool Holds(string? values, string value) => values is not null && values.Split('\n').Contains(value.Split('\n')[0]);

    private static ChangedDocument After(string path, string old, string now)
    {
        var text = EditionSample.Documents.Find(path)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return DocumentComparison.Of(path, text, text[..at] + now + text[(at + old.Length)..]);
    }
}
