using System.Net;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.UnitTests.Learning.Accounts;

public sealed class SignInTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    // One hash is what takes time; so the time of an answer tells nothing.
    [Fact]
    public async Task Every_answer_costs_one_hash_whoever_asks_and_why_it_is_refused()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var people = accounts.Room.Get<PeopleService>();
        var form = new PersonForm { Name = "Berik Sapa", UserName = "berik", UnitId = (await accounts.Room.RootAsync()).Id };
        var inactive = (await people.AddAsync(accounts.Admin, form, None)).Value!;
        await accounts.Room.Get<AccessService>().SetActiveAsync(accounts.Admin, inactive.Id, active: false, None);
        for (var failure = 0; failure < SignInThrottle.FreeFailures; failure++)
        {
            await accounts.SignInAsync(AccountRoom.UserName, "wrong", IPAddress.Parse("10.9.9.9"));
        }

        var cases = new Dictionary<string, Func<Task<Result<SignedInAccount>>>>(StringComparer.Ordinal)
        {
            ["unknown"] = () => accounts.SignInAsync("nobody", AccountRoom.Password),
            ["no text"] = () => accounts.SignInAsync("half \ud800 of a pair", AccountRoom.Password),
            ["wrong"] = () => accounts.SignInAsync(AccountRoom.UserName, "wrong"),
            ["pausing, wrong"] = () => accounts.SignInAsync(AccountRoom.UserName, "wrong", IPAddress.Parse("10.9.9.9")),
            ["pausing, right"] = () => accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, IPAddress.Parse("10.9.9.9")),
            ["inactive, right"] = () => accounts.SignInAsync("berik", inactive.TemporaryPassword),
            ["inactive, wrong"] = () => accounts.SignInAsync("berik", "wrong"),
            ["right"] = () => accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password),
        };
        foreach (var (name, attempt) in cases)
        {
            var before = accounts.Hashes.Operations;
            var result = await attempt();
            Assert.True(name == "right" ? result.Ok : result.Refused == Refusal.NotAllowed, $"{name}: {result.Refused}");
            Assert.True(accounts.Hashes.Operations == before + 1, $"{name}: {accounts.Hashes.Operations - before} hashes");
        }
    }

    [Fact]
    public async Task Sixty_people_behind_one_address_sign_in_one_after_another()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        for (var person = 0; person < 200; person++)
        {
            Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok, $"number {person + 1}");
        }
    }

    [Fact]
    public async Task Whoever_guesses_slows_down_themselves_and_neither_the_owner_elsewhere_nor_the_owners_device()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var account = (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Value!.User.Id;
        for (var failure = 0; failure < 20; failure++)
        {
            await accounts.SignInAsync(AccountRoom.UserName, "wrong");
        }

        // From the guesser's address even the right password waits, from a device that was there before it does not.
        Assert.Equal(Refusal.NotAllowed, (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Refused);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, IPAddress.Parse("10.0.0.8"))).Ok);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, device: Guid.NewGuid(), account: account)).Ok);

        accounts.Room.Clock.Advance(SignInThrottle.LongestPause + TimeSpan.FromSeconds(1));
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok);
    }

    [Fact]
    public async Task Guesses_from_everywhere_are_slowed_down_and_the_owners_device_is_not()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var account = (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Value!.User.Id;
        for (var failure = 0; failure < SignInThrottle.AccountFailures; failure++)
        {
            await accounts.SignInAsync(AccountRoom.UserName, "wrong", IPAddress.Parse($"10.1.0.{failure}"));
        }

        var (stranger, device) = (IPAddress.Parse("10.2.0.1"), Guid.NewGuid());
        Assert.Equal(Refusal.NotAllowed, (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, stranger)).Refused);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, stranger, device, account)).Ok);

        // One more guess in each span, for all strangers together.
        accounts.Room.Clock.Advance(SignInThrottle.AccountFailureSpan);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, stranger)).Ok);
        await accounts.SignInAsync(AccountRoom.UserName, "wrong", stranger);
        Assert.Equal(Refusal.NotAllowed, (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, IPAddress.Parse("10.2.0.2"))).Refused);
    }

    [Fact]
    public async Task A_stolen_device_mark_gives_no_more_guesses_than_an_address()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var account = (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Value!.User.Id;
        var device = Guid.NewGuid();
        for (var failure = 0; failure < SignInThrottle.FreeFailures; failure++)
        {
            await accounts.SignInAsync(AccountRoom.UserName, "wrong", device: device, account: account);
        }

        Assert.Equal(Refusal.NotAllowed, (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, device: device, account: account)).Refused);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok);
    }

    [Fact]
    public async Task Many_names_from_one_address_are_slowed_down_without_a_hash_and_known_devices_pass()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var account = (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Value!.User.Id;
        for (var failure = 0; failure < SignInThrottle.AddressFailures; failure++)
        {
            await accounts.SignInAsync($"name{failure}", "wrong");
        }

        var before = accounts.Hashes.Operations;
        foreach (var name in (string[])["nobody", AccountRoom.UserName])
        {
            Assert.Equal(Refusal.TooMany, (await accounts.SignInAsync(name, AccountRoom.Password)).Refused);
        }

        Assert.Equal(before, accounts.Hashes.Operations);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password, device: Guid.NewGuid(), account: account)).Ok);
        accounts.Room.Clock.Advance(SignInThrottle.AddressFailureSpan);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok);
    }

    [Fact]
    public async Task Many_tries_at_once_are_no_way_round_the_pause()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var from = IPAddress.Parse("10.5.0.1");
        var throttle = accounts.Room.Get<SignInThrottle>();
        var account = Guid.NewGuid();
        var open = Enumerable.Range(0, 50).Select(_ => throttle.Begin(account, from, null)).Count(attempt => attempt.Answer == ThrottleAnswer.Open);
        Assert.Equal(SignInThrottle.FreeFailures, open);
    }

    [Fact]
    public void Pauses_grow_up_to_a_quarter_of_an_hour_and_are_forgotten()
    {
        var clock = new MachineClock(LearningRoom.Start);
        var throttle = new SignInThrottle(clock, new NodeNews());
        var (account, from) = (Guid.NewGuid(), IPAddress.Parse("2001:db8::1"));
        List<double> pauses = [];
        for (var failure = 0; failure < 12; failure++)
        {
            var waited = 0;
            while (throttle.Begin(account, IPAddress.Parse($"2001:db8::{failure + 1}"), null).Answer != ThrottleAnswer.Open)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                waited++;
            }

            pauses.Add(waited);
        }

        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15], pauses);

        // An hour to the tick still counts.
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ThrottleAnswer.Open, throttle.Begin(account, from, null).Answer);
        Assert.Equal(ThrottleAnswer.Paused, throttle.Begin(account, from, null).Answer);
        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromTicks(1));
        Assert.Equal(ThrottleAnswer.Open, throttle.Begin(account, from, null).Answer);
        Assert.Equal(ThrottleAnswer.Open, throttle.Begin(account, from, null).Answer);
    }

    [Fact]
    public void An_address_of_version_four_is_one_place_in_either_form_and_another_than_its_neighbour()
    {
        var throttle = new SignInThrottle(new MachineClock(LearningRoom.Start), new NodeNews());
        var account = Guid.NewGuid();
        for (var failure = 0; failure < SignInThrottle.FreeFailures; failure++)
        {
            throttle.Begin(account, IPAddress.Parse("::ffff:10.0.0.7"), null);
        }

        Assert.Equal(ThrottleAnswer.Paused, throttle.Begin(account, IPAddress.Parse("10.0.0.7"), null).Answer);
        Assert.Equal(ThrottleAnswer.Open, throttle.Begin(account, IPAddress.Parse("::ffff:10.0.0.8"), null).Answer);
    }

    [Fact]
    public async Task A_password_that_is_changed_while_somebody_signs_in_with_the_old_one_lets_nobody_in()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var gate = new TaskCompletionSource();
        var changing = accounts.Room.Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                await gate.Task;
                (await db.Users.SingleAsync(user => user.UserName == AccountRoom.UserName, None)).SecurityStamp = "another";
                return default(Done);
            },
            None);
        var before = accounts.Hashes.Operations;
        var entering = accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password);
        while (accounts.Hashes.Operations == before)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        gate.SetResult();

        Assert.True((await changing).Ok);
        Assert.Equal(Refusal.NotAllowed, (await entering).Refused);
    }

    [Fact]
    public void Right_passwords_count_nowhere_and_give_nobody_a_guess_more()
    {
        var clock = new MachineClock(LearningRoom.Start);
        var throttle = new SignInThrottle(clock, new NodeNews());
        var account = Guid.NewGuid();
        var place = 0;
        SignInThrottle.Try Begin() => throttle.Begin(account, new IPAddress(++place), null);
        for (var entry = 0; entry < 2 * SignInThrottle.AccountFailures; entry++)
        {
            var entering = Begin();
            Assert.Equal(ThrottleAnswer.Open, entering.Answer);
            entering.Succeeded();
        }

        // The first of two is right when its failure is long over.
        var slow = Begin();
        clock.Advance(SignInThrottle.AccountFailureSpan);
        var quick = Begin();
        quick.Succeeded();
        slow.Succeeded();
        for (var guess = 0; guess < SignInThrottle.AccountFailures; guess++)
        {
            Assert.Equal(ThrottleAnswer.Open, Begin().Answer);
        }

        Assert.Equal(ThrottleAnswer.Paused, Begin().Answer);
    }

    [Fact]
    public void Of_too_many_counts_those_are_forgotten_that_were_not_touched_longest()
    {
        var clock = new MachineClock(LearningRoom.Start);
        var throttle = new SignInThrottle(clock, new NodeNews());
        var (guessed, from) = (Guid.NewGuid(), IPAddress.Parse("2001:db8::1"));
        throttle.Begin(guessed, from, null);
        for (var at = 0; at < SignInThrottle.MostCounts - 2; at++)
        {
            throttle.Begin(Guid.NewGuid(), new IPAddress(at), null);
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        for (var guess = 0; guess < SignInThrottle.FreeFailures; guess++)
        {
            throttle.Begin(guessed, from, null);
        }

        throttle.Begin(Guid.NewGuid(), IPAddress.Parse("2001:db8:1::1"), null);
        Assert.Equal(ThrottleAnswer.Paused, throttle.Begin(guessed, from, null).Answer);
    }

    [Fact]
    public void The_counts_never_grow_without_end()
    {
        var throttle = new SignInThrottle(new MachineClock(LearningRoom.Start), new NodeNews());
        for (var at = 0; at < SignInThrottle.MostCounts + 1000; at++)
        {
            throttle.Begin(Guid.NewGuid(), new IPAddress(at), null);
        }

        Assert.InRange(throttle.Counts, 1, 3 * SignInThrottle.MostCounts);
    }

    [Fact]
    public async Task A_hash_of_fewer_iterations_is_made_anew_at_the_next_sign_in()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var weak = new NormalisingPasswordHasher(Options.Create(new PasswordHasherOptions { IterationCount = 100 }));
        await using (var db = accounts.Room.Open())
        {
            var user = await db.Users.SingleAsync(found => found.UserName == AccountRoom.UserName, CancellationToken.None);
            user.PasswordHash = weak.HashPassword(user, AccountRoom.Password);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok);
        await using var after = accounts.Room.Open();
        var hash = Convert.FromBase64String((await after.Users.SingleAsync(found => found.UserName == AccountRoom.UserName, CancellationToken.None)).PasswordHash!);
        Assert.Equal(FastPasswords.Iterations, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)));
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok);
    }

    [Fact]
    public async Task A_temporary_password_may_be_pasted_with_blanks_and_typed_in_any_case()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var password = (await accounts.Room.Get<AccessService>().ResetPasswordAsync(accounts.Admin, accounts.Person, None)).Value!;
        foreach (var typed in new[] { $"\t{password} \r\n", password.ToUpperInvariant(), password.Replace('-', ' '), password.Replace('-', '–') })
        {
            Assert.True((await accounts.SignInAsync(AccountRoom.UserName, typed)).Ok, typed);
        }

        // A password of one's own is taken as it is.
        var entered = (await accounts.SignInAsync(AccountRoom.UserName, password)).Value!;
        var change = new PasswordChange(entered.User.Id, entered.Session.Id, $" {password}", "another calm sentence", AccountRoom.Office);
        Assert.True((await accounts.Room.Get<PasswordService>().ChangeAsync(change, None)).Ok);
        Assert.Equal(Refusal.NotAllowed, (await accounts.SignInAsync(AccountRoom.UserName, " another calm sentence")).Refused);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, "another calm sentence")).Ok);
    }

    [Fact]
    public async Task A_refusal_is_logged_with_the_account_and_never_with_what_was_typed()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var account = (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Value!.User.Id;
        await accounts.SignInAsync("my secret password", "x");
        await accounts.SignInAsync(AccountRoom.UserName, "another secret");
        var lines = accounts.Room.Log.Entries.Select(entry => entry.Message).ToArray();
        Assert.Contains(lines, line => line.Contains("account unknown", StringComparison.Ordinal) && line.Contains(AccountRoom.Office.ToString(), StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains($"account {account}", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("secret", StringComparison.Ordinal));
    }
}
