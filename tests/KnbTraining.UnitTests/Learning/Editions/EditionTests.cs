using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Learning;
using KnbTraining.Learning.Editions;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Editions;

[Trait("Database", "Each")]
public sealed class EditionTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _folder = Directory.CreateTempSubdirectory("knb-content-").FullName;

    [Fact]
    public async Task A_first_start_makes_edition_one_of_the_shipped_documents()
    {
        await using var room = LearningRoom.OpenEmpty();

        await room.InitialiseAsync();

        var current = await room.Get<EditionStore>().CurrentAsync(None);
        Assert.Equal((1, EditionSample.Edition.Hash), (current.Number, current.Edition.Hash));
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();

        await room.InitialiseAsync();

        await using var db = room.Open();
        Assert.Equal(1, await db.Editions.CountAsync(None));
    }

    [Fact]
    public async Task A_stored_edition_is_compiled_from_the_database_and_equals_the_published_one()
    {
        await using var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        await room.KillAndRestartWithoutEditionAsync();

        Assert.Equal(EditionSample.Edition.Hash, (await room.Get<EditionStore>().CurrentAsync(None)).Edition.Hash);
    }

    [Fact]
    public async Task An_edition_published_before_the_check_became_stricter_is_still_read()
    {
        await using var room = await LearningRoom.OpenAsync();
        var older = EditionCompiler.Recompile(new DocumentSet(EditionSample.Documents.All.Where(document => document.Key != "wording.yaml"))).Edition!;
        Assert.Null(EditionCompiler.Compile(older.Documents).Edition);
        await room.PublishAsEditorAsync(older);

        await room.KillAndRestartWithoutEditionAsync();

        Assert.Equal(older.Hash, (await room.Get<EditionStore>().CurrentAsync(None)).Edition.Hash);
    }

    [Fact]
    public async Task Changed_shipped_documents_become_a_new_edition_that_shares_every_unchanged_text()
    {
        await using var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        await WriteChangedContentAsync();
        room.UseContent(_folder);

        await room.InitialiseAsync();

        Assert.Equal(2, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
        await using var db = room.Open();
        Assert.Equal(EditionSample.Documents.Paths.Count * 2, await db.EditionDocuments.CountAsync(None));
        Assert.Equal(1, await db.DocumentBlobs.CountAsync(None) - EditionSample.Documents.All.Select(document => document.Value).Distinct().Count());
    }

    [Fact]
    public async Task Changed_shipped_documents_never_replace_what_editors_published()
    {
        await using var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        await room.PublishAsEditorAsync(EditionSample.Edition);
        await WriteChangedContentAsync();
        room.UseContent(_folder);

        await room.InitialiseAsync();

        await using var db = room.Open();
        Assert.Equal(2, await db.Editions.CountAsync(None));
        Assert.Contains(room.Log.Entries, entry => entry.Message.Contains("editors have published", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_start_without_content_says_what_to_do()
    {
        await using var room = LearningRoom.OpenEmpty();
        room.UseContent(Path.Combine(_folder, "missing"));

        var failure = await Assert.ThrowsAsync<LearningStartupException>(room.InitialiseAsync);

        Assert.Contains("content folder", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_start_with_broken_content_names_the_findings()
    {
        await using var room = LearningRoom.OpenEmpty();
        await WriteAsync(EditionSample.Documents.With([new("vocabulary.yaml", "dimensions: [")]));
        room.UseContent(_folder);

        var failure = await Assert.ThrowsAsync<LearningStartupException>(room.InitialiseAsync);

        Assert.Contains("vocabulary.yaml", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_start_with_broken_content_goes_on_with_the_edition_before()
    {
        await using var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        await WriteAsync(EditionSample.Documents.With([new("vocabulary.yaml", "dimensions: [")]));
        room.UseContent(_folder);

        await room.InitialiseAsync();

        Assert.Equal(1, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
        Assert.Contains(room.Log.Entries, entry => entry.Message.Contains("vocabulary.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_attempt_keeps_its_edition_when_a_new_one_is_published()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);

        await room.PublishAsEditorAsync(EditionSample.Edition);
        await room.AnswerRightAsync(viewer, id, 1);

        Assert.Equal(2, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
        Assert.Equal(1, (await room.ViewAsync(viewer, id)).EditionNumber);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task WriteChangedContentAsync()
    {
        var (path, text) = EditionSample.Documents.Under("questions").First();
        return WriteAsync(EditionSample.Documents.With([new(path, text + "\n# looked at again\n")]));
    }

    private async Task WriteAsync(DocumentSet documents)
    {
        foreach (var (path, text) in documents.All)
        {
            var file = Path.Combine(_folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, None);
        }
    }
}
