using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Accounts;

[Trait("Database", "Each")]
public sealed class SessionRowTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_session_that_ended_stays_ended_after_a_restart()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var (ended, open) = (await EnterAsync(accounts), await EnterAsync(accounts));
        await accounts.Room.Get<SessionService>().EndAsync(ended.Session.Id, SessionEnd.SignedOut, None);
        Assert.False(await IsOpenAsync(accounts, ended));

        await accounts.Room.KillAndRestartAsync();

        Assert.False(await IsOpenAsync(accounts, ended));
        Assert.True(await IsOpenAsync(accounts, open));
    }

    [Fact]
    public async Task A_session_ends_after_the_hours_of_the_settings_however_much_is_worked_in_it()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        for (var hour = 1; hour < 12; hour++)
        {
            accounts.Room.Clock.Advance(TimeSpan.FromHours(1));
            Assert.True(await IsOpenAsync(accounts, session), $"hour {hour}");
            accounts.Room.Get<SessionBook>().Saw(session.Session.Id);
        }

        accounts.Room.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await IsOpenAsync(accounts, session));
        Assert.Empty(await accounts.Room.Get<SessionService>().ListAsync(session.User.Id, None));
        await accounts.Room.Get<SessionSweep>().RoundAsync(None);
        Assert.Equal(SessionEnd.Expired, (await RowAsync(accounts, session)).EndedBecause);
        await accounts.Room.Get<SessionSweep>().RoundAsync(None);
        var told = Assert.Single(await accounts.Room.FactsAsync<SignedOut>(), fact => fact.SessionId == session.Session.Id);
        Assert.Equal((session.User.PersonId, session.Session.Id, SessionEnd.Expired), (told.PersonId, told.SessionId, told.Why));
    }

    [Fact]
    public async Task Other_hours_of_the_settings_count_from_the_next_sign_in_on()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var before = await EnterAsync(accounts);
        var form = new SettingsForm { Names = LocalizedText.Same("House"), SessionHours = 2, IdleHours = 1 };
        Assert.True((await accounts.Room.Get<SettingsService>().UpdateAsync(accounts.Admin, form, 0, None)).Ok);
        var after = await EnterAsync(accounts);

        accounts.Room.Clock.Advance(TimeSpan.FromHours(2));

        Assert.True(await IsOpenAsync(accounts, before));
        Assert.False(await IsOpenAsync(accounts, after));
    }

    [Fact]
    public async Task Only_the_account_of_a_session_uses_it()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        var book = accounts.Room.Get<SessionBook>();
        Assert.True(await IsOpenAsync(accounts, session));
        Assert.False((await book.IsOpenAsync(session.Session.Id, Guid.NewGuid(), None))!.Value);
        Assert.False((await book.IsOpenAsync(Guid.NewGuid(), session.User.Id, None))!.Value);
    }

    [Fact]
    public async Task Many_requests_ask_the_database_once_and_write_nothing()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        Assert.True(await IsOpenAsync(accounts, session));
        accounts.Room.TakeDiskAway(gone: true);
        for (var request = 0; request < 100; request++)
        {
            Assert.True(await IsOpenAsync(accounts, session));
            accounts.Room.Get<SessionBook>().Saw(session.Session.Id);
        }

        // Nobody is put out because a disk has trouble; but of whoever was never seen open nothing can be said.
        accounts.Room.Clock.Advance(SessionBook.Remembered);
        Assert.True(await IsOpenAsync(accounts, session));
        Assert.Null(await accounts.Room.Get<SessionBook>().IsOpenAsync(Guid.NewGuid(), session.User.Id, None));
        accounts.Room.TakeDiskAway(gone: false);
    }

    [Fact]
    public async Task An_end_in_another_process_is_known_within_a_minute()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        Assert.True(await IsOpenAsync(accounts, session));
        await using (var db = accounts.Room.Open())
        {
            (await db.AccountSessions.SingleAsync(row => row.Id == session.Session.Id, CancellationToken.None)).End(accounts.Room.Clock.GetUtcNow(), SessionEnd.EndedByOwner);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        accounts.Room.Clock.Advance(SessionBook.Remembered);
        Assert.False(await IsOpenAsync(accounts, session));

        // What was known before is not believed again when the disk has trouble.
        accounts.Room.TakeDiskAway(gone: true);
        Assert.False(await IsOpenAsync(accounts, session));
        accounts.Room.TakeDiskAway(gone: false);
    }

    [Fact]
    public async Task When_a_session_was_seen_last_is_written_once_in_ten_minutes()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        var (book, sweep) = (accounts.Room.Get<SessionBook>(), accounts.Room.Get<SessionSweep>());
        var started = session.Session.LastSeenAt;
        for (var minute = 1; minute <= 15; minute++)
        {
            accounts.Room.Clock.Advance(TimeSpan.FromMinutes(1));
            await IsOpenAsync(accounts, session);
            book.Saw(session.Session.Id);
            await sweep.RoundAsync(None);
            Assert.Equal(minute < 10 ? started : started.AddMinutes(10), (await RowAsync(accounts, session)).LastSeenAt);
        }

        await sweep.WriteSightsAsync(all: true, None);
        Assert.Equal(started.AddMinutes(15), (await RowAsync(accounts, session)).LastSeenAt);
    }

    [Fact]
    public async Task The_last_sight_is_written_also_where_the_row_is_read_again_or_nobody_asks_any_more()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        var (book, sweep) = (accounts.Room.Get<SessionBook>(), accounts.Room.Get<SessionSweep>());
        var started = session.Session.LastSeenAt;
        async Task WorkAsync(int minutes)
        {
            accounts.Room.Clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.True(await IsOpenAsync(accounts, session));
        }

        await WorkAsync(minutes: 2);
        book.Saw(session.Session.Id);
        await WorkAsync(minutes: 2);
        accounts.Room.Clock.Advance(SessionBook.SightSpan + TimeSpan.FromMicroseconds(1));
        await sweep.RoundAsync(None);

        Assert.Equal(started.AddMinutes(2), (await RowAsync(accounts, session)).LastSeenAt);
    }

    [Fact]
    public async Task A_session_that_nobody_asks_about_is_forgotten_after_ten_minutes()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        var (book, sweep) = (accounts.Room.Get<SessionBook>(), accounts.Room.Get<SessionSweep>());
        Assert.True(await IsOpenAsync(accounts, session));
        accounts.Room.Clock.Advance(TimeSpan.FromSeconds(30));
        book.Saw(session.Session.Id);
        await sweep.WriteSightsAsync(all: true, None);

        // What memory has shows where the disk is gone.
        accounts.Room.Clock.Advance(SessionBook.SightSpan - TimeSpan.FromSeconds(30));
        await sweep.RoundAsync(None);
        accounts.Room.TakeDiskAway(gone: true);
        Assert.True(await IsOpenAsync(accounts, session));
        accounts.Room.TakeDiskAway(gone: false);
        accounts.Room.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await sweep.RoundAsync(None);
        accounts.Room.TakeDiskAway(gone: true);
        Assert.False(await IsOpenAsync(accounts, session));
        accounts.Room.TakeDiskAway(gone: false);
    }

    [Fact]
    public async Task The_owner_ends_one_session_or_all_others_and_their_pages_hear_it_at_once()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var (here, there, elsewhere) = (await EnterAsync(accounts), await EnterAsync(accounts), await EnterAsync(accounts));
        var viewer = (await accounts.Room.Get<PeopleQueries>().FindViewerAsync(here.User.Id, None))!;
        var (service, ended) = (accounts.Room.Get<SessionService>(), accounts.Room.Get<EndedSessions>());
        List<string> heard = [];
        using var first = ended.Listen(SessionBook.MarkOf(there.Session.Id), () => heard.Add("there"));
        using var second = ended.Listen(SessionBook.MarkOf(elsewhere.Session.Id), () => heard.Add("elsewhere"));
        using var own = ended.Listen(SessionBook.MarkOf(here.Session.Id), () => heard.Add("here"));

        Assert.True((await service.EndOwnAsync(viewer, here.User.Id, there.Session.Id, None)).Ok);
        Assert.Equal(["there"], heard);
        Assert.Equal(Refusal.NotFound, (await service.EndOwnAsync(viewer, here.User.Id, there.Session.Id, None)).Refused);
        Assert.True((await service.EndOthersAsync(viewer, here.User.Id, here.Session.Id, None)).Ok);

        Assert.Equal(["there", "elsewhere"], heard.Distinct());
        Assert.Equal([here.Session.Id], (await service.ListAsync(here.User.Id, None)).Select(session => session.Id));
        Assert.Equal(SessionEnd.EndedByOwner, (await RowAsync(accounts, elsewhere)).EndedBecause);
        await using var db = accounts.Room.Open();
        var recorded = await db.LedgerRows.Where(row => row.ActorId == viewer.PersonId).OrderBy(row => row.Number).Select(row => row.Kind).ToListAsync(CancellationToken.None);
        Assert.Equal(["account.signed-in", "account.signed-in", "account.signed-in", "account.session-ended", "account.other-sessions-ended"], recorded.TakeLast(5));
    }

    [Fact]
    public async Task Nobody_ends_or_sees_the_sessions_of_another_account()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        var service = accounts.Room.Get<SessionService>();
        Assert.Equal(Refusal.NotFound, (await service.EndOwnAsync(accounts.Admin, Guid.NewGuid(), session.Session.Id, None)).Refused);
        Assert.Empty(await service.ListAsync(Guid.NewGuid(), None));
        Assert.True(await IsOpenAsync(accounts, session));
    }

    [Fact]
    public async Task A_new_password_or_standing_ends_the_rows_as_well_and_says_why()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var (here, there) = (await EnterAsync(accounts), await EnterAsync(accounts));
        var changed = await accounts.Room.Get<PasswordService>().ChangeAsync(
            new PasswordChange(here.User.Id, here.Session.Id, AccountRoom.Password, "another calm sentence", null), None);
        changed.Value!.TellOthers();
        Assert.Equal(SessionEnd.PasswordChanged, (await RowAsync(accounts, there)).EndedBecause);
        Assert.True(await IsOpenAsync(accounts, here));

        await accounts.Room.Get<AccessService>().ResetPasswordAsync(accounts.Admin, accounts.Person, None);
        Assert.Equal(SessionEnd.PasswordReset, (await RowAsync(accounts, here)).EndedBecause);
        Assert.False(await IsOpenAsync(accounts, here));
    }

    [Fact]
    public async Task Ended_sessions_are_forgotten_after_ninety_days()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        await accounts.Room.Get<SessionService>().EndAsync(session.Session.Id, SessionEnd.SignedOut, None);
        accounts.Room.Clock.Advance(SessionSweep.Kept - TimeSpan.FromMinutes(1));
        await accounts.Room.Get<SessionSweep>().RoundAsync(None);
        Assert.NotNull(await RowAsync(accounts, session));

        accounts.Room.Clock.Advance(TimeSpan.FromMinutes(2));
        await accounts.Room.Get<SessionSweep>().RoundAsync(None);
        await using var db = accounts.Room.Open();
        Assert.False(await db.AccountSessions.AnyAsync(row => row.Id == session.Session.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_wrong_present_password_is_counted_for_the_session_alone()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var session = await EnterAsync(accounts);
        var passwords = accounts.Room.Get<PasswordService>();
        for (var guess = 0; guess < SignInThrottle.FreeFailures; guess++)
        {
            var wrong = await passwords.ChangeAsync(new PasswordChange(session.User.Id, session.Session.Id, "wrong", "another calm sentence", AccountRoom.Office), None);
            Assert.Equal(PasswordService.WrongCurrent, wrong.Findings.At(nameof(PasswordChange.Current)));
        }

        var told = accounts.Room.Log.Entries.Where(entry => entry.Message.EndsWith($"account {session.User.Id}: wrong present password", StringComparison.Ordinal));
        Assert.Equal(SignInThrottle.FreeFailures, told.Count());
        var right = new PasswordChange(session.User.Id, session.Session.Id, AccountRoom.Password, "another calm sentence", AccountRoom.Office);
        Assert.Equal(Refusal.TooMany, (await passwords.ChangeAsync(right, None)).Refused);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok);
    }

    private static async Task<SignedInAccount> EnterAsync(AccountRoom accounts) => (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Value!;

    private static async Task<bool> IsOpenAsync(AccountRoom accounts, SignedInAccount entered) =>
        true == await accounts.Room.Get<SessionBook>().IsOpenAsync(entered.Session.Id, entered.User.Id, None);

    private static async Task<AccountSession> RowAsync(AccountRoom accounts, SignedInAccount entered)
    {
        await using var db = accounts.Room.Open();
        return await db.AccountSessions.AsNoTracking().SingleAsync(row => row.Id == entered.Session.Id);
    }
}
