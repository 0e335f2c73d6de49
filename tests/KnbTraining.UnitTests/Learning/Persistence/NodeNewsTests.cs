using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Persistence;

/// <summary>Two nodes over one database: what one changes, the other knows. Skipped where there is no server.</summary>
public sealed class NodeNewsTests : IAsyncLifetime
{
    private const string Course = "courses/working-with-state-secrets.yaml";

    private static readonly CancellationToken None = CancellationToken.None;

    private LearningRoom _here = null!;
    private LearningRoom _there = null!;

    public async ValueTask InitializeAsync()
    {
        _here = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        _there = await LearningRoom.OpenBesideAsync(_here);
    }

    public async ValueTask DisposeAsync()
    {
        if (_here is not null)
        {
            await _there.DisposeAsync();
            await _here.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_edition_that_one_node_publishes_is_the_current_one_of_the_other()
    {
        await _there.HearNewsAsync();
        Assert.Equal(1, (await CurrentAsync(_there)).Number);

        await _here.PublishAsEditorAsync(EditionSample.Edition);

        await Eventually.TrueAsync(async () => (await CurrentAsync(_there)).Number == 2);
    }

    [Fact]
    public async Task An_attempt_on_an_edition_that_the_other_node_has_never_seen_goes_on_there()
    {
        var viewer = await _here.AddLearnerAsync();
        await _here.PublishAsEditorAsync(EditionSample.Edition);
        var id = await _here.StartAsync(viewer);

        await _there.AnswerRightAsync(viewer, id, 1);

        // Not by its view: its compiled query is for the one database of a process, and tests use two.
        await using var db = _there.Open();
        var stored = await db.Attempts.Where(attempt => attempt.Id == id).Select(attempt => new { attempt.Number, attempt.EditionNumber }).SingleAsync(None);
        Assert.Equal(2, stored.EditionNumber);
        Assert.True(await db.AttemptSteps.AnyAsync(step => step.AttemptNumber == stored.Number && step.Kind == StepKind.Answered, None));
    }

    /// <summary>The node hears no news at all: what decides is read from the database.</summary>
    [Fact]
    public async Task A_node_that_has_heard_of_no_new_edition_still_reviews_and_publishes_on_top_of_it()
    {
        var editor = await _here.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        var reviewer = await _here.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer));
        await PublishAsync(_here, editor, reviewer, "minutes: 30", "minutes: 45");
        Assert.Equal(1, (await CurrentAsync(_there)).Number);

        var published = await PublishAsync(_there, editor, reviewer, "minutes: 45", "minutes: 50");

        Assert.True(published.Ok, $"{published.Refused}");
        Assert.Equal((3, 50), (published.Value!.EditionNumber, (await CurrentAsync(_there)).Edition.Courses["working-with-state-secrets"].Exam.Minutes));
    }

    [Fact]
    public async Task What_was_rolled_back_is_told_to_nobody_and_no_node_hears_itself()
    {
        List<string> here = [];
        List<string> there = [];
        Collect(_here, here);
        Collect(_there, there);
        await _here.HearNewsAsync();
        await _there.HearNewsAsync();

        foreach (var refused in new[] { true, false })
        {
            await _here.Get<LearningStore>().WriteAsync<Done>(
                write =>
                {
                    write.TellOthers(NewsTopic.Claims, refused ? "rolled back" : "committed");
                    return Task.FromResult<Result<Done>>(refused ? Refusal.NotFound : new Done());
                },
                None);
        }

        await _there.Get<LearningStore>().TellOthersAsync(NewsTopic.Claims, "the end", None);
        await Eventually.TrueAsync(() => here.Count > 0 && there.Count > 0);

        Assert.Equal(["committed"], there);
        Assert.Equal(["the end"], here);
    }

    [Fact]
    public async Task Rights_that_change_on_one_node_are_forgotten_on_the_other_for_whom_they_concern()
    {
        var admin = await _here.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var (changed, account, form) = await AddAsync(admin, "b.serikov", Role.Editor);
        var (_, other, _) = await AddAsync(admin, "d.testov", Role.Editor);
        await _there.HearNewsAsync();
        var rights = _there.Get<Rights>();
        var kept = await rights.FindAsync(other, None);
        Assert.True((await rights.FindAsync(account, None))!.Viewer.Is(Role.Editor));
        var told = new TaskCompletionSource();
        using var listening = rights.Listen(account, () => told.TrySetResult());

        Assert.True((await _here.Get<PeopleService>().UpdateAsync(admin, changed, form with { Roles = [] }, await _here.VersionOfAsync(changed), None)).Ok);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), None);

        Assert.False((await rights.FindAsync(account, None))!.Viewer.Is(Role.Editor));
        Assert.Same(kept, await rights.FindAsync(other, None));
    }

    [Fact]
    public async Task Settings_that_change_on_one_node_count_on_the_other()
    {
        var admin = await _here.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        await _there.HearNewsAsync();
                var changed = await _here.Get<SettingsService>().UpdateAsync(admin, Settings, 0, None);

        Assert.True(changed.Ok, $"{changed.Refused}");
        await Eventually.TrueAsync(() => _there.Get<SettingsStore>().Current.DueSoonDays == Settings.DueSoonDays);
    }

    [Fact]
    public async Task A_session_that_ends_on_one_node_is_over_on_the_other_at_once()
    {
        var (user, session) = await EnterAsync(await _here.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator)));
        await _there.HearNewsAsync();
        Assert.True(await _there.Get<SessionBook>().IsOpenAsync(session, user, None));
        var told = new TaskCompletionSource();
        using var listening = _there.Get<EndedSessions>().Listen(SessionBook.MarkOf(session), () => told.TrySetResult());

        Assert.True((await _here.Get<SessionService>().EndAsync(session, SessionEnd.SignedOut, None)).Ok);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), None);

        Assert.False(await _there.Get<SessionBook>().IsOpenAsync(session, user, None));
    }

    [Fact]
    public async Task A_claim_on_one_node_is_told_to_the_pages_of_the_other()
    {
        var viewer = await _here.AddLearnerAsync();
        var id = await _here.StartAsync(viewer);
        await _there.HearNewsAsync();
        var told = new TaskCompletionSource<AttemptClaim>();
        using var listening = _there.Get<ClaimNews>().Listen(id, claim => told.TrySetResult(claim));
        var claim = Guid.CreateVersion7();

        var at = await _here.Get<AttemptService>().ClaimAsync(viewer, id, claim, null, None);

        Assert.Equal(new AttemptClaim(claim, at.Value), await told.Task.WaitAsync(TimeSpan.FromSeconds(30), None));
    }

    [Fact]
    public async Task Wrong_passwords_count_on_both_nodes_together_and_the_right_one_clears_both()
    {
        var (account, from) = (Guid.NewGuid(), System.Net.IPAddress.Parse("10.0.0.7"));
        var (here, there) = (_here.Get<SignInThrottle>(), _there.Get<SignInThrottle>());
        List<string> ends = [];
        Collect(_there, ends);
        await _there.HearNewsAsync();

        // One try fewer than would make the account pause, then the right password, and as many again.
        await TryAsync(SignInThrottle.FreeFailures - 1, right: false);
        await TryAsync(1, right: true);
        await TryAsync(SignInThrottle.FreeFailures - 1, right: false);
        await AllHeardAsync();
        Assert.Equal(ThrottleAnswer.Open, there.Begin(account, from, null).Answer);

        await TryAsync(1, right: false);
        await AllHeardAsync();
        Assert.Equal(ThrottleAnswer.Paused, there.Begin(account, from, null).Answer);

        async Task TryAsync(int times, bool right)
        {
            for (var i = 0; i < times; i++)
            {
                var tried = here.Begin(account, from, null);
                if (right)
                {
                    tried.Succeeded();
                }

                await _here.Get<LearningStore>().TellOthersAsync(NewsTopic.SignIns, tried.News(right)!, None);
            }
        }

        // Messages come in the order in which they were sent.
        async Task AllHeardAsync()
        {
            var before = ends.Count;
            await _here.Get<LearningStore>().TellOthersAsync(NewsTopic.Claims, "all", None);
            await Eventually.TrueAsync(() => ends.Count > before);
        }
    }

    [Fact]
    public void A_right_password_after_no_wrong_one_is_told_to_nobody()
    {
        var throttle = _here.Get<SignInThrottle>();
        var (account, from) = (Guid.NewGuid(), System.Net.IPAddress.Parse("10.0.0.7"));
        Assert.Null(throttle.Begin(account, from, null).News(right: true));
        Assert.NotNull(throttle.Begin(account, from, null).News(right: true));
    }

    [Fact]
    public async Task What_changed_while_a_node_did_not_listen_it_reads_again_as_soon_as_it_does()
    {
        var admin = await _here.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var (changed, account, form) = await AddAsync(admin, "b.serikov", Role.Editor);
        var (user, session) = await EnterAsync(admin);
        var (rights, book) = (_there.Get<Rights>(), _there.Get<SessionBook>());
        Assert.True((await rights.FindAsync(account, None))!.Viewer.Is(Role.Editor));
        Assert.True(await book.IsOpenAsync(session, user, None));
        List<string> ended = [];
        using var listening = _there.Get<EndedSessions>().Listen(SessionBook.MarkOf(session), () => ended.Add("session"));
        using var other = _there.Get<EndedSessions>().Listen(await StampAsync(account), () => ended.Add("somebody else"));

        await _here.PublishAsEditorAsync(EditionSample.Edition);
        Assert.True((await _here.Get<PeopleService>().UpdateAsync(admin, changed, form with { Roles = [] }, await _here.VersionOfAsync(changed), None)).Ok);
        Assert.True((await _here.Get<SettingsService>().UpdateAsync(admin, Settings, 0, None)).Ok);
        Assert.True((await _here.Get<SessionService>().EndAsync(session, SessionEnd.SignedOut, None)).Ok);
        await _there.HearNewsAsync();

        Assert.Equal(["session"], ended);
        Assert.Equal(2, (await CurrentAsync(_there)).Number);
        Assert.Equal(Settings.DueSoonDays, _there.Get<SettingsStore>().Current.DueSoonDays);
        Assert.False((await rights.FindAsync(account, None))!.Viewer.Is(Role.Editor));
        Assert.False(await book.IsOpenAsync(session, user, None));
    }

    [Fact]
    public async Task A_line_that_breaks_is_taken_up_again()
    {
        await _there.HearNewsAsync();
        await _here.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%news'");

        await _here.PublishAsEditorAsync(EditionSample.Edition);

        await Eventually.TrueAsync(async () => (await CurrentAsync(_there)).Number == 2);
        await Eventually.TrueAsync(() => _there.Get<BackgroundTroubles>().IsEmpty);
        await _here.PublishAsEditorAsync(EditionSample.Edition);
        await Eventually.TrueAsync(async () => (await CurrentAsync(_there)).Number == 3);
        Assert.Contains(_there.Log.Entries, entry => entry.Message.StartsWith("News of other servers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_first_starts_at_the_same_time_make_one_edition_and_one_name_of_the_ledger()
    {
        await using var first = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);
        await using var second = LearningRoom.OpenEmptyBeside(first);

        await Task.WhenAll(Task.Run(first.InitialiseAsync, None), Task.Run(second.InitialiseAsync, None));

        await using var db = first.Open();
        Assert.Equal((1, 1), (await db.Editions.CountAsync(None), await db.LedgerIdentities.CountAsync(None)));
    }

    [Fact]
    public async Task A_course_about_changed_rules_that_one_opens_is_a_course_on_the_other()
    {
        await _there.HearNewsAsync();
        const string rule = "current-holder-without-approval";
        var path = EditionSample.Edition.Rules[rule].Path;
        var text = EditionSample.Documents.Find(path)!.Replace("until: null", "until: 2027-01-01", StringComparison.Ordinal);
        await _here.PublishAsEditorAsync(EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(path, text)])).Edition!);
        await Eventually.TrueAsync(async () => (await CurrentAsync(_there)).Number == 2);
        Assert.Empty((await CurrentAsync(_there)).Edition.Deltas);

        var admin = await _here.AddAsync(new PersonBuilder().Holding(HolderStatus.Current).With(Role.Administrator));
        var form = new DeltaForm { Edition = 2, Rules = [rule], Whom = DeltaWhom.Audience, Days = 30, Reason = Localized.Of("An amendment.", "Поправка.", "Түзету.") };
        Assert.Equal("delta.2", (await _here.Get<DeltaService>().OpenAsync(admin, form, null, None)).Value);
        await Eventually.TrueAsync(async () => (await CurrentAsync(_there)).Edition.Deltas.ContainsKey("delta.2"));
        Assert.True((await _here.Get<DeltaEnding>().TakeBackAsync(admin, "delta.2", "A mistake.", None)).Ok);
        await Eventually.TrueAsync(async () => (await CurrentAsync(_there)).Edition.Deltas["delta.2"].Text.IsTakenBack);
    }

    private static SettingsForm Settings { get; } = new() { Names = Localized.Of("Archive", "Архив", "Мұрағат"), DueSoonDays = 17 };

    private static Task<NumberedEdition> CurrentAsync(LearningRoom room) => room.Get<EditionStore>().CurrentAsync(None);

    private static void Collect(LearningRoom room, List<string> heard) => room.Get<NodeNews>().Listen(
        NewsTopic.Claims,
        (content, _) =>
        {
            heard.Add(content);
            return Task.CompletedTask;
        },
        readAgain: null);

    private static async Task<Result<PublishOutcome>> PublishAsync(LearningRoom room, Viewer editor, Viewer reviewer, string old, string changed)
    {
        var current = (await room.Get<EditionStore>().NewestAsync(None)).Edition;
        var text = current.Documents.Find(Course)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        return await room.PublishTextAsync(editor, reviewer, Course, text.Replace(old, changed, StringComparison.Ordinal));
    }

    private async Task<(Guid Id, Guid Account, PersonForm Form)> AddAsync(Viewer admin, string userName, params Role[] roles)
    {
        var form = new PersonForm { Name = "Bolat S.", UserName = userName, UnitId = (await _here.RootAsync()).Id, Roles = [.. roles] };
        var id = (await _here.Get<PeopleService>().AddAsync(admin, form, None)).Value!.Id;
        await using var db = _here.Open();
        return (id, await db.Users.Where(user => user.PersonId == id).Select(user => user.Id).SingleAsync(None), form);
    }

    private async Task<(Guid User, Guid Session)> EnterAsync(Viewer admin)
    {
        var form = new PersonForm { Name = "Aru Sapa", UserName = "aru", UnitId = (await _here.RootAsync()).Id };
        var password = (await _here.Get<PeopleService>().AddAsync(admin, form, None)).Value!.TemporaryPassword;
        var entered = await _here.Get<SignInService>().SignInAsync(
            new SignInAttempt("aru", password, System.Net.IPAddress.Loopback, new Dictionary<Guid, Guid>(), "Firefox, Windows"), None);
        return (entered.Value!.User.Id, entered.Value.Session.Id);
    }

    private async Task<string> StampAsync(Guid account)
    {
        await using var db = _here.Open();
        return (await db.Users.Where(user => user.Id == account).Select(user => user.SecurityStamp).SingleAsync(None))!;
    }
}
