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
    public async Task A_publication_with_findings_is_refused_and_keeps_every_draft()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddPublishersAsync(room);
        await SaveAsync(room, editor, Course, "minutes: 30", "minutes: 45");
        await SaveAsync(room, editor, Rule, "family: travel-approval", "family: unknown");

        var refused = await PublishAsync(room, reviewer, Course, Rule);

        Assert.Contains(Assert.IsType<ContentFaults>(refused.Refused).Found, finding => finding.Path == Rule);
        Assert.Equal(1, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
        Assert.Equal([Course, Rule], (await room.Get<EditingQueries>().ListAsync(editor, None)).Where(row => row.HasDraft).Select(row => row.Path));
        await using var db = room.Open();
        Assert.Equal(1, await db.Editions.CountAsync(None));
    }

    [Fact]
    public async Task Chosen_drafts_become_the_next_edition_and_the_others_stay()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddPublishersAsync(room);
        await SaveAsync(room, editor, Course, "minutes: 30", "minutes: 45");
        await SaveAsync(room, editor, Rule, "review-by: 2027-03-31", "review-by: 2027-06-30");

        var published = await PublishAsync(room, reviewer, Course);

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
    public async Task An_editor_cannot_overwrite_what_was_published_meanwhile()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddPublishersAsync(room);
        await SaveAsync(room, editor, Course, "minutes: 30", "minutes: 45");
        await PublishAsync(room, reviewer, Course);

        var late = await room.Get<EditingService>().SaveDraftAsync(editor, Course, EditionSample.Documents.Find(Course)!, 0, None);

        Assert.Contains("minutes: 45", Assert.IsType<DraftConflict>(late.Refused).Theirs, StringComparison.Ordinal);
        Assert.Equal(Refusal.NotFound, (await PublishAsync(room, reviewer)).Refused);
    }

    [Fact]
    public async Task Only_a_reviewer_or_an_editing_administrator_publishes()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, _) = await AddPublishersAsync(room);
        await SaveAsync(room, editor, Course, "minutes: 30", "minutes: 45");
        foreach (var builder in new[] { new PersonBuilder(), new PersonBuilder().With(Role.Administrator), new PersonBuilder().With(Role.Auditor) })
        {
            Assert.Equal(Refusal.NotAllowed, (await PublishAsync(room, await room.AddAsync(builder), Course)).Refused);
        }

        Assert.Equal(Refusal.NotAllowed, (await PublishAsync(room, editor, Course)).Refused);
        Assert.True((await PublishAsync(room, await room.AddAsync(new PersonBuilder().With(Role.Administrator).With(Role.Editor)), Course)).Ok);
    }

    [Fact]
    public async Task The_log_names_author_and_publisher_of_each_document()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddPublishersAsync(room);
        await SaveAsync(room, editor, Course, "minutes: 30", "minutes: 45");

        await PublishAsync(room, reviewer, Course);

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
        await room.Get<EditingService>().SaveDraftAsync(editor, Question, flipped, 0, None);
        var published = await PublishAsync(room, reviewer, Question);
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

    /// <summary>Publishes drafts as they stand now, all where none is named.</summary>
    private static async Task<Result<PublishOutcome>> PublishAsync(LearningRoom room, Viewer viewer, params string[] paths) =>
        await room.Get<EditingService>().PublishAsync(viewer, await room.ReadDraftsAsync(paths), None);

    private static async Task<(Viewer Editor, Viewer Reviewer)> AddPublishersAsync(LearningRoom room) => (
        await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor)),
        await room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer)));

    private static async Task SaveAsync(LearningRoom room, Viewer editor, string path, string old, string changed)
    {
        var text = EditionSample.Documents.Find(path)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        Assert.True((await room.Get<EditingService>().SaveDraftAsync(editor, path, text.Replace(old, changed, StringComparison.Ordinal), 0, None)).Ok);
    }
}
