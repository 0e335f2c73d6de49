using KnbTraining.Content.Exchange;
using KnbTraining.Learning;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Exchange;

public sealed class QuestionExportTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ExportOrder Course = new(ExchangeScope.Course, EditionSample.Course, "ru", "moodle-xml", 3);

    [Fact]
    public async Task What_leaves_is_recorded_with_its_bytes_and_looking_leaves_no_trace()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var export = room.Get<QuestionExport>();
        var looked = (await export.LookAsync(editor, Course, None)).Value!;
        Assert.Empty(await room.FactsAsync<QuestionsExported>());

        var sent = (await export.SendAsync(editor, Course, None)).Value!;
        Assert.Equal(looked.Bytes, sent.Bytes);
        Assert.Equal($"questions-{EditionSample.Course}-ru-edition-1.xml", sent.FileName);
        Assert.Equal(
            new QuestionsExported(Slug.Of("moodle-xml"), Slug.Of("ru"), 1, Slug.Of(EditionSample.Course), null, sent.Losses.Questions.Count, Digest.Of(sent.Bytes)),
            Assert.Single(await room.FactsAsync<QuestionsExported>()));
        var read = ExchangeFormats.Find("moodle-xml")!.Read("x", sent.Bytes, "en");
        Assert.Equal(read.Questions.Count, read.Questions.Select(question => question.Frozen!.ItemId).Distinct(StringComparer.Ordinal).Count());

        Assert.True((await export.SendAsync(null, new ExportOrder(ExchangeScope.Authored, null, "kk", "gift", 1), None)).Ok);
        Assert.Equal(Slug.Of("gift"), (await room.FactsAsync<QuestionsExported>())[1].Format);
    }

    [Fact]
    public async Task Answers_leave_only_with_those_who_see_them_anyway()
    {
        await using var room = await LearningRoom.OpenAsync();
        var export = room.Get<QuestionExport>();
        foreach (var role in new Role?[] { null, Role.Auditor })
        {
            var person = await room.AddAsync(role is { } one ? new PersonBuilder().With(one) : new PersonBuilder());
            Assert.Equal(Refusal.NotAllowed, (await export.LookAsync(person, Course, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await export.SendAsync(person, Course, None)).Refused);
        }

        Assert.Empty(await room.FactsAsync<QuestionsExported>());
        Assert.True((await export.SendAsync(await room.AddAsync(new PersonBuilder().With(Role.Reviewer)), Course, None)).Ok);
    }

    [Fact]
    public async Task What_there_is_nothing_of_is_refused()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var export = room.Get<QuestionExport>();
        foreach (var order in new[] { Course with { Id = "nowhere" }, Course with { Id = null }, Course with { Format = "pdf" }, Course with { Language = "xx" }, new ExportOrder(ExchangeScope.Rule, "nowhere", "en", "gift", 1) })
        {
            Assert.Equal(Refusal.NotFound, (await export.SendAsync(editor, order, None)).Refused);
        }

        foreach (var variants in new[] { 0, QuestionExport.MostVariants + 1 })
        {
            Assert.Equal("range", Assert.IsType<Refusal.Invalid>((await export.SendAsync(editor, Course with { Variants = variants }, None)).Refused).Findings.At("Variants"));
        }

        Assert.True((await export.SendAsync(editor, Course with { Variants = QuestionExport.MostVariants }, None)).Ok);
    }
}
