using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Forms;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnbTraining.WebTests.Features.Content;

public sealed class DocumentSchemaTests
{
    private static readonly FieldShape[] Lists = [FieldShape.Several, FieldShape.Numbers, FieldShape.Conditions, FieldShape.Mutation, FieldShape.Phrases, FieldShape.Fixed];

    private static readonly EntryChoices Choices = MakeChoices();

    public static TheoryData<string> Documents => [.. EditionSample.Documents.Paths.Where(path => DocumentSchemas.Of(path) is not null)];

    [Fact]
    public void There_is_a_form_for_every_kind_of_small_document() => Assert.Equal(
        DocumentSchemas.Kinds.Order(),
        EditionSample.Documents.Paths.Where(path => DocumentSchemas.Of(path) is not null).Select(ContentKinds.Of).Distinct().Order());

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_form_shows_every_leaf_of_the_shipped_document(string path)
    {
        var fields = new DocumentFields(EditionSample.Documents.Find(path)!);
        var places = DocumentSchemas.Of(path)!.Walk(fields).ToLookup(place => place.Path, place => place.Field, StringComparer.Ordinal);
        Assert.All(YamlEdit.Paths(fields.Document).Where(leaf => !DocumentSchema.NeverShown.Contains(leaf.Split('/')[^1])), leaf =>
        {
            var holder = leaf;
            while (!places.Contains(holder))
            {
                holder = holder[..Math.Max(0, holder.LastIndexOf('/'))];
                Assert.NotEmpty(holder);
            }

            Assert.True(places[holder].All(field => field is not null && (holder == leaf || Lists.Contains(field.Shape))), leaf);
        });
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_whose_fields_are_typed_again_stays_the_same_to_the_letter(string path)
    {
        var text = EditionSample.Documents.Find(path)!;
        var fields = new DocumentFields(text);
        foreach (var (place, field) in DocumentSchemas.Of(path)!.Walk(fields).Where(place => place.Field is not null && fields.Has(place.Path)).ToArray())
        {
            TypeAgain(fields, place, field!);
        }

        Assert.Equal(text, fields.Document);
    }

    [Theory]
    [InlineData("glossary.yaml", "terms/1/meaning/ru", "Новое значение.", 3)]
    [InlineData("sources.yaml", "sources/0/paragraphs", "17", 1)]
    [InlineData("vocabulary.yaml", "dimensions/6/values/0/label/en", "found earlier", 1)]
    [InlineData("vocabulary.yaml", "briefings/0/title/kk", "Рұқсат ету: сіз үшін не өзгереді", 1)]
    [InlineData("vocabulary.yaml", "invented-duties/3/misconception", "bodies-confused", 1)]
    [InlineData("facts.yaml", "facts/3/keyable", "no", 1)]
    [InlineData("background.yaml", "entries/0/article", "29-1", 1)]
    [InlineData("misconceptions.yaml", "misconceptions/5/mutation/law", "in-force", 1)]
    [InlineData("pictures/what-a-carrier-is.yaml", "steps/1/ways/2/label/en", "Plan", 1)]
    public void A_change_of_one_field_changes_its_lines_only(string path, string field, string value, int most)
    {
        var text = EditionSample.Documents.Find(path)!;
        var fields = new DocumentFields(text);
        fields.Set(field, value);
        string[] before = text.Split('\n'), after = fields.Document.Split('\n');
        var above = before.Zip(after).TakeWhile(lines => lines.First == lines.Second).Count();
        var below = before.Skip(above).Reverse().Zip(after.Skip(above).Reverse()).TakeWhile(lines => lines.First == lines.Second).Count();
        Assert.InRange(before.Length - above - below, 1, most);
        Assert.InRange(after.Length - above - below, 1, most);
        Assert.Equal(value, YamlEdit.Get(fields.Document, field));
    }

    /// <summary>What is still to be filled in is asked for at the fields of the new entry, and nothing else is wrong.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void A_new_entry_is_readable_has_an_id_of_its_own_and_its_gaps_are_named_at_its_fields(string path)
    {
        var schema = DocumentSchemas.Of(path)!;
        Assert.All(schema.Sections.Where(section => section.MayGrow && new DocumentFields(EditionSample.Documents.Find(path)!).Has(section.Key)), section =>
        {
            var fields = new DocumentFields(EditionSample.Documents.Find(path)!);
            var before = section.Entries(fields).Count();
            var entry = EntryMaker.Add(fields, section, "Жаңа", Choices);
            Assert.Equal(before + 1, section.Entries(fields).Count());
            var ids = section.Entries(fields).Select(one => fields.Text($"{one}/id")).Where(id => id.Length > 0).ToArray();
            Assert.Equal(ids.Distinct().Count(), ids.Length);
            var own = EditionCompiler.Compile(EditionSample.Documents.With([new(path, fields.Document)])).Findings.Where(finding => finding.Path == path).ToArray();
            var findings = FieldFindings.ForYaml(fields.Document, own, schema.Fields(fields));
            Assert.Empty(findings.Rest);
            Assert.NotEmpty(own);
            Assert.Equal(findings.Count, findings.CountWhere(field => field == entry || field.StartsWith($"{entry}/", StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void Emptying_an_optional_text_in_the_last_language_takes_it_away()
    {
        const string Path = "pictures/what-a-carrier-is.yaml";
        var text = EditionSample.Documents.Find(Path)!;
        var fields = new DocumentFields(text);
        foreach (var language in KnbTraining.Content.Text.Languages.All)
        {
            fields.SetOptional($"steps/0/note/{language}", "x");
        }

        Assert.True(fields.Has("steps/0/note"));
        foreach (var language in KnbTraining.Content.Text.Languages.All)
        {
            fields.SetOptional($"steps/0/note/{language}", "");
        }

        Assert.Equal(text, fields.Document);
    }

    [Fact]
    public void The_vocabulary_tells_where_a_value_is_used_and_takes_no_word_of_a_text_for_it()
    {
        var uses = new VocabularyUses(ShippedContent.Edition);
        var travel = uses.OfFact("act", "travel-abroad");
        Assert.All(["cases/travel-abroad.yaml", "vignettes/travel-abroad.yaml", "rules/travel-approval/former-holder-without-approval.yaml"], path => Assert.Contains(path, travel));
        Assert.Contains(travel, path => path.StartsWith("lessons/", StringComparison.Ordinal));
        Assert.DoesNotContain("vignettes/disclosure.yaml", travel);
        Assert.Contains("misconceptions.yaml", uses.OfFact("approval", null));
        Assert.DoesNotContain("misconceptions.yaml", uses.OfFact("approval", "absent"));
        Assert.Contains("vignettes/disclosure.yaml", uses.OfFact("holder", "former"));
        Assert.DoesNotContain("glossary.yaml", uses.OfFact("capacity", "head"));
        Assert.Contains("cases/travel-abroad.yaml", uses.Of("duties", "ask-approval-of-head"));
        Assert.Contains("cases/travel-abroad.yaml", uses.Of("liabilities", "administrative"));
        Assert.Contains("rules/institutions/nsc-tasks.yaml", uses.Of("bodies", "nsc"));
        Assert.NotEmpty(uses.Of("families", "travel-approval"));
        Assert.NotEmpty(uses.Of("basis-purposes", "limits"));
        Assert.Empty(uses.Of("briefings", "became-head"));
        Assert.DoesNotContain("vocabulary.yaml", travel);
    }

    [Fact]
    public void Mentions_finds_what_names_an_id_and_not_the_entry_itself()
    {
        var documents = EditionSample.Documents;
        Assert.Contains("glossary.yaml", Mentions.Of(documents, "official-secret"));
        Assert.Contains(Mentions.Of(documents, "carrier"), path => path.StartsWith("lessons/", StringComparison.Ordinal));
        Assert.Contains("rules/definitions/state-secrets-and-kinds.yaml", Mentions.Of(documents, "state-secrets"));
        Assert.Empty(Mentions.Of(documents, "askar-dosymov"));
    }

    private static void TypeAgain(DocumentFields fields, string place, FieldSchema field)
    {
        switch (field.Shape)
        {
            case FieldShape.Number:
                fields.SetNumber(place, fields.Text(place));
                break;
            case FieldShape.Numbers:
                fields.SetNumbers(place, fields.List(place));
                break;
            case FieldShape.Flag:
                fields.Put(place, YamlValue.Of(fields.Text(place) == "true"));
                break;
            case FieldShape.Day:
                fields.Put(place, YamlValue.Of(DateOnly.Parse(fields.Text(place), System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case FieldShape.Several or FieldShape.Phrases:
                fields.SetList(place, fields.List(place));
                break;
            case FieldShape.Conditions:
                foreach (var key in fields.Keys(place))
                {
                    fields.SetShortList($"{place}/{key}", fields.List($"{place}/{key}"));
                }

                break;
            case FieldShape.Fixed:
                break;
            case FieldShape.Mutation:
                fields.Put(place, fields.Find(place)!);
                break;
            default:
                fields.Set(place, fields.Text(place));
                break;
        }
    }

    private static EntryChoices MakeChoices()
    {
        var localizers = new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);
        return new EntryChoices(ShippedContent.Edition, new StringLocalizer<ContentTexts>(localizers), new StringLocalizer<FormTexts>(localizers));
    }
}
