using KnbTraining.Content.Courses;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Forms;

namespace KnbTraining.WebTests.Features.Content;

public sealed class CourseFormTests
{
    private const string Path = "courses/working-with-state-secrets.yaml";

    private static readonly string Text = EditionSample.Documents.Find(Path)!;

    public static TheoryData<string> Courses => [.. EditionSample.Documents.Under("courses").Select(document => document.Key)];

    /// <summary>Every field that the form shows is set to what it says already.</summary>
    [Theory]
    [MemberData(nameof(Courses))]
    public void A_course_whose_fields_are_typed_again_stays_the_same_to_the_letter(string path)
    {
        var text = EditionSample.Documents.Find(path)!;
        var fields = new DocumentFields(text);
        foreach (var field in CourseForm.Fields(fields).Where(fields.Has))
        {
            switch (fields.Find(field))
            {
                case YamlValue.Scalar when int.TryParse(fields.Text(field), out _):
                    fields.SetNumber(field, fields.Text(field));
                    break;
                case YamlValue.Scalar:
                    fields.Set(field, fields.Text(field));
                    break;
                case YamlValue.List when fields.List(field).Count > 0:
                    fields.SetList(field, fields.List(field));
                    break;
            }
        }

        Assert.Equal(text, fields.Document);
    }

    [Fact]
    public void Every_leaf_of_the_shipped_courses_but_ids_is_a_field_of_the_form() => Assert.All(Courses.Select(row => row.Data), path =>
    {
        var fields = new DocumentFields(EditionSample.Documents.Find(path)!);
        var shown = CourseForm.Fields(fields);
        Assert.All(YamlEdit.Paths(fields.Document).Where(leaf => leaf.Split('/')[^1] != "id").Select(leaf => leaf.StartsWith("audience/", StringComparison.Ordinal) ? "audience" : leaf), leaf => Assert.Contains(leaf, shown));
    });

    [Theory]
    [InlineData("title/kk", "Жаңа атау", 1, 1)]
    [InlineData("exam/minutes", "45", 1, 1)]
    [InlineData("exam/parts/0/pass", "60", 1, 1)]
    [InlineData("exam/parts/2/pass", "60", 1, 0)]
    [InlineData("refreshers/items", "3", 1, 0)]
    public void A_change_of_one_field_changes_its_lines_only(string field, string value, int added, int gone)
    {
        var fields = new DocumentFields(Text);
        fields.SetOptionalNumber(field, value);
        string[] before = Text.Split('\n'), after = fields.Document.Split('\n');
        var above = before.Zip(after).TakeWhile(lines => lines.First == lines.Second).Count();
        var below = before.Skip(above).Reverse().Zip(after.Skip(above).Reverse()).TakeWhile(lines => lines.First == lines.Second).Count();
        Assert.Equal((added, gone), (after.Length - above - below, before.Length - above - below));
        Assert.Equal(value, new DocumentFields(fields.Document).Text(field));
        Assert.NotNull(EditionCompiler.Compile(EditionSample.Documents.With([new(Path, fields.Document)])).Edition);
    }

    [Fact]
    public void An_emptied_pass_mark_of_a_part_is_taken_away_and_typed_spaces_stay_under_the_cursor()
    {
        var fields = new DocumentFields(Text);
        fields.SetOptionalNumber("exam/parts/0/pass", "");
        Assert.False(fields.Has("exam/parts/0/pass"));
        Assert.Equal(Text.Split('\n').Length - 1, fields.Document.Split('\n').Length);
        fields.Set("title/en", "Working ");
        Assert.Equal("Working ", fields.Text("title/en"));
        Assert.Equal("Working", YamlEdit.Get(fields.Document, "title/en"));
    }

    [Fact]
    public void Parts_that_move_take_their_families_along_and_a_new_one_has_an_id_of_its_own()
    {
        var fields = new DocumentFields(Text);
        fields.Move("exam/parts", 0, 1);
        Assert.Equal(["liability", "travel", "planned-and-open", "obligations-and-terms"], Parts(fields).Select(part => part.Id));
        Assert.Equal(Parts(new DocumentFields(Text))[0].Families, Parts(fields)[1].Families);
        CourseForm.AddPart(fields);
        CourseForm.AddPart(fields);
        Assert.Equal(["part-1", "part-2"], Parts(fields).Select(part => part.Id).Skip(4));
        fields.Move("exam/parts", 0, -1);
        Assert.Equal("liability", Parts(fields)[0].Id);
    }

    [Fact]
    public void A_new_course_is_a_document_whose_gaps_the_check_names_at_their_fields()
    {
        const string New = "courses/a-new-one.yaml";
        var text = CourseForm.Create("a-new-one", "kk", "Жаңа курс");
        var fields = new DocumentFields(text);
        var compilation = EditionCompiler.Compile(EditionSample.Documents.With([new(New, text)]));
        var findings = FieldFindings.ForYaml(text, compilation.Findings.Where(finding => finding.Path == New), CourseForm.Fields(fields));
        Assert.Null(compilation.Edition);
        Assert.Equal("Жаңа курс", fields.Text("title/kk"));
        Assert.NotEmpty(findings.At("title/en"));
        Assert.NotEmpty(findings.At("summary/ru"));
        Assert.NotEmpty(findings.At("exam/parts/0/label/kk"));
        Assert.NotEmpty(findings.At("exam/parts/0/families"));
        Assert.Empty(findings.At("title/kk"));
        Assert.Empty(findings.Rest);
    }

    private static IReadOnlyList<BlueprintPart> Parts(DocumentFields fields) => CourseDraft.Read(Path, fields.Document)!.Exam.Parts;
}
