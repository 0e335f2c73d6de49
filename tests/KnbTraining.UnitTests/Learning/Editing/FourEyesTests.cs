using System.Text.RegularExpressions;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class FourEyesTests
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Other = "courses/after-access.yaml";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_draft_saved_between_reading_and_publishing_never_goes_out()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        await SaveAsync(room, editor, Course, 31);
        await SaveAsync(room, editor, Other, 41);
        var read = await room.ReadDraftsAsync();
        await SaveAsync(room, editor, Course, 32);

        var published = await room.Get<EditingService>().PublishAsync(reviewer, read, None);

        Assert.Equal([new PublishConflict(Course, PublishConflictReason.Newer)], Assert.IsType<NotAsRead>(published.Refused).Documents);
        Assert.Equal(1, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
        Assert.Equal([Other, Course], (await room.ReadDraftsAsync()).Documents.Select(document => document.Path));
    }

    [Fact]
    public async Task A_draft_that_ended_and_a_document_named_with_two_texts_let_nothing_out()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        await SaveAsync(room, editor, Course, 31);
        await SaveAsync(room, editor, Other, 41);
        var read = await room.ReadDraftsAsync();
        await room.Get<EditingService>().DiscardDraftAsync(editor, Course, 1, None);
        var twice = read with { Documents = [.. read.Documents.Where(document => document.Path == Other), new ReadDocument(Other, "another")] };

        var ended = await room.Get<EditingService>().PublishAsync(reviewer, read, None);
        var doubled = await room.Get<EditingService>().PublishAsync(reviewer, twice, None);

        Assert.Equal([new PublishConflict(Course, PublishConflictReason.Ended)], Assert.IsType<NotAsRead>(ended.Refused).Documents);
        Assert.Equal([new PublishConflict(Other, PublishConflictReason.Twice)], Assert.IsType<NotAsRead>(doubled.Refused).Documents);
        Assert.Equal(1, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
    }

    [Fact]
    public async Task An_edition_made_between_reading_and_publishing_is_a_conflict_that_names_what_changed()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        await SaveAsync(room, editor, Course, 31);
        await SaveAsync(room, editor, Other, 41);
        var (first, second) = (await room.ReadDraftsAsync(Course), await room.ReadDraftsAsync(Other));

        Assert.True((await room.Get<EditingService>().PublishAsync(reviewer, first, None)).Ok);
        var late = await room.Get<EditingService>().PublishAsync(reviewer, second, None);

        Assert.Equal([new PublishConflict(Course, PublishConflictReason.EditionMoved)], Assert.IsType<NotAsRead>(late.Refused).Documents);
        Assert.True((await room.Get<EditingService>().PublishAsync(reviewer, await room.ReadDraftsAsync(Other), None)).Ok);
    }

    [Fact]
    public async Task A_draft_saved_while_the_edition_is_compiled_never_goes_out()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        await SaveAsync(room, editor, Course, 31);
        var read = await room.ReadDraftsAsync();

        // A save comes in when publishing has read and begun to compile.
        var published = await PublishDuringAsync(room, reviewer, read, async write =>
        {
            var draft = await write.Db.Drafts.SingleAsync(None);
            draft.Save(draft.Text + "# newer\n", editor.PersonId, editor.Name, 1, 0, room.Clock.GetUtcNow());
        });

        Assert.Equal([new PublishConflict(Course, PublishConflictReason.Newer)], Assert.IsType<NotAsRead>(published.Refused).Documents);
        Assert.Equal(1, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
    }

    [Fact]
    public async Task An_edition_made_while_the_next_one_is_compiled_is_not_undone_by_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        await SaveAsync(room, editor, Course, 31);
        var read = await room.ReadDraftsAsync();
        var text = Regex.Replace(EditionSample.Documents.Find(Other)!, "minutes: [0-9]+", "minutes: 41", RegexOptions.NonBacktracking);
        var faster = EditionCompiler.Compile(EditionSample.Documents.With([new(Other, text)]), EditionSample.Edition).Edition!;

        var published = await PublishDuringAsync(
            room, reviewer, read, async write => await room.Get<EditionStore>().AddAsync(write, faster, EditionOrigin.Editors, "Somebody faster", null, None));

        Assert.Equal([new PublishConflict(Other, PublishConflictReason.EditionMoved)], Assert.IsType<NotAsRead>(published.Refused).Documents);
        await using var db = room.Open();
        var newest = await db.Editions.OrderByDescending(row => row.Number).FirstAsync(None);
        Assert.Equal((2, faster.Hash), (newest.Number, newest.Hash));
        Assert.True((await room.ReadDraftsAsync()).Documents is [{ Path: Course }]);
    }

    [Fact]
    public async Task Nobody_publishes_what_they_wrote_whoever_saved_it_last()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor).With(Role.Reviewer));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor).With(Role.Administrator).With(Role.Reviewer));
        var reviewer = await room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer));
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        await SaveAsync(room, first, Course, 31);
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await SaveAsync(room, second, Course, 32);
        var read = await room.ReadDraftsAsync();

        foreach (var author in new[] { first, second })
        {
            var own = await room.Get<EditingService>().PublishAsync(author, read, None);
            Assert.Equal([Course], Assert.IsType<FourEyesMissing>(own.Refused).OwnTexts);
            Assert.True(Assert.Single((await room.Get<ReviewQueries>().ListAsync(author, None)).Value!.Drafts).IsOwn);
        }

        Assert.Equal(1, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
        Assert.True((await room.Get<EditingService>().PublishAsync(reviewer, read, None)).Ok);
        var record = Assert.Single(await room.FactsAsync<DocumentPublished>());
        Assert.Equal((2, Course, false), (record.Edition, record.Path.ToString(), record.ByAuthor));
        Assert.Equal([first.PersonId, second.PersonId], record.Authors);
    }

    [Fact]
    public async Task Where_the_organisation_relaxes_it_an_author_publishes_and_the_record_says_so()
    {
        await using var room = await LearningRoom.OpenAsync();
        var author = await room.AddAsync(new PersonBuilder().Named("Author").With(Role.Editor).With(Role.Administrator));
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        await SaveAsync(room, author, Course, 31);
        await RelaxAsync(room, author, relaxed: true);
        Assert.True((await room.Get<ReviewQueries>().ListAsync(author, None)).Value!.FourEyesRelaxed);

        var published = await room.Get<EditingService>().PublishAsync(author, await room.ReadDraftsAsync(), None);

        Assert.Equal([Course], published.Value!.OwnTexts);
        Assert.True(Assert.Single(await room.FactsAsync<DocumentPublished>()).ByAuthor);
        await RelaxAsync(room, author, relaxed: false);
        await SaveAsync(room, author, Course, 32);
        Assert.IsType<FourEyesMissing>((await room.Get<EditingService>().PublishAsync(author, await room.ReadDraftsAsync(), None)).Refused);
    }

    [Fact]
    public async Task Whoever_wrote_an_earlier_draft_may_publish_the_next_one()
    {
        await using var room = await LearningRoom.OpenAsync();
        var author = await room.AddAsync(new PersonBuilder().Named("Author").With(Role.Editor).With(Role.Reviewer));
        var (editor, reviewer) = await AddAsync(room);
        await SaveAsync(room, author, Course, 31);
        Assert.True((await room.Get<EditingService>().PublishAsync(reviewer, await room.ReadDraftsAsync(), None)).Ok);
        await SaveAsync(room, author, Other, 41);
        Assert.True((await room.Get<EditingService>().DiscardDraftAsync(author, Other, 1, None)).Ok);

        await SaveAsync(room, editor, Course, 32);
        await SaveAsync(room, editor, Other, 42);

        Assert.True((await room.Get<EditingService>().PublishAsync(author, await room.ReadDraftsAsync(), None)).Ok);
    }

    [Fact]
    public async Task A_newer_draft_of_somebody_else_is_not_thrown_away()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, _) = await AddAsync(room);
        var other = await room.AddAsync(new PersonBuilder().Named("Other").With(Role.Editor));
        await SaveAsync(room, editor, Course, 31);
        await SaveAsync(room, other, Course, 32);

        var late = await room.Get<EditingService>().DiscardDraftAsync(editor, Course, 1, None);

        var conflict = Assert.IsType<DraftConflict>(late.Refused);
        Assert.Contains("minutes: 32", conflict.Theirs, StringComparison.Ordinal);
        Assert.Equal(2, conflict.Version);
        Assert.Contains("minutes: 32", (await room.Get<EditingQueries>().FindAsync(editor, Course, None)).Value!.DraftText, StringComparison.Ordinal);
        Assert.True((await room.Get<EditingService>().DiscardDraftAsync(editor, Course, 2, None)).Ok);
    }

    private static async Task<(Viewer Editor, Viewer Reviewer)> AddAsync(LearningRoom room) => (
        await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor)),
        await room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer)));

    /// <summary>Publishes while the writer is held by another write, which goes through only when publishing has read and begun to compile.</summary>
    private static async Task<Result<PublishOutcome>> PublishDuringAsync(LearningRoom room, Viewer viewer, PublishRequest read, Func<StoreWrite, Task> write)
    {
        var gate = new TaskCompletionSource();
        var writing = room.Get<LearningStore>().WriteAsync<Done>(
            async held =>
            {
                await gate.Task;
                await write(held);
                return default(Done);
            },
            None);
        var asked = room.Get<DraftCheck>().Asked;
        var publishing = room.Get<EditingService>().PublishAsync(viewer, read, None);
        while (room.Get<DraftCheck>().Asked == asked)
        {
            await Task.Delay(5, Xunit.TestContext.Current.CancellationToken);
        }

        gate.SetResult();
        Assert.True((await writing).Ok);
        return await publishing;
    }

    private static async Task RelaxAsync(LearningRoom room, Viewer administrator, bool relaxed)
    {
        var current = await room.Get<SettingsStore>().CurrentAsync(None);
        var form = SettingsForm.From(current) with { NameEn = "House", NameRu = "House", NameKk = "House", FourEyesRelaxed = relaxed };
        Assert.True((await room.Get<SettingsService>().UpdateAsync(administrator, form, current.Version, None)).Ok);
    }

    /// <summary>Saves a course with another time for its exam over whatever draft there is.</summary>
    private static async Task SaveAsync(LearningRoom room, Viewer editor, string path, int minutes)
    {
        var view = (await room.Get<EditingQueries>().FindAsync(editor, path, None)).Value!;
        var text = Regex.Replace(view.PublishedText!, "minutes: [0-9]+", $"minutes: {minutes}", RegexOptions.NonBacktracking);
        Assert.True((await room.Get<EditingService>().SaveDraftAsync(editor, path, text, view.DraftVersion, None)).Ok);
    }
}
