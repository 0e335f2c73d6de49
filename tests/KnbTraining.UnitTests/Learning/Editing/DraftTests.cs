using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class DraftTests
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Statement = "rules/travel-approval/current-holder-without-approval.yaml";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_text_with_findings_is_kept_and_the_findings_name_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var broken = Change("none");

        var saved = await room.SaveDocumentAsync(editor, Course, broken);

        Assert.True(saved.Ok);
        Assert.Equal(Course, Assert.Single(saved.Value!.Findings).Path);
        var found = (await room.Get<EditingQueries>().FindAsync(editor, Course, 1, None)).Value!;
        Assert.Equal((broken, 1, EditionSample.Documents.Find(Course)), (found.DraftText, found.DraftVersion, found.PublishedText));
        var row = (await room.Get<EditingQueries>().ListAsync(editor, None)).Single(document => document.HasDraft);
        Assert.Equal((Course, 1, editor.Name, DocumentKind.Course), (row.Path, row.FindingCount, Assert.Single(row.Changes).SavedBy, row.Kind));
    }

    [Fact]
    public async Task A_finding_that_a_text_causes_in_another_document_is_shown_after_its_own()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var renamed = EditionSample.Documents.Find("glossary.yaml")!.Replace("  - id: proposed\n", "  - id: proposed-norm\n", StringComparison.Ordinal);

        var findings = (await room.SaveDocumentAsync(editor, "glossary.yaml", renamed)).Value!.Findings;

        Assert.Contains(findings, finding => finding.Path == "lessons/what-is-planned/en.md");
        Assert.Equal(findings, findings.OrderBy(finding => finding.Path != "glossary.yaml"));
    }

    [Fact]
    public async Task Documents_of_one_change_are_checked_together_and_those_of_another_are_not()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var glossary = EditionSample.Documents.Find("glossary.yaml")!.Replace("  - id: proposed\n", "  - id: proposed-norm\n", StringComparison.Ordinal);
        var broken = (await room.SaveDocumentAsync(editor, "glossary.yaml", glossary)).Value!;
        string[] lessons = [.. broken.Findings.Select(finding => finding.Path).Where(path => path != "glossary.yaml").Distinct()];

        var elsewhere = (await room.SaveDocumentAsync(editor, Course, Change("31"))).Value!;
        DraftSaved? last = null;
        foreach (var path in lessons)
        {
            var mended = EditionSample.Documents.Find(path)!
                .Replace("(term:proposed)", "(term:proposed-norm)", StringComparison.Ordinal)
                .Replace(":::term proposed\n", ":::term proposed-norm\n", StringComparison.Ordinal)
                .Replace("[[proposed", "[[proposed-norm", StringComparison.Ordinal);
            last = (await room.SaveDocumentAsync(editor, path, mended, broken.Change)).Value!;
        }

        Assert.Empty(elsewhere.Findings);
        Assert.NotEqual(broken.Change, elsewhere.Change);
        Assert.True(last!.Findings.Count < broken.Findings.Count, string.Join('\n', last.Findings));
    }

    [Fact]
    public async Task The_second_of_two_editors_meets_the_text_of_the_first_and_overwrites_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor));
        var change = (await room.SaveDocumentAsync(first, Course, Change("31"))).Value!.Change;

        var late = await room.SaveDocumentAsync(second, Course, Change("32"), change);
        var again = await room.SaveDocumentAsync(second, Course, Change("33"), change, 1);

        Assert.Equal(new DraftConflict(Change("31"), 1), late.Refused);
        Assert.Equal(2, again.Value!.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("id: a\u0000")]
    public async Task A_text_that_cannot_be_stored_is_refused_and_opens_no_change(string text)
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        Assert.Equal(RefusalKind.Invalid, (await room.SaveDocumentAsync(editor, Course, text)).Refused?.Kind);
        Assert.Empty(await room.Get<ChangeQueries>().OpenAsync(editor, None));
    }

    [Fact]
    public async Task A_version_that_never_was_is_a_conflict_like_one_that_is_over()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        Assert.IsType<DraftConflict>((await room.SaveDocumentAsync(editor, Course, Change("31"), null, 7)).Refused);
        var change = (await room.SaveDocumentAsync(editor, Course, Change("31"))).Value!.Change;
        Assert.IsType<DraftConflict>((await room.SaveDocumentAsync(editor, Course, Change("32"), change, 2)).Refused);
    }

    [Fact]
    public async Task A_text_from_a_machine_with_other_line_ends_is_the_same_text()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        await room.SaveDocumentAsync(editor, Course, Change("31").ReplaceLineEndings("\r\n"));
        Assert.Equal(Change("31"), (await room.Get<EditingQueries>().FindAsync(editor, Course, 1, None)).Value!.DraftText);
    }

    [Fact]
    public async Task Of_two_saves_at_once_one_is_kept_and_one_meets_a_conflict()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var change = (await room.Get<ChangeService>().OpenAsync(editor, "Two at once", "", None)).Value;

        var results = await Task.WhenAll(
            room.SaveDocumentAsync(editor, Course, Change("31"), change),
            room.SaveDocumentAsync(editor, Course, Change("32"), change));

        Assert.Single(results, result => result.Ok);
        Assert.Single(results, result => result.Refused is DraftConflict);
    }

    [Fact]
    public async Task An_editor_who_still_looks_at_a_text_that_was_taken_out_meets_a_conflict()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor));
        var change = (await room.SaveDocumentAsync(first, Course, Change("31"))).Value!.Change;
        Assert.True((await room.Get<DocumentSaving>().DropAsync(first, change, Course, 1, None)).Ok);

        var onDropped = await room.SaveDocumentAsync(second, Course, Change("32"), change, 1);
        var onWhatIsThere = await room.SaveDocumentAsync(second, Course, Change("32"), change);
        var back = await room.SaveDocumentAsync(first, Course, Change("33"), change, 1);

        Assert.Equal(EditionSample.Documents.Find(Course), Assert.IsType<DraftConflict>(onDropped.Refused).Theirs);
        Assert.True(onWhatIsThere.Ok);
        Assert.Equal(Change("32"), Assert.IsType<DraftConflict>(back.Refused).Theirs);
    }

    [Fact]
    public async Task A_newer_text_of_somebody_else_is_not_taken_out()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        var other = await room.AddAsync(new PersonBuilder().Named("Other").With(Role.Editor));
        var change = (await room.SaveDocumentAsync(editor, Course, Change("31"))).Value!.Change;
        await room.SaveDocumentAsync(other, Course, Change("32"), change, 1);
        var saving = room.Get<DocumentSaving>();

        Assert.Equal(new DraftConflict(Change("32"), 2), (await saving.DropAsync(editor, change, Course, 1, None)).Refused);
        Assert.True((await saving.DropAsync(editor, change, Course, 2, None)).Ok);
        Assert.Equal(Change("32"), await room.Get<ChangeQueries>().FindTextAsync(editor, change, 2, Course, None));
    }

    [Fact]
    public async Task Only_editors_write_and_only_who_works_with_content_reads()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var change = (await room.SaveDocumentAsync(editor, Course, Change("31"))).Value!.Change;
        var (queries, changes, service) = (room.Get<EditingQueries>(), room.Get<ChangeQueries>(), room.Get<ChangeService>());
        var unit = await room.RootAsync();
        foreach (var builder in new[]
        {
            new PersonBuilder(), new PersonBuilder().With(Role.Reviewer), new PersonBuilder().With(Role.Auditor), new PersonBuilder().With(Role.Administrator),
            new PersonBuilder().Managing(unit),
        })
        {
            var other = await room.AddAsync(builder);
            var reads = other.IsAny(Role.Reviewer, Role.Administrator);

            Assert.Equal(Refusal.NotAllowed, (await room.SaveDocumentAsync(other, Course, Change("32"), change, 1)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await room.Get<DocumentSaving>().DropAsync(other, change, Course, 1, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await room.Get<DocumentSaving>().ReviseAsync(other, change, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await service.OpenAsync(other, "Title", "", None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await service.DescribeAsync(other, change, "Title", "", 1, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await service.WithdrawAsync(other, change, "", None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await room.Get<ChangeDecisions>().AskReviewAsync(other, new ReadChange(change, "x", 1), None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await room.Get<ChangeReverts>().RevertAsync(other, 2, "Title", None)).Refused);
            Assert.Empty(await changes.MeetAsync(other, Course, change, None));

            Assert.Equal(reads, (await changes.FindAsync(other, change, None)).Ok);
            Assert.Equal(reads, (await changes.OpenAsync(other, None)).Count > 0);
            Assert.Equal(reads, (await queries.ListAsync(other, None)).Count > 0);
            Assert.Equal(reads, (await queries.FindAsync(other, Course, change, None)).Ok);
            Assert.Equal(reads, (await queries.WorkingDraftAsync(other, change, None)).Ok);
            Assert.Equal(reads, (await queries.UsageAsync(other, Course, None)).Ok);
            Assert.Equal(reads, await queries.FindTextAsync(other, 1, Course, None) is not null);
            Assert.Equal(reads, (await room.Get<CommentService>().CommentAsync(other, change, CommentPlace.Whole, "Why?", null, None)).Ok);
            Assert.Equal(reads || other.Is(Role.Auditor), (await queries.HistoryAsync(other, None)).Count > 0);
            Assert.Equal(reads || other.Is(Role.Auditor), (await queries.HistoryOfAsync(other, Course, None)).Count > 0);
        }
    }

    [Theory]
    [InlineData("../appsettings.yaml")]
    [InlineData("rules/../../x.yaml")]
    [InlineData("/etc/x.yaml")]
    [InlineData("rules\\x.yaml")]
    [InlineData("rules/x.exe")]
    [InlineData("rules/x.yaml\n")]
    public async Task A_path_that_could_leave_the_content_folder_is_refused(string path)
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));

        Assert.Equal(RefusalKind.Invalid, (await room.SaveDocumentAsync(editor, path, "id: x")).Refused?.Kind);
    }

    [Fact]
    public async Task A_new_document_is_listed_from_its_first_save()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));

        await room.SaveDocumentAsync(editor, "questions/brand-new.yaml", "id: brand-new");

        var row = (await room.Get<EditingQueries>().ListAsync(editor, None)).Single(document => document.Path == "questions/brand-new.yaml");
        Assert.Equal((DocumentKind.Question, true, "questions/brand-new.yaml"), (row.Kind, row.HasDraft, row.Title));
        Assert.Null((await room.Get<EditingQueries>().FindAsync(editor, "questions/brand-new.yaml", 1, None)).Value!.PublishedText);
    }

    [Fact]
    public async Task The_log_tells_who_began_a_document_and_each_who_wrote_on()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor));

        var change = (await room.SaveDocumentAsync(first, Course, Change("31"))).Value!.Change;
        await room.SaveDocumentAsync(first, Course, Change("32"), change, 1);
        await room.SaveDocumentAsync(second, Course, Change("33"), change, 2);

        var begun = (await room.LinesAsync())
            .Where(line => line.Fact is ChangeDocumentBegun)
            .Select(line => (line.Actor.PersonId!.Value, ((ChangeDocumentBegun)line.Fact).Change, ((ChangeDocumentBegun)line.Fact).Path.ToString()));
        Assert.Equal([(first.PersonId, change, Course), (second.PersonId, change, Course)], begun);
    }

    [Fact]
    public async Task A_revision_is_kept_where_somebody_else_goes_on_after_a_pause_and_on_leaving_and_nothing_twice()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor));
        var change = (await room.SaveDocumentAsync(first, Course, Change("31"))).Value!.Change;
        await room.SaveDocumentAsync(first, Course, Change("32"), change, 1);
        room.Clock.Advance(DocumentSaving.Pause);
        await room.SaveDocumentAsync(first, Course, Change("33"), change, 2);
        await room.SaveDocumentAsync(second, Course, Change("34"), change, 3);
        await room.Get<DocumentSaving>().ReviseAsync(second, change, None);
        await room.Get<DocumentSaving>().ReviseAsync(second, change, None);

        var view = (await room.Get<ChangeQueries>().FindAsync(first, change, None)).Value!;
        Assert.Equal(
            [(1, "First", RevisionOccasion.Pause), (2, "First", RevisionOccasion.OtherAuthor), (3, "Second", RevisionOccasion.Left)],
            view.Revisions.Reverse().Select(revision => (revision.Number, revision.MadeBy, revision.Occasion)));
        foreach (var (revision, minutes) in new[] { (1, "32"), (2, "33"), (3, "34") })
        {
            Assert.Equal(Change(minutes), await room.Get<ChangeQueries>().FindTextAsync(first, change, revision, Course, None));
        }

        Assert.Equal([1, 2, 3], (await room.FactsAsync<ChangeRevised>()).Select(fact => fact.Revision));
    }

    [Fact]
    public async Task Who_else_has_a_document_open_is_told_for_a_short_while()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor));
        var changes = room.Get<ChangeQueries>();

        Assert.Empty(await changes.MeetAsync(first, Course, 1, None));
        Assert.Equal(["First"], await changes.MeetAsync(second, Course, 1, None));
        Assert.Empty(await changes.MeetAsync(second, Statement, 1, None));
        room.Clock.Advance(DocumentPresence.Span - TimeSpan.FromSeconds(1));
        Assert.Equal(["Second"], await changes.MeetAsync(first, Course, 1, None));
        room.Clock.Advance(DocumentPresence.Span);
        Assert.Empty(await changes.MeetAsync(second, Course, 1, None));
        await changes.PartAsync(second, Course, None);
        Assert.Empty(await changes.MeetAsync(first, Course, 1, None));
    }

    [Fact]
    public async Task The_working_draft_is_the_current_edition_with_one_change_put_in()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var change = (await room.SaveDocumentAsync(editor, Course, Change("31"))).Value!.Change;
        var saved = await room.SaveDocumentAsync(editor, Statement, Unattributed, change);
        var other = (await room.SaveDocumentAsync(editor, Course, Change("none"))).Value!.Change;

        var draft = (await room.Get<EditingQueries>().WorkingDraftAsync(editor, change, None)).Value!;
        var broken = (await room.Get<EditingQueries>().WorkingDraftAsync(editor, other, None)).Value!;

        Assert.Equal((2, 31), (draft.Change.Documents, draft.Edition!.Courses[EditionSample.Course].Exam.Minutes));
        Assert.Null(broken.Edition);
        Assert.Equal(Course, Assert.Single(broken.Findings).Path);

        // What only publishing demands is not asked of what is merely looked at.
        Assert.Empty(draft.Findings);
        Assert.NotEmpty(saved.Value!.Findings);
    }

    [Fact]
    public async Task A_document_can_be_taken_out_of_the_content_and_what_dangles_is_named()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));

        var used = (await room.SaveDocumentAsync(editor, Statement, null)).Value!;
        var unknown = await room.SaveDocumentAsync(editor, "rules/none.yaml", null);

        Assert.NotEmpty(used.Findings);
        Assert.All(used.Findings, finding => Assert.NotEqual(Statement, finding.Path));
        Assert.Equal(Refusal.NotFound, unknown.Refused);
        var view = (await room.Get<EditingQueries>().FindAsync(editor, Statement, used.Change, None)).Value!;
        Assert.Equal((true, null), (view.IsRetired, view.DraftText));
        await using var db = room.Open();
        Assert.True((await db.ChangeDocuments.SingleAsync(None)).IsRetired);
    }

    private static string Change(string minutes) =>
        EditionSample.Documents.Find(Course)!.Replace("minutes: 30", $"minutes: {minutes}", StringComparison.Ordinal);

    private static string Unattributed => EditionSample.Documents.Find(Statement)!
        .Replace("According to the NSC's answer, a current", "A current", StringComparison.Ordinal);
}
