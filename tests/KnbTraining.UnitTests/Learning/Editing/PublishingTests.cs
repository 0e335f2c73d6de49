using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class PublishingTests
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
    private const string Question = "questions/institutions-range-of-measures.yaml";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_published_change_becomes_the_next_edition_and_the_others_stay()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddPublishersAsync(room);
        await SaveAsync(room, editor, Rule, "review-by: 2027-03-31", "review-by: 2027-06-30");

        var published = await room.PublishTextAsync(editor, reviewer, Course, Changed(Course, "minutes: 30", "minutes: 45"));

        Assert.Equal(2, published.Value!.EditionNumber);
        var current = await room.Get<EditionStore>().CurrentAsync(None);
        Assert.Empty(KnbTraining.Rules.RuleBook.Compare(EditionSample.Edition.RuleBook, current.Edition.RuleBook, new KnbTraining.Rules.Law(new DateOnly(2026, 3, 2))));
        Assert.Equal((2, 45), (current.Number, current.Edition.Courses["working-with-state-secrets"].Exam.Minutes));
        Assert.Equal([Rule], (await room.Get<EditingQueries>().ListAsync(editor, None)).Where(row => row.HasDraft).Select(row => row.Path));
        var history = await room.Get<EditingQueries>().HistoryAsync(reviewer, None);
        Assert.Equal((2, reviewer.Name), (history[0].Number, history[0].PublishedBy));
        Assert.Equal([Course], history[0].ChangedPaths);
        Assert.Equal(EditionSample.Documents.Paths.Count, history[1].ChangedPaths.Count);
        Assert.Equal(EditionSample.Documents.Find(Course), await room.Get<EditingQueries>().FindTextAsync(editor, 1, Course, None));
        await using var db = room.Open();
        Assert.Equal(1, await db.DocumentBlobs.CountAsync(None) - EditionSample.Documents.All.Select(document => document.Value).Distinct().Count());
    }

    [Fact]
    public async Task A_save_over_a_text_from_before_an_edition_takes_nothing_of_the_edition_back()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddPublishersAsync(room);
        var read = DocumentBlob.HashOf(EditionSample.Documents.Find(Course)!);
        await room.PublishTextAsync(editor, reviewer, Course, Changed(Course, "minutes: 30", "minutes: 45"));

        var late = await room.Get<DocumentSaving>().SaveAsync(
            editor, new DocumentSave(null, Course, Changed(Course, "attempts: ", "attempts:  "), 0, read), None);

        Assert.True(late.Ok, $"{late}");
        Assert.True((await room.Get<EditingQueries>().FindAsync(editor, Course, late.Value!.Change, None)).Value!.IsMoved);
        Assert.IsType<NotAsRead>((await room.PublishChangeAsync(editor, reviewer, late.Value.Change)).Refused);
    }

    [Fact]
    public async Task The_log_names_author_and_publisher_of_each_document()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddPublishersAsync(room);
        await room.PublishTextAsync(editor, reviewer, Course, Changed(Course, "minutes: 30", "minutes: 45"));

        var line = Assert.Single(await room.LinesAsync(), line => line.Fact is DocumentPublished);
        var (document, edition) = ((DocumentPublished)line.Fact, (await room.Get<EditionStore>().CurrentAsync(None)).Edition);
        Assert.Equal((reviewer.PersonId, 2, Course), (line.Actor.PersonId, document.Edition, document.Path.ToString()));
        Assert.Equal([editor.PersonId], document.Authors);
        Assert.Equal(Digest.Of(edition.Documents.Find(Course)!), document.Text);
        Assert.Equal(new EditionPublished(2, Digest.Parse(edition.Hash)), Assert.Single(await room.FactsAsync<EditionPublished>()));
    }

    [Fact]
    public async Task An_old_attempt_keeps_the_text_and_the_key_of_its_edition()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddPublishersAsync(room);
        var (learner, id, before, asked) = await StartWithAsync(room, item => item.Question.Contains("Decree No. 579", StringComparison.Ordinal) && item.Kind == "true-false");
        var flipped = EditionSample.Documents.Find(Question)!
            .Replace("correct: false\n    misconception: bodies-confused", "correct: yes", StringComparison.Ordinal)
            .Replace("correct: true", "correct: false\n    misconception: bodies-confused", StringComparison.Ordinal)
            .Replace("correct: yes", "correct: true", StringComparison.Ordinal)
            .Replace("A colleague says", "Somebody else says", StringComparison.Ordinal);
        var published = await room.PublishTextAsync(editor, reviewer, Question, flipped);
        Assert.True(published.Ok, $"{published}");

        var after = await room.ViewAsync(learner, id);
        await room.Get<AttemptService>().AnswerAsync(learner, id, asked.Position, ["b"], Guid.CreateVersion7(), None);
        await room.Get<AttemptService>().SubmitAsync(learner, id, None);
        var result = (await room.Get<AttemptQueries>().ResultAsync(learner, id, "en", None)).Value!;

        Assert.Equal(1, after.EditionNumber);
        Assert.Equal(before.Items.Select(item => item.Question), after.Items.Select(item => item.Question));
        Assert.Equal(1, result.Items.Single(item => item.Position == asked.Position).Score);
        Assert.Equal(1, result.Points);
        var changed = (await room.Get<EditionStore>().CurrentAsync(None)).Edition.Questions["institutions-range-of-measures"];
        Assert.True(changed.Options.Single(option => option.Id == "a").Correct);
        Assert.StartsWith("Somebody else", changed.Stem[Languages.English], StringComparison.Ordinal);
    }

    /// <summary>Forms are drawn by chance: learners start until one is asked the item.</summary>
    private static async Task<(Viewer Learner, Guid Id, AttemptView Attempt, AttemptItemView Asked)> StartWithAsync(LearningRoom room, Predicate<AttemptItemView> wanted)
    {
        while (true)
        {
            var learner = await room.AddLearnerAsync();
            var id = (await room.Get<AttemptService>().StartAsync(learner, "who-protects-state-secrets", AttemptMode.Exam, "en", None)).Value;
            var attempt = await room.ViewAsync(learner, id);
            if (attempt.Items.FirstOrDefault(item => wanted(item)) is { } asked)
            {
                return (learner, id, attempt, asked);
            }
        }
    }

    [Fact]
    public async Task The_usage_of_a_rule_lists_lessons_courses_questions_and_families()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, _) = await AddPublishersAsync(room);

        var usage = (await room.Get<EditingQueries>().UsageAsync(editor, Rule, None)).Value!;

        Assert.Contains(usage.Lessons, use => use.Id == "after-access-ends");
        Assert.Contains(usage.Courses, use => use.Id == "working-with-state-secrets");
        Assert.Contains("verdict.former-holder-without-approval", usage.Families);
        var lesson = (await room.Get<EditingQueries>().UsageAsync(editor, "lessons/who-protects/en.md", None)).Value!;
        Assert.Equal("who-protects-state-secrets", Assert.Single(lesson.Courses).Id);
        Assert.Equal(Refusal.NotFound, (await room.Get<EditingQueries>().UsageAsync(editor, "rules/none.yaml", None)).Refused);
    }

    private static async Task<(Viewer Editor, Viewer Reviewer)> AddPublishersAsync(LearningRoom room) => (
        await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor)),
        await room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer)));

    private static async Task SaveAsync(LearningRoom room, Viewer editor, string path, string old, string changed) =>
        Assert.True((await room.SaveDocumentAsync(editor, path, Changed(path, old, changed))).Ok);

    private static string Changed(string path, string old, string changed)
    {
        var text = EditionSample.Documents.Find(path)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, changed, StringComparison.Ordinal);
    }
}
