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
        Assert.Null(await session.SaveAsync(CancellationToken.None));
        Assert.True(session.HasDraft);
        Assert.False(session.Dirty);
        Assert.False(session.IsPreviewCurrent);
        Assert.NotEmpty(session.First.OwnFindings);
        Assert.Equal("travel-approval", session.Shown!.Rules["former-holder-without-approval"].Rule.Family);
        Assert.Contains("nowhere", (await OpenAsync(_editor)).First.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_editors_of_one_document_see_both_texts_and_the_second_decides()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        var (mine, theirs) = (await OpenAsync(_editor), await OpenAsync(other));
        theirs.First.Text += "# theirs\n";
        Assert.Null(await theirs.SaveAsync(CancellationToken.None));

        mine.First.Text += "# mine\n";
        Assert.IsType<DraftConflict>(await mine.SaveAsync(CancellationToken.None));
        Assert.Same(mine.First, mine.InConflict);
        Assert.EndsWith("# mine\n", mine.First.Text, StringComparison.Ordinal);
        Assert.EndsWith("# theirs\n", mine.First.Theirs, StringComparison.Ordinal);

        Assert.Null(await mine.First.KeepMineAsync(CancellationToken.None));
        Assert.Null(mine.InConflict);
        Assert.EndsWith("# mine\n", (await OpenAsync(other)).First.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_theirs_shows_their_text_and_the_next_save_goes_through()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        var (mine, theirs) = (await OpenAsync(_editor), await OpenAsync(other));
        theirs.First.Text += "# theirs\n";
        await theirs.SaveAsync(CancellationToken.None);
        mine.First.Text += "# mine\n";
        await mine.SaveAsync(CancellationToken.None);

        Assert.Null(await mine.First.TakeTheirsAsync(CancellationToken.None));
        Assert.EndsWith("# theirs\n", mine.First.Text, StringComparison.Ordinal);
        mine.First.Text += "# and more\n";
        Assert.Null(await mine.SaveAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Discarding_shows_what_is_published()
    {
        var session = await OpenAsync(_editor);
        session.First.Text += "# draft\n";
        await session.SaveAsync(CancellationToken.None);
        Assert.Null(await session.DiscardAsync(CancellationToken.None));
        Assert.False(session.HasDraft);
        Assert.Equal(session.First.PublishedText, session.First.Text);
    }

    [Fact]
    public async Task A_lesson_is_one_session_over_three_documents()
    {
        var session = new EditorSession(_room.Get<EditingQueries>(), _room.Get<EditingService>(), _room.Get<EditionStore>(), _room.Get<DraftCheck>(), () => ValueTask.FromResult(_editor), "lessons/travel-and-approval/ru.md");
        Assert.Null(await session.LoadAsync(CancellationToken.None));
        Assert.Equal(3, session.Desks.Count);
        session.Of("kk").Text += "\n:::term clearance\n:::\n";
        await session.CheckAsync(CancellationToken.None);
        Assert.NotEmpty(session.Of("kk").OwnFindings);
        Assert.Empty(session.Of("en").OwnFindings);
    }

    [Fact]
    public async Task A_refused_edition_names_its_findings_and_keeps_every_draft()
    {
        var session = await OpenAsync(_editor);
        session.First.Text = session.First.Text.Replace("family: travel-approval", "family: nowhere", StringComparison.Ordinal);
        await session.SaveAsync(CancellationToken.None);
        var reviewer = await _room.AddAsync(new PersonBuilder().Named("Madina Testova").With(Role.Reviewer));
        var plan = await PlanAsync(reviewer);
        Assert.NotEmpty(plan.Findings);
        Assert.False(plan.CanPublish);

        await plan.PublishAsync(Today, CancellationToken.None);
        Assert.Equal(RefusalKind.Invalid, plan.Refused?.Kind);
        Assert.Null(plan.Done);
        Assert.NotEmpty(plan.Findings);
        Assert.Single((await PlanAsync(reviewer)).Drafts);
        Assert.Equal(1, (await _room.Get<EditionStore>().CurrentAsync(CancellationToken.None)).Number);
    }

    [Fact]
    public async Task A_changed_outcome_is_told_before_the_edition_is_made_and_the_edition_holds_it()
    {
        var session = await OpenAsync(_editor);
        session.First.Text = session.First.Text.Replace("liability: none-administrative", "liability: none-stated", StringComparison.Ordinal);
        await session.SaveAsync(CancellationToken.None);

        var plan = await PlanAsync(await _room.AddAsync(new PersonBuilder().Named("Madina Testova").With(Role.Reviewer)));
        Assert.Empty(plan.Findings);
        Assert.NotEmpty(plan.Impact!.Verdicts);
        Assert.All(plan.Impact.Verdicts, change => Assert.Equal("former", change.After.Situation["holder"]));

        await plan.PublishAsync(Today, CancellationToken.None);
        Assert.Equal(2, plan.Done?.EditionNumber);
        Assert.Empty(plan.Drafts);
    }

    [Fact]
    public async Task A_draft_left_out_stays_a_draft()
    {
        var session = await OpenAsync(_editor);
        session.First.Text += "# draft\n";
        await session.SaveAsync(CancellationToken.None);
        var plan = await PlanAsync(await _room.AddAsync(new PersonBuilder().Named("Madina Testova").With(Role.Reviewer)));
        await plan.ChooseAsync(plan.Drafts[0], chosen: false, Today, CancellationToken.None);
        Assert.False(plan.CanPublish);
        Assert.Null(plan.Impact);
    }

    [Fact]
    public async Task What_is_typed_while_a_save_runs_is_neither_lost_nor_called_saved()
    {
        var session = await OpenAsync(_editor);
        var published = session.First.Text;
        session.First.Text += "# first\n";
        var gate = new TaskCompletionSource();
        var holding = _room.Get<LearningStore>().WriteAsync<KnbTraining.Learning.Done>(async _ => { await gate.Task; return default(KnbTraining.Learning.Done); }, CancellationToken.None);
        var saving = session.SaveAsync(CancellationToken.None);
        session.First.Text += "# meanwhile\n";
        gate.SetResult();
        await holding;

        Assert.Null(await saving);
        Assert.Equal($"{published}# first\n# meanwhile\n", session.First.Text);
        Assert.True(session.Dirty);
        Assert.Equal($"{published}# first\n", (await OpenAsync(_editor)).First.Text);
        Assert.Null(await session.SaveAsync(CancellationToken.None));
        Assert.False(session.Dirty);
        Assert.EndsWith("# meanwhile\n", (await OpenAsync(_editor)).First.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discarding_meets_a_newer_draft_of_somebody_else_instead_of_throwing_it_away()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        var mine = await OpenAsync(_editor);
        mine.First.Text += "# mine\n";
        await mine.SaveAsync(CancellationToken.None);
        var theirs = await OpenAsync(other);
        theirs.First.Text += "# theirs\n";
        Assert.Null(await theirs.SaveAsync(CancellationToken.None));

        Assert.IsType<DraftConflict>(await mine.DiscardAsync(CancellationToken.None));
        Assert.EndsWith("# theirs\n", mine.InConflict!.Theirs, StringComparison.Ordinal);
        Assert.EndsWith("# theirs\n", (await OpenAsync(other)).First.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeping_mine_overwrites_the_text_that_was_shown_and_no_newer_one()
    {
        var other = await _room.AddAsync(new PersonBuilder().Named("Daniyar Testov").With(Role.Editor));
        var (mine, theirs) = (await OpenAsync(_editor), await OpenAsync(other));
        theirs.First.Text += "# shown\n";
        await theirs.SaveAsync(CancellationToken.None);
        mine.First.Text += "# mine\n";
        await mine.SaveAsync(CancellationToken.None);
        theirs.First.Text += "# newer\n";
        await theirs.SaveAsync(CancellationToken.None);

        Assert.IsType<DraftConflict>(await mine.First.KeepMineAsync(CancellationToken.None));
        Assert.EndsWith("# newer\n", mine.First.Theirs, StringComparison.Ordinal);
        Assert.Null(await mine.First.KeepMineAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_chosen_is_compiled_once_and_a_text_once_however_often_it_is_checked_saved_and_opened()
    {
        foreach (var course in new[] { "after-access", "before-access", "working-with-state-secrets" })
        {
            var path = $"courses/{course}.yaml";
            Assert.True((await _room.Get<EditingService>().SaveDraftAsync(_editor, path, EditionSample.Documents.Find(path)! + "# draft\n", 0, CancellationToken.None)).Ok);
        }

        var check = _room.Get<DraftCheck>();
        var before = check.Count;
        var plan = await PlanAsync(await _room.AddAsync(new PersonBuilder().Named("Madina Testova").With(Role.Reviewer)));
        Assert.Equal((3, 1), (plan.ChosenCount, check.Count - before));
        await plan.ChooseAsync(plan.Drafts[0], chosen: false, Today, CancellationToken.None);
        Assert.Equal(2, check.Count - before);

        before = check.Count;
        var session = await OpenAsync(_editor);
        Assert.Equal(0, check.Count - before);
        session.First.Text += "# draft\n";
        await session.CheckAsync(CancellationToken.None);
        Assert.Equal(1, check.Count - before);
        Assert.Null(await session.SaveAsync(CancellationToken.None));
        await OpenAsync(_editor);
        Assert.Equal(1, check.Count - before);
        session.First.Text += "# more\n";
        await session.CheckAsync(CancellationToken.None);
        Assert.Equal(2, check.Count - before);
    }

    [Fact]
    public async Task Own_drafts_are_not_chosen_and_cannot_be_published_by_their_author()
    {
        var author = await _room.AddAsync(new PersonBuilder().Named("Aigerim Testova").With(Role.Editor).With(Role.Reviewer));
        var session = await OpenAsync(author);
        session.First.Text += "# mine\n";
        await session.SaveAsync(CancellationToken.None);

        var plan = await PlanAsync(author);
        Assert.Equal(0, plan.ChosenCount);
        await plan.ChooseAsync(plan.Drafts[0], chosen: true, Today, CancellationToken.None);
        Assert.Single(plan.Own);
        Assert.False(plan.CanPublish);
    }

    private async Task<EditorSession> OpenAsync(Viewer viewer)
    {
        var session = new EditorSession(_room.Get<EditingQueries>(), _room.Get<EditingService>(), _room.Get<EditionStore>(), _room.Get<DraftCheck>(), () => ValueTask.FromResult(viewer), Rule);
        Assert.Null(await session.LoadAsync(CancellationToken.None));
        return session;
    }

    private async Task<PublishPlan> PlanAsync(Viewer viewer)
    {
        var plan = new PublishPlan(_room.Get<ReviewQueries>(), _room.Get<EditingService>(), _room.Get<DraftCheck>(), () => ValueTask.FromResult(viewer));
        await plan.LoadAsync(Today, CancellationToken.None);
        return plan;
    }
}
