using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class DraftTests
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Statement = "rules/travel-approval/current-holder-without-approval.yaml";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_draft_with_findings_is_kept_and_the_findings_name_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var broken = EditionSample.Documents.Find(Course)!.Replace("minutes: 30", "minutes: none", StringComparison.Ordinal);

        var saved = await room.Get<EditingService>().SaveDraftAsync(editor, Course, broken, 0, None);

        Assert.True(saved.Ok);
        Assert.Equal(Course, Assert.Single(saved.Value!.Findings).Path);
        var found = (await room.Get<EditingQueries>().FindAsync(editor, Course, None)).Value!;
        Assert.Equal((broken, 1, EditionSample.Documents.Find(Course)), (found.DraftText, found.DraftVersion, found.PublishedText));
        var row = (await room.Get<EditingQueries>().ListAsync(editor, None)).Single(document => document.HasDraft);
        Assert.Equal((Course, 1, editor.Name, DocumentKind.Course), (row.Path, row.FindingCount, row.DraftBy, row.Kind));
    }

    [Fact]
    public async Task A_finding_that_a_draft_causes_in_another_document_is_shown_after_its_own()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var renamed = EditionSample.Documents.Find("glossary.yaml")!.Replace("  - id: proposed\n", "  - id: proposed-norm\n", StringComparison.Ordinal);

        var findings = (await room.Get<EditingService>().SaveDraftAsync(editor, "glossary.yaml", renamed, 0, None)).Value!.Findings;

        Assert.Contains(findings, finding => finding.Path == "lessons/what-is-planned/en.md");
        Assert.Equal(findings, findings.OrderBy(finding => finding.Path != "glossary.yaml"));
    }

    [Fact]
    public async Task The_second_of_two_editors_meets_the_text_of_the_first_and_overwrites_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor));
        var editing = room.Get<EditingService>();
        await editing.SaveDraftAsync(first, Course, Change("31"), 0, None);

        var late = await editing.SaveDraftAsync(second, Course, Change("32"), 0, None);
        var again = await editing.SaveDraftAsync(second, Course, Change("33"), 1, None);

        Assert.Equal(new DraftConflict(Change("31"), 1), late.Refused);
        Assert.Equal(2, again.Value!.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("id: a\u0000")]
    public async Task A_text_that_cannot_be_stored_is_refused_and_makes_no_draft(string text)
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        Assert.Equal(RefusalKind.Invalid, (await room.Get<EditingService>().SaveDraftAsync(editor, Course, text, 0, None)).Refused?.Kind);
        Assert.Null((await room.Get<EditingQueries>().FindAsync(editor, Course, None)).Value!.DraftText);
    }

    [Fact]
    public async Task A_version_that_never_was_is_a_conflict_like_one_that_is_over()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var editing = room.Get<EditingService>();
        Assert.IsType<DraftConflict>((await editing.SaveDraftAsync(editor, Course, Change("31"), 7, None)).Refused);
        await editing.SaveDraftAsync(editor, Course, Change("31"), 0, None);
        Assert.IsType<DraftConflict>((await editing.SaveDraftAsync(editor, Course, Change("32"), 2, None)).Refused);
    }

    [Fact]
    public async Task A_text_from_a_machine_with_other_line_ends_is_the_same_text()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        await room.Get<EditingService>().SaveDraftAsync(editor, Course, Change("31").ReplaceLineEndings("\r\n"), 0, None);
        Assert.Equal(Change("31"), (await room.Get<EditingQueries>().FindAsync(editor, Course, None)).Value!.DraftText);
    }

    [Fact]
    public async Task Of_two_saves_at_once_one_is_kept_and_one_meets_a_conflict()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var editing = room.Get<EditingService>();

        var results = await Task.WhenAll(
            editing.SaveDraftAsync(editor, Course, Change("31"), 0, None),
            editing.SaveDraftAsync(editor, Course, Change("32"), 0, None));

        Assert.Single(results, result => result.Ok);
        Assert.Single(results, result => result.Refused is DraftConflict);
    }

    [Fact]
    public async Task An_editor_who_still_looks_at_a_draft_that_ended_meets_a_conflict()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor));
        var editing = room.Get<EditingService>();
        await editing.SaveDraftAsync(first, Course, Change("31"), 0, None);
        await editing.DiscardDraftAsync(first, Course, 1, None);

        var onDiscarded = await editing.SaveDraftAsync(second, Course, Change("32"), 1, None);
        var onUntouched = await editing.SaveDraftAsync(second, Course, Change("32"), 0, None);
        var view = (await room.Get<EditingQueries>().FindAsync(second, Course, None)).Value!;
        var onWhatIsThere = await editing.SaveDraftAsync(second, Course, Change("32"), view.DraftVersion, None);

        Assert.Equal(EditionSample.Documents.Find(Course), Assert.IsType<DraftConflict>(onDiscarded.Refused).Theirs);
        Assert.IsType<DraftConflict>(onUntouched.Refused);
        Assert.Null(view.DraftText);
        Assert.True(onWhatIsThere.Ok);
    }

    [Fact]
    public async Task Only_editors_save_and_discard()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editing = room.Get<EditingService>();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        await editing.SaveDraftAsync(editor, Course, Change("31"), 0, None);
        foreach (var role in new[] { Role.Learner, Role.Reviewer, Role.Auditor, Role.Administrator })
        {
            var other = await room.AddAsync(new PersonBuilder().With(role));

            Assert.Equal(Refusal.NotAllowed, (await editing.SaveDraftAsync(other, Course, Change("32"), 1, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await editing.DiscardDraftAsync(other, Course, 1, None)).Refused);
        }
    }

    [Fact]
    public async Task Learners_managers_and_auditors_see_no_document_and_auditors_the_list_of_editions()
    {
        await using var room = await LearningRoom.OpenAsync();
        var queries = room.Get<EditingQueries>();
        foreach (var builder in new[] { new PersonBuilder(), new PersonBuilder().With(Role.Auditor), new PersonBuilder().Managing(await room.RootAsync()) })
        {
            var other = await room.AddAsync(builder);

            Assert.Empty(await queries.ListAsync(other, None));
            Assert.Equal(other.Is(Role.Auditor), (await queries.HistoryAsync(other, None)).Count > 0);
            Assert.Equal(Refusal.NotAllowed, (await queries.WorkingDraftAsync(other, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await queries.FindAsync(other, Course, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await queries.UsageAsync(other, Course, None)).Refused);
            Assert.Null(await queries.FindTextAsync(other, 1, Course, None));
            Assert.Equal(Refusal.NotAllowed, (await room.Get<EditingService>().SaveDraftAsync(other, Course, "x", 0, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await room.Get<ReviewQueries>().ListAsync(other, None)).Refused);
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

        Assert.Equal(RefusalKind.Invalid, (await room.Get<EditingService>().SaveDraftAsync(editor, path, "id: x", 0, None)).Refused?.Kind);
    }

    [Fact]
    public async Task A_new_document_is_listed_from_its_first_draft()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));

        await room.Get<EditingService>().SaveDraftAsync(editor, "questions/brand-new.yaml", "id: brand-new", 0, None);

        var row = (await room.Get<EditingQueries>().ListAsync(editor, None)).Single(document => document.Path == "questions/brand-new.yaml");
        Assert.Equal((DocumentKind.Question, true, "questions/brand-new.yaml"), (row.Kind, row.HasDraft, row.Title));
        Assert.Null((await room.Get<EditingQueries>().FindAsync(editor, "questions/brand-new.yaml", None)).Value!.PublishedText);
    }

    [Fact]
    public async Task The_log_tells_who_began_a_draft_and_who_took_it_over()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor));
        var editing = room.Get<EditingService>();

        await editing.SaveDraftAsync(first, Course, Change("31"), 0, None);
        await editing.SaveDraftAsync(first, Course, Change("32"), 1, None);
        await editing.SaveDraftAsync(second, Course, Change("33"), 2, None);

        var begun = (await room.LinesAsync()).Where(line => line.Fact is DraftBegun).Select(line => (line.Actor.PersonId!.Value, ((DraftBegun)line.Fact).Path.ToString(), ((DraftBegun)line.Fact).TakenOverFrom));
        Assert.Equal([(first.PersonId, Course, null), (second.PersonId, Course, first.PersonId)], begun);
    }

    [Fact]
    public async Task The_working_draft_is_the_current_edition_with_every_open_draft_put_in()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var none = (await room.Get<EditingQueries>().WorkingDraftAsync(editor, None)).Value!;
        await room.Get<EditingService>().SaveDraftAsync(editor, Course, Change("31"), 0, None);
        var saved = await room.Get<EditingService>().SaveDraftAsync(editor, Statement, Unattributed, 0, None);

        var draft = (await room.Get<EditingQueries>().WorkingDraftAsync(editor, None)).Value!;

        Assert.Equal((0, EditionSample.Edition.Hash), (none.Drafts, none.Edition!.Hash));
        Assert.Equal((2, 31), (draft.Drafts, draft.Edition!.Courses[EditionSample.Course].Exam.Minutes));

        // What only publishing demands is not asked of what is merely looked at.
        Assert.Empty(draft.Findings);
        Assert.NotEmpty(saved.Value!.Findings);
    }

    [Fact]
    public async Task Drafts_that_do_not_hold_together_give_no_working_draft_but_their_findings()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        await room.Get<EditingService>().SaveDraftAsync(editor, Course, Change("none"), 0, None);

        var draft = (await room.Get<EditingQueries>().WorkingDraftAsync(editor, None)).Value!;

        Assert.Null(draft.Edition);
        Assert.Equal(Course, Assert.Single(draft.Findings).Path);
    }

    [Fact]
    public async Task Who_may_not_read_drafts_gets_no_working_draft()
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        Assert.Equal(Refusal.NotAllowed, (await room.Get<EditingQueries>().WorkingDraftAsync(auditor, None)).Refused);
    }

    private static string Change(string minutes) =>
        EditionSample.Documents.Find(Course)!.Replace("minutes: 30", $"minutes: {minutes}", StringComparison.Ordinal);

    private static string Unattributed => EditionSample.Documents.Find(Statement)!
        .Replace("According to the NSC's answer, a current", "A current", StringComparison.Ordinal);
}
