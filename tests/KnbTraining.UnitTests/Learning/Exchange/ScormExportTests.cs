using KnbTraining.Content.Exchange;
using KnbTraining.Content.Exchange.Scorm;
using KnbTraining.Content.Lessons;
using KnbTraining.Learning;
using KnbTraining.Learning.Exchange.Scorm;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Exchange;

public sealed class ScormExportTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_leaves_is_recorded_only_for_those_who_see_keys_and_what_there_is_not_is_refused()
    {
        await using var room = await LearningRoom.OpenAsync();
        var export = room.Get<ScormExport>();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var lesson = new ScormOrder("what-is-planned", null, null, "ru", 1);
        var looked = (await export.LookAsync(editor, lesson, None)).Value!;
        Assert.Equal(EditionSample.Edition.Lessons["what-is-planned"]["ru"].Title, looked.Title);
        Assert.Empty(await room.FactsAsync<ScormExported>());
        var sent = (await export.SendAsync(editor, lesson, Write, None)).Value!;
        Assert.Equal(
            new ScormExported(Slug.Of("ru"), 1, Slug.Of("what-is-planned"), null, null, looked.Questions.Questions.Count, Digest.Of(sent.Bytes)),
            Assert.Single(await room.FactsAsync<ScormExported>()));
        Assert.Equal("scorm-what-is-planned-ru-edition-1.zip", sent.FileName);

        foreach (var role in new Role?[] { null, Role.Auditor })
        {
            var person = await room.AddAsync(role is { } one ? new PersonBuilder().With(one) : new PersonBuilder());
            Assert.Equal(Refusal.NotAllowed, (await export.SendAsync(person, lesson, Write, None)).Refused);
        }

        ScormOrder[] nothing =
        [
            lesson with { Lesson = "nowhere" }, lesson with { Lesson = null }, lesson with { Language = "xx" }, lesson with { Course = EditionSample.Course },
            new(null, EditionSample.Course, null, "en", 1), new(null, EditionSample.Course, "nowhere", "en", 1), new(null, "nowhere", "x", "en", 1),
        ];
        foreach (var order in nothing)
        {
            Assert.Equal(Refusal.NotFound, (await export.SendAsync(editor, order, Write, None)).Refused);
        }

        Assert.Equal("range", Assert.IsType<Refusal.Invalid>((await export.LookAsync(editor, lesson with { Variants = 0 }, None)).Refused).Findings.At("Variants"));
        Assert.Single(await room.FactsAsync<ScormExported>());
    }

    [Fact]
    public void A_question_of_an_exam_that_no_lesson_shows_and_that_is_always_the_same_never_leaves()
    {
        var edition = EditionSample.Edition;
        var items = edition.ItemsOn(new DateOnly(2026, 3, 2));
        var shown = edition.Lessons.Values.SelectMany(lesson => lesson["en"].Blocks.OfType<QuestionBlock>()).Select(block => block.Family).ToHashSet(StringComparer.Ordinal);
        var examined = edition.Courses.Values.SelectMany(course => course.Exam.Parts).SelectMany(part => part.Families).Distinct(StringComparer.Ordinal).ToArray();
        var drawn = ScormQuestions.Draw(edition, items, examined, 2, 1, "kk");
        string[] kept = [.. examined.Where(family => family.StartsWith("authored.", StringComparison.Ordinal) && !shown.Contains(family))];
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(drawn.Questions, question => kept.Contains(question.Family, StringComparer.Ordinal));
        Assert.Equal(kept.Order(StringComparer.Ordinal), drawn.Losses.Questions.Where(loss => loss.State == LossState.Dropped).Select(loss => loss.Name).Order(StringComparer.Ordinal));
        Assert.Equal(drawn.Losses.Questions.Count, drawn.Questions.Count + kept.Length);
        Assert.Contains(drawn.Questions, question => shown.Contains(question.Family));
    }

    private static Task<IReadOnlyDictionary<string, byte[]>> Write(ScormMaterial material) =>
        Task.FromResult<IReadOnlyDictionary<string, byte[]>>(new Dictionary<string, byte[]>(StringComparer.Ordinal) { [ScormPackage.Page] = [1] });
}
