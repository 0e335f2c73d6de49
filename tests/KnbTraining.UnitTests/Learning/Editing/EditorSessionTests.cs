using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class EditorSessionTests : IAsyncLifetime
{
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
    private static readonly DateOnly Today = new(2026, 3, 2);
    private LearningRoom _room = null!;
    private Viewer _editor = null!;

    public async ValueTask InitializeAsync()
    {
        _room = await LearningRoom.OpenAsync();
        _editor = await _room.AddAsync(new PersonBuilder().With(Role.Editor).With(Role.Administrator));
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_draft_with_findings_is_kept_and_the_preview_stays_at_the_last_sound_text()
    {
        var session = await OpenAsync(_editor);
        session.First.Text = session.First.Text.Replace("family: travel-approval", "family: nowhere", StringComparison.Ordinal);
        Assert.Null(await session.SaveAsync("", CancellationToken.None));
        Assert.True(session.HasDraft);
        Assert.False(session.Dirty);
        Assert.False(session.IsPreviewCurrent);
        Assert.NotEmpty(session.First.OwnFindings);
        Assert.Equal("travel-approval", session.Shown!.Rules["former-holder-without-approval"].Rule.Family);
        Assert.Contains("nowhere", (await OpenAsync(_editor)).First.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_editors_of_one_document_see_both_texts_and_the_second_puts_them_together()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        await BeginAsync();
        var (mine, theirs) = (await OpenAsync(_editor), await OpenAsync(other));
        var before = mine.First.Text;
        theirs.First.Text += "# theirs\n";
        Assert.Null(await theirs.SaveAsync("", CancellationToken.None));

        mine.First.Text += "# mine\n";
        Assert.IsType<DraftConflict>(await mine.SaveAsync("", CancellationToken.None));
        Assert.Same(mine.First, mine.InConflict);
        Assert.Equal(new TextConflict(before, before + "# mine\n", before + "# theirs\n", false), mine.First.Conflict);

        Assert.Null(await mine.First.SettleAsync(before + "# mine\n# theirs\n", CancellationToken.None));
        Assert.Null(mine.InConflict);
        Assert.EndsWith("# mine\n# theirs\n", (await OpenAsync(other)).First.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_theirs_shows_their_text_and_the_next_save_goes_through()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        await BeginAsync();
        var (mine, theirs) = (await OpenAsync(_editor), await OpenAsync(other));
        theirs.First.Text += "# theirs\n";
        await theirs.SaveAsync("", CancellationToken.None);
        mine.First.Text += "# mine\n";
        await mine.SaveAsync("", CancellationToken.None);

        Assert.Null(await mine.First.TakeTheirsAsync(CancellationToken.None));
        Assert.EndsWith("# theirs\n", mine.First.Text, StringComparison.Ordinal);
        mine.First.Text += "# and more\n";
        Assert.Null(await mine.SaveAsync("", CancellationToken.None));
    }

    [Fact]
    public async Task A_text_that_an_edition_changed_meanwhile_is_a_conflict_until_both_are_put_together()
    {
        var reviewer = await _room.AddAsync(new PersonBuilder().Named("Madina Testova").With(Role.Reviewer));
        var session = await OpenAsync(_editor);
        session.First.Text += "# mine\n";
        await session.SaveAsync("", CancellationToken.None);
        var published = EditionSample.Documents.Find(Rule)! + "# published\n";
        Assert.True((await _room.PublishTextAsync(_editor, reviewer, Rule, published)).Ok);

        var again = await OpenAsync(_editor);
        var conflict = again.First.Conflict!;
        Assert.Equal((EditionSample.Documents.Find(Rule), published, true), (conflict.Base, conflict.Theirs, conflict.IsPublished));
        Assert.Null(await again.First.SettleAsync(published + "# mine\n", CancellationToken.None));
        Assert.Null(again.InConflict);
        Assert.Null((await OpenAsync(_editor)).InConflict);
    }

    [Fact]
    public async Task Discarding_shows_what_is_published()
    {
        var session = await OpenAsync(_editor);
        session.First.Text += "# draft\n";
        await session.SaveAsync("", CancellationToken.None);
        Assert.Null(await session.DiscardAsync(CancellationToken.None));
        Assert.False(session.HasDraft);
        Assert.Equal(session.First.PublishedText, session.First.Text);
    }

    [Fact]
    public async Task A_lesson_is_one_session_over_three_documents()
    {
        var session = new EditorSession(
            _room.Get<EditingQueries>(), _room.Get<ChangeQueries>(), _room.Get<DocumentSaving>(), _room.Get<EditionStore>(), _room.Get<DraftCheck>(),
            _room.Get<StaleLooks>(), _room.Get<CommentService>(), () => ValueTask.FromResult(_editor), "lessons/travel-and-approval/ru.md");
        Assert.Null(await session.LoadAsync(null, CancellationToken.None));
        Assert.Equal(3, session.Desks.Count);
        session.Of("kk").Text += "\n:::term clearance\n:::\n";
        await session.CheckAsync(CancellationToken.None);
        Assert.NotEmpty(session.Of("kk").OwnFindings);
        Assert.Empty(session.Of("en").OwnFindings);
    }

    [Fact]
    public async Task A_change_with_findings_shows_them_and_nobody_can_ask_for_its_review()
    {
        var session = await OpenAsync(_editor);
        session.First.Text = session.First.Text.Replace("family: travel-approval", "family: nowhere", StringComparison.Ordinal);
        await session.SaveAsync("", CancellationToken.None);

        var review = await ReviewAsync(_editor, session.Change!.Value);

        Assert.NotEmpty(review.Findings);
        Assert.Null(review.Impact);
        Assert.False((await review.AskReviewAsync(CancellationToken.None)).Ok);
    }

    [Fact]
    public async Task A_changed_outcome_is_told_before_the_edition_is_made_and_the_edition_holds_it()
    {
        var session = await OpenAsync(_editor);
        session.First.Text = session.First.Text.Replace("liability: none-administrative", "liability: none-stated", StringComparison.Ordinal);
        await session.SaveAsync("", CancellationToken.None);

        // A case of a lawyer expects something else: what the change does can be read, and nobody can ask for its review.
        var open = await ReviewAsync(_editor, session.Change!.Value);
        Assert.Equal(("cases/travel-abroad.yaml", 1), (Assert.Single(open.Findings).Path, open.Impact!.Cases.Count(differing => !differing.IsSettled)));
        Assert.IsType<ContentFaults>((await open.AskReviewAsync(CancellationToken.None)).Refused);
        Assert.True(session.IsPreviewCurrent);
        await _room.SaveDocumentAsync(
            _editor,
            "cases/travel-abroad.yaml",
            EditionSample.Documents.Find("cases/travel-abroad.yaml")!.Replace("expect: none-administrative", "expect: none-stated", StringComparison.Ordinal),
            session.Change);
        await _room.AskReviewAsync(_editor, session.Change.Value);

        var review = await ReviewAsync(await _room.AddAsync(new PersonBuilder().Named("Madina Testova").With(Role.Reviewer)), session.Change.Value);
        Assert.Empty(review.Findings);
        Assert.NotEmpty(review.Impact!.Verdicts);
        Assert.All(review.Impact.Verdicts, change => Assert.Equal("former", change.After.Situation["holder"]));
        Assert.True(review.MayDecide);

        Assert.True((await review.ApproveAsync("", CancellationToken.None)).Ok);
        await review.LoadAsync(Today, CancellationToken.None);
        Assert.True(review.MayPublish);
        review.TakesStale = true;
        Assert.Equal(2, (await review.PublishAsync(CancellationToken.None)).Value?.EditionNumber);
        await review.LoadAsync(Today, CancellationToken.None);
        Assert.Equal((false, false, false, null), (review.MayDecide, review.MayPublish, review.MayWrite, review.Impact));
    }

    [Fact]
    public async Task The_preview_shows_the_whole_change_and_not_the_document_alone()
    {
        const string course = "courses/working-with-state-secrets.yaml";
        var change = await BeginAsync();
        var text = EditionSample.Documents.Find(course)!.Replace("minutes: 30", "minutes: 45", StringComparison.Ordinal);
        Assert.True((await _room.SaveDocumentAsync(_editor, course, text, change)).Ok);

        var session = await OpenAsync(_editor);

        Assert.Equal(45, session.Shown!.Courses["working-with-state-secrets"].Exam.Minutes);
    }

    [Fact]
    public async Task An_open_document_can_be_saved_into_any_open_change()
    {
        var change = (await _room.Get<ChangeService>().OpenAsync(_editor, "One for both", "", CancellationToken.None)).Value;
        var session = await OpenAsync(_editor);
        Assert.Contains(session.Open, row => row.Number == change);
        session.First.Text += "# mine\n";
        Assert.Null(await session.SaveIntoAsync(change, "", CancellationToken.None));
        Assert.Equal((change, "One for both"), (session.Change, session.Row!.Title));
    }

    [Fact]
    public async Task A_second_change_on_one_document_is_opened_only_knowingly()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        var session = await OpenAsync(_editor);
        var held = (await _room.SaveDocumentAsync(other, Rule, EditionSample.Documents.Find(Rule)! + "# theirs\n")).Value!.Change;
        session.First.Text += "# mine\n";

        Assert.Equal(new HeldElsewhere(held), await session.SaveIntoAsync(null, "", CancellationToken.None));
        Assert.Equal((null, true), (session.Change, session.Dirty));
        Assert.Contains(session.Open, row => row.Number == held);
        Assert.Null(await session.SaveIntoAsync(null, "", CancellationToken.None));
        Assert.NotEqual(held, session.Change);
    }

    [Fact]
    public async Task Leaving_keeps_a_revision_and_a_lesson_is_retired_in_all_languages()
    {
        var session = new EditorSession(
            _room.Get<EditingQueries>(), _room.Get<ChangeQueries>(), _room.Get<DocumentSaving>(), _room.Get<EditionStore>(), _room.Get<DraftCheck>(),
            _room.Get<StaleLooks>(), _room.Get<CommentService>(), () => ValueTask.FromResult(_editor), "lessons/travel-and-approval/ru.md");
        Assert.Null(await session.LoadAsync(null, CancellationToken.None));
        Assert.Null(await session.RetireAsync(null, "Take it out", CancellationToken.None));
        Assert.NotEmpty(session.Elsewhere);
        await session.LeaveAsync(CancellationToken.None);

        var view = (await _room.Get<ChangeQueries>().FindAsync(_editor, session.Change!.Value, CancellationToken.None)).Value!;
        Assert.Equal((3, 3, "Take it out"), (view.Documents.Count(document => document.After is null), view.Documents.Count, view.Row.Title));
        Assert.Equal(RevisionOccasion.Left, Assert.Single(view.Revisions).Occasion);
    }

    [Fact]
    public async Task What_is_typed_while_a_save_runs_is_neither_lost_nor_called_saved()
    {
        var session = await OpenAsync(_editor);
        var published = session.First.Text;
        session.First.Text += "# first\n";
        var gate = new TaskCompletionSource();
        var holding = _room.Get<LearningStore>().WriteAsync<KnbTraining.Learning.Done>(async _ => { await gate.Task; return default(KnbTraining.Learning.Done); }, CancellationToken.None);
        var saving = session.SaveAsync("", CancellationToken.None);
        session.First.Text += "# meanwhile\n";
        gate.SetResult();
        await holding;

        Assert.Null(await saving);
        Assert.Equal($"{published}# first\n# meanwhile\n", session.First.Text);
        Assert.True(session.Dirty);
        Assert.Equal($"{published}# first\n", (await OpenAsync(_editor)).First.Text);
        Assert.Null(await session.SaveAsync("", CancellationToken.None));
        Assert.False(session.Dirty);
        Assert.EndsWith("# meanwhile\n", (await OpenAsync(_editor)).First.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discarding_meets_a_newer_text_of_somebody_else_instead_of_throwing_it_away()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        var mine = await OpenAsync(_editor);
        mine.First.Text += "# mine\n";
        await mine.SaveAsync("", CancellationToken.None);
        var theirs = await OpenAsync(other);
        theirs.First.Text += "# theirs\n";
        Assert.Null(await theirs.SaveAsync("", CancellationToken.None));

        Assert.IsType<DraftConflict>(await mine.DiscardAsync(CancellationToken.None));
        Assert.EndsWith("# theirs\n", mine.InConflict!.Conflict!.Theirs, StringComparison.Ordinal);
        Assert.EndsWith("# theirs\n", (await OpenAsync(other)).First.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Putting_together_replaces_the_text_that_was_shown_and_no_newer_one()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        await BeginAsync();
        var (mine, theirs) = (await OpenAsync(_editor), await OpenAsync(other));
        theirs.First.Text += "# shown\n";
        await theirs.SaveAsync("", CancellationToken.None);
        mine.First.Text += "# mine\n";
        await mine.SaveAsync("", CancellationToken.None);
        theirs.First.Text += "# newer\n";
        await theirs.SaveAsync("", CancellationToken.None);

        Assert.IsType<DraftConflict>(await mine.First.SettleAsync("id: both\n", CancellationToken.None));
        Assert.EndsWith("# newer\n", mine.First.Conflict!.Theirs, StringComparison.Ordinal);
        Assert.Null(await mine.First.SettleAsync("id: both\n", CancellationToken.None));
    }

    [Fact]
    public async Task A_text_is_compiled_once_however_often_it_is_checked_saved_opened_and_reviewed()
    {
        var check = _room.Get<DraftCheck>();
        var before = check.Count;
        var session = await OpenAsync(_editor);
        Assert.Equal(0, check.Count - before);
        session.First.Text += "# draft\n";
        await session.CheckAsync(CancellationToken.None);
        Assert.Equal(1, check.Count - before);
        Assert.Null(await session.SaveAsync("", CancellationToken.None));
        await OpenAsync(_editor);
        await ReviewAsync(_editor, session.Change!.Value);
        Assert.Equal(1, check.Count - before);
        session.First.Text += "# more\n";
        await session.CheckAsync(CancellationToken.None);
        Assert.Equal(2, check.Count - before);
    }

    /// <summary>Opens a change that holds the document.</summary>
    private async Task<int> BeginAsync() => (await _room.SaveDocumentAsync(_editor, Rule, EditionSample.Documents.Find(Rule)! + "# begun\n")).Value!.Change;

    private async Task<EditorSession> OpenAsync(Viewer viewer)
    {
        var session = new EditorSession(
            _room.Get<EditingQueries>(), _room.Get<ChangeQueries>(), _room.Get<DocumentSaving>(), _room.Get<EditionStore>(), _room.Get<DraftCheck>(),
            _room.Get<StaleLooks>(), _room.Get<CommentService>(), () => ValueTask.FromResult(viewer), Rule);
        Assert.Null(await session.LoadAsync(null, CancellationToken.None));
        return session;
    }

    private async Task<ChangeReview> ReviewAsync(Viewer viewer, int change)
    {
        var review = new ChangeReview(
            _room.Get<ChangeQueries>(), _room.Get<ChangeService>(), _room.Get<ChangeDecisions>(), _room.Get<CommentService>(), _room.Get<ChangePublishing>(), _room.Get<DraftCheck>(),
            () => ValueTask.FromResult(viewer), change);
        Assert.Null(await review.LoadAsync(Today, CancellationToken.None));
        return review;
    }
}
