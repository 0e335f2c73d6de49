using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.Rules;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class DocumentMovingTests
{
    private const string Plan = "rules/liability/technical-protection-breach-planned.yaml";
    private const string Published = "rules/liability/technical-protection-breach-open.yaml";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_rule_that_is_not_published_gets_another_name_and_what_its_change_says_of_it_follows()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var other = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var (change, path) = await BeginAsync(room, editor);
        var found = (await room.Get<EditingQueries>().FindAsync(other, path, change, None)).Value!;
        Assert.True((await room.SaveDocumentAsync(other, path, found.DraftText! + "# also\n", change, found.DraftVersion)).Ok);
        var read = (await room.Get<EditingQueries>().FindAsync(other, path, change, None)).Value!;

        var renamed = await room.Get<DocumentMoving>().RenameRuleAsync(other, change, path, read.DraftVersion, "travel-approval", "breach-today", None);

        Assert.Equal("rules/travel-approval/breach-today.yaml", renamed.Value!.Path);
        var view = (await room.Get<ChangeQueries>().FindAsync(editor, change, None)).Value!;
        Assert.Equal([Published, Plan, renamed.Value.Path], view.Documents.Select(document => document.Path).Order(StringComparer.Ordinal));
        var moved = view.Documents.Single(document => document.Path == renamed.Value.Path).After!;
        Assert.Equal(("breach-today", "travel-approval"), (YamlEdit.Get(moved, "id"), YamlEdit.Get(moved, "family")));
        Assert.EndsWith("# also\n", moved, StringComparison.Ordinal);
        Assert.Equal(
            YamlValue.Of(["technical-protection-breach-open", "breach-today"]),
            YamlEdit.Read(view.Documents.Single(document => document.Path == Plan).After!, "overrides"));

        // Both stay authors of it, and so neither may approve it.
        await using var db = room.Open();
        Assert.Equal(
            new[] { editor.PersonId, other.PersonId }.Order(),
            db.ChangeAuthors.Where(author => author.Path == renamed.Value.Path).Select(author => author.PersonId).AsEnumerable().Order());
        Assert.Empty(db.ChangeAuthors.Where(author => author.Path == path));
        Assert.Equal(2, Assert.Single(await room.FactsAsync<ChangeDocumentDropped>()).Authors.Count);
        Assert.Contains(await room.FactsAsync<ChangeDocumentBegun>(), fact => fact.Path == Slug(renamed.Value.Path));
    }

    [Fact]
    public async Task A_name_is_refused_where_it_is_taken_wrong_or_no_longer_anybodys_to_change()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var reviewer = await room.AddAsync(new PersonBuilder().With(Role.Reviewer));
        var (change, path) = await BeginAsync(room, editor);
        var version = (await room.Get<EditingQueries>().FindAsync(editor, path, change, None)).Value!.DraftVersion;
        var moving = room.Get<DocumentMoving>();
        async Task<Refusal?> Rename(Viewer viewer, string from, int read, string family, string id) =>
            (await moving.RenameRuleAsync(viewer, change, from, read, family, id, None)).Refused;

        Assert.Equal(Refusal.NotAllowed, await Rename(reviewer, path, version, "liability", "mine"));
        Assert.Equal(Refusal.Conflict, await Rename(editor, path, version, "liability", "clearance-defined"));
        Assert.Equal(Refusal.Conflict, await Rename(editor, Published, 1, "liability", "mine"));
        Assert.IsType<Refusal.Invalid>(await Rename(editor, path, version, "liability", "Not good"));
        Assert.IsType<Refusal.Invalid>(await Rename(editor, path, version, "liability", "a/b"));
        Assert.IsType<DraftConflict>(await Rename(editor, path, version + 7, "liability", "mine"));
        Assert.Equal(Refusal.NotFound, await Rename(editor, "rules/liability/nowhere.yaml", 1, "liability", "mine"));
        Assert.Null(await Rename(editor, path, version, "liability", "mine"));
    }

    /// <summary>A rule for the gap that a retired rule leaves, with the plan that now comes before it.</summary>
    private static async Task<(int Change, string Path)> BeginAsync(LearningRoom room, Viewer editor)
    {
        var change = (await room.SaveDocumentAsync(editor, Published, null)).Value!.Change;
        var when = EditionSample.Edition.Rules["technical-protection-breach-open"].Rule.When;
        var begun = await room.Get<RuleDrafting>().BeginAsync(editor, new RuleWish("en", "Breach", "liability", RuleKind.Open, when), change, "", None);
        return (change, begun.Value!.Path);
    }

    private static KnbTraining.Learning.Ledger.Slug Slug(string path) => KnbTraining.Learning.Ledger.Slug.Of(path);
}
