using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>
/// Attempts are replayed from ids. For each way of drawing a copy of the content lies beside what each of some thousand ids meant in it:
/// no change of code may make an id mean anything else. Whoever wants to draw otherwise adds a way of drawing.
/// </summary>
public sealed class FrozenItemsTests
{
    private const int VariantsOfEach = 24;

    private const int ShownDifferences = 5;

    private static string Folder => Path.Combine(ShippedContent.Repository, "tests", "KnbTraining.UnitTests", "Content", "Frozen");

    [Fact]
    public void Each_id_of_each_way_of_drawing_means_what_it_meant()
    {
        var ways = Directory.GetFiles(Folder, "*.zip");
        Assert.NotEmpty(ways);
        Assert.All(ways, way =>
        {
            var frozen = File.ReadAllLines(Path.ChangeExtension(way, ".tsv"));
            var now = Lines(Read(way)).ToArray();
            Assert.InRange(now.Length, 2000, 20_000);
            var differences = frozen.Except(now, StringComparer.Ordinal).Take(ShownDifferences).Select(line => $"was {line}\nis  {now.FirstOrDefault(other => other.Split('\t')[0] == line.Split('\t')[0])}").ToArray();
            Assert.True(differences.Length == 0, string.Join('\n', differences));
            Assert.Equal(frozen.Length, now.Length);
        });
    }

    [Fact]
    public void Each_way_of_drawing_that_a_document_may_name_is_frozen()
    {
        const string Document = "stems/verdict.yaml";
        var newest = Directory.GetFiles(Folder, "*.zip").Length;
        DocumentSetBuilder.FromShipped().Replacing(Document, "texts:\n", $"drawing: {newest}\ntexts:\n").CompileOrThrow();
        DocumentSetBuilder.FromShipped().Replacing(Document, "texts:\n", $"drawing: {newest + 1}\ntexts:\n")
            .Finds(Document, "drawing:", $"'drawing' is '{newest + 1}'.", $"Give a whole number from 1 to {newest}.");
    }

    [Fact]
    public void Families_seeds_and_answers_are_frozen_widely()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "drawing-1.tsv")).Select(line => line.Split('\t')).ToArray();
        Assert.All(lines, line => Assert.Equal(8, line.Length));
        var generators = lines.Select(line => line[0].Split('.')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(ShippedContent.Items.Families.Select(family => family.Generator).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), generators);
        Assert.InRange(lines.Select(line => line[5]).Distinct(StringComparer.Ordinal).Count(), 1500, lines.Length);
    }

    /// <summary>Run by hand for a new way of drawing, and for the first one until the first release: <c>--explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public void Freeze_what_ids_mean_now()
    {
        var way = Path.Combine(Folder, "drawing-1.zip");
        File.Delete(way);
        using (var archive = ZipFile.Open(way, ZipArchiveMode.Create))
        {
            foreach (var (path, text) in ShippedContent.Documents.All)
            {
                var entry = archive.CreateEntry(path, CompressionLevel.SmallestSize);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(false));
                writer.Write(text);
            }
        }

        File.WriteAllLines(Path.ChangeExtension(way, ".tsv"), Lines(Read(way)));
    }

    // In the languages that the documents had when they were frozen.
    private static (ItemBank Items, IReadOnlyList<string> Languages) Read(string way)
    {
        using var archive = ZipFile.OpenRead(way);
        var documents = new DocumentSet(archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return new KeyValuePair<string, string>(entry.FullName, reader.ReadToEnd());
        }).ToArray());
        var compilation = EditionCompiler.Recompile(documents);
        Assert.True(compilation.Edition is not null, string.Join('\n', compilation.Findings));
        return (compilation.Edition.ItemsOn(ShippedContent.Items.LawDate), documents.Languages);
    }

    private static IEnumerable<string> Lines((ItemBank Items, IReadOnlyList<string> Languages) frozen) => frozen.Items.Families
        .SelectMany(family => Enumerable.Range(0, family.IsAuthored ? 1 : VariantsOfEach).Select(variant => frozen.Items.Create(family.Id, unchecked((uint)variant * 2654435761u))))
        .Select(item => Line(frozen.Items, item, frozen.Languages));

    /// <summary>Id, law, situations, options with key and mix-ups, citations, and for each language a hash of the words.</summary>
    private static string Line(ItemBank items, Item item, IReadOnlyList<string> languages) => string.Join(
        '\t',
        [
            item.Id,
            item.Law.Id,
            string.Join('|', item.Situations.Select(situation => situation.Id)),
            string.Join('|', item.Options.Select(option => $"{(option.Correct ? "*" : "")}{option.Id}{(option.Misconception is { } mixed ? $"!{mixed}" : "")}")),
            string.Join('|', item.Citations.Select(citation => $"{citation.Source}:{string.Join(',', citation.Paragraphs)}:{string.Join(',', citation.Facts)}")),
            .. languages.Select(language => Hash(items.Render(item, language))),
        ]);

    private static string Hash(ItemText text)
    {
        string[] words = [text.Case ?? "", text.Question, .. text.Options.Concat(text.Rows).Concat(text.Choices).Select(option => $"{option.Id}={option.Text}")];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words))))[..16];
    }
}
