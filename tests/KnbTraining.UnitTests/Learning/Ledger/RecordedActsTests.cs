using System.Net;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Setup;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Accounts;

namespace KnbTraining.UnitTests.Learning.Ledger;

/// <summary>What people do, and what the ledger says of it.</summary>
public sealed class RecordedActsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Of_a_person_each_change_is_told_by_itself_and_nothing_where_nothing_changed()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, root) = (await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator)), await room.RootAsync());
        var (people, unit) = (room.Get<PeopleService>(), await room.AddUnitAsync("Archive", root));
        var form = new PersonForm { Name = "Secret Name", UserName = "somebody", Email = "a@b.kz", UnitId = root.Id, Roles = [Role.Learner, Role.Editor] };
        var id = (await people.AddAsync(admin, form, None)).Value!.Id;
        async Task<Fact[]> ChangeAsync(PersonForm to)
        {
            var before = (await room.LinesAsync()).Count;
            Assert.True((await people.UpdateAsync(admin, id, to, await room.VersionOfAsync(id), None)).Ok);
            var lines = (await room.LinesAsync()).Skip(before).ToArray();
            Assert.All(lines, line => Assert.Equal((admin.PersonId, id), (line.Actor.PersonId, line.Fact.AboutPerson())));
            return [.. lines.Select(line => line.Fact)];
        }

        var added = Assert.Single(await room.FactsAsync<PersonAdded>());
        Assert.Equal(("Secret Name", "somebody", "a@b.kz"), (await room.TextAsync(added.Name), await room.TextAsync(added.UserName), await room.TextAsync(added.Email)));
        Assert.Equal((new StandingValues(root.Id, HolderStatus.None, Capacity.Employee), new GrantedRights([Role.Learner, Role.Editor], null)), (added.Standing, added.Rights));
        Assert.Empty(await ChangeAsync(form));
        Assert.Equal(
            [new StandingChanged(id, added.From, null, added.Standing, added.Standing with { UnitId = unit.Id, HolderStatus = HolderStatus.Current }, null)],
            await ChangeAsync(form with { UnitId = unit.Id, HolderStatus = HolderStatus.Current }));
        Assert.Equal(
            [new RightsChanged(id, added.Rights, new GrantedRights([Role.Learner, Role.Manager], unit.Id)), new UnitManagerNamed(unit.Id, id, false, added.From, null)],
            await ChangeAsync(form with { UnitId = unit.Id, HolderStatus = HolderStatus.Current, Roles = [Role.Manager], ManagedUnitId = unit.Id }));
        var changed = (PersonChanged)Assert.Single(await ChangeAsync(form with { Name = "Other Name", Email = null, UnitId = unit.Id, HolderStatus = HolderStatus.Current, Roles = [Role.Manager], ManagedUnitId = unit.Id }));
        Assert.Equal([PersonField.Name, PersonField.Email], changed.Changes.Select(change => change.Field));
        Assert.Equal(("Secret Name", "Other Name", "a@b.kz", null), (await room.TextAsync(changed.Changes[0].Before), await room.TextAsync(changed.Changes[0].After), await room.TextAsync(changed.Changes[1].Before), changed.Changes[1].After));
        string[] said = ["Secret", "Other", "somebody", "a@b"];
        Assert.DoesNotContain(await room.LinesAsync(), line => said.Any(word => line.Write().Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_exam_is_told_with_what_it_brought()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, viewer) = (await room.AddAsync(new PersonBuilder().With(Role.Administrator)), await room.AddLearnerAsync());
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(), 30, None);
        var practice = await room.SitAsync(viewer, mode: AttemptMode.Practice);

        var exam = await room.SitAsync(viewer);

        var started = Assert.Single(await room.FactsAsync<ExamStarted>());
        var graded = Assert.Single(await room.FactsAsync<ExamGraded>());
        Assert.Equal((exam, viewer.PersonId, 100, true, started.Items), (graded.AttemptId, graded.PersonId, graded.Percent, graded.Passed, graded.Items));
        Assert.Equal((exam, viewer.PersonId), (started.AttemptId, (await room.LinesAsync()).Single(line => line.Fact is ExamGraded).Actor.PersonId));
        var cycle = Assert.Single(await room.FactsAsync<CycleCompleted>());
        Assert.Equal((exam, graded.ValidUntil), (cycle.AttemptId, cycle.ValidUntil));
        Assert.Contains(await room.FactsAsync<CycleOpened>(), opened => opened.CycleId == cycle.CycleId && opened.PersonId == viewer.PersonId);
        var certificate = Assert.Single(await room.FactsAsync<CertificateIssued>());
        await using var db = room.Open();
        var row = db.Certificates.Single();
        Assert.Equal((row.Number, Digest.Of(row.Payload)), (certificate.Number.ToString(), certificate.Payload));
        Assert.DoesNotContain(await room.LinesAsync(), line => line.Write().Contains(practice.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_exam_whose_time_ran_out_is_graded_by_the_application()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.StartAsync(await room.AddLearnerAsync());
        room.Clock.Advance(TimeSpan.FromDays(1));
        await room.Get<AttemptService>().CloseOverdueAsync(None);
        var line = (await room.LinesAsync()).Single(line => line.Fact is ExamGraded);
        Assert.Equal((null, false, null), (line.Actor.PersonId, ((ExamGraded)line.Fact).Passed, ((ExamGraded)line.Fact).ValidUntil));
    }

    [Fact]
    public async Task A_confirmed_text_is_told_with_the_hash_of_what_was_shown()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var service = room.Get<AcknowledgementService>();
        var document = (await room.Get<AcknowledgementQueries>().MineAsync(viewer, "en", None))[0].DocumentId;
        var reading = (await service.OpenAsync(viewer, document, "en", None)).Value!;
        room.Clock.Advance(TimeSpan.FromSeconds(reading.ReadingSeconds + 1));
        Assert.True((await service.ConfirmAsync(viewer, reading.Id!.Value, reading.Phrase, None)).Ok);

        var told = Assert.Single(await room.FactsAsync<AcknowledgementConfirmed>());
        Assert.Equal((reading.Id.Value, viewer.PersonId, document), (told.AcknowledgementId, told.PersonId, told.Document.ToString()));
        Assert.Equal((EditionSample.Edition.Acknowledgements[document]["en"].Hash, reading.Phrase), (told.Text.ToString(), await room.TextAsync(told.Phrase)));
    }

    [Fact]
    public async Task Entering_leaving_and_passwords_are_told_with_their_place_as_a_text()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var entered = (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Value!;
        Assert.True((await accounts.Room.Get<SessionService>().EndAsync(entered.Session.Id, SessionEnd.SignedOut, None)).Ok);
        await accounts.Room.Get<AccessService>().ResetPasswordAsync(accounts.Admin, accounts.Person, None);

        var facts = (await accounts.Room.LinesAsync()).Select(line => line.Fact).ToArray();
        var signedIn = (SignedIn)facts[^3];
        Assert.Equal((accounts.Person, entered.Session.Id), (signedIn.PersonId, signedIn.SessionId));
        Assert.Equal(("10.0.0.7", "Firefox, Windows"), (await accounts.Room.TextAsync(signedIn.Address), await accounts.Room.TextAsync(signedIn.Device)));
        Assert.Equal([new SignedOut(accounts.Person, entered.Session.Id, SessionEnd.SignedOut), new PasswordReset(accounts.Person, 1)], facts[^2..]);
        Assert.Equal(new PasswordChanged(accounts.Person, 0), Assert.Single(facts.OfType<PasswordChanged>()));
    }

    [Fact]
    public async Task The_first_start_and_setup_are_told()
    {
        await using var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        await room.InitialiseAsync();
        var setup = room.Get<SetupService>();
        var token = (await setup.CreateTokenAsync(None)).Value!;
        Assert.False((await setup.CompleteAsync("wrong", new SetupOrder("House", "Aru Sapa", "aru", "a calm long sentence"), None)).Ok);
        Assert.True((await setup.CompleteAsync(token, new SetupOrder("House", "Aru Sapa", "aru", "a calm long sentence"), None)).Ok);

        var lines = await room.LinesAsync();
        Assert.Equal([typeof(CertificateKeyMade), typeof(CheckpointKeyMade), typeof(EditionShipped), typeof(SetupLinkMade), typeof(SetupCompleted)], lines.Select(line => line.Fact.GetType()));
        var completed = (SetupCompleted)lines[^1].Fact;
        Assert.Equal((completed.PersonId, "House", "Aru Sapa"), (lines[^1].Actor.PersonId!.Value, await room.TextAsync(completed.Organisation), await room.TextAsync(completed.Name)));
        using var key = room.Get<CertificateKeys>().OpenSigningKey();
        Assert.Equal(new CertificateKeyMade(Slug.Of(key.Id)), lines[0].Fact);
    }

    [Fact]
    public async Task Failed_sign_ins_are_one_fact_for_an_account_an_address_and_a_minute()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var (room, other) = (accounts.Room, IPAddress.Parse("2001:db8:1:2:3::1"));
        var failures = room.Get<SignInFailures>();
        for (var i = 0; i < SignInThrottle.FreeFailures; i++)
        {
            await accounts.SignInAsync(AccountRoom.UserName, "wrong");
        }

        await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password);
        await accounts.SignInAsync("nobody", "wrong");
        await accounts.SignInAsync("nobody else", "wrong");
        await accounts.SignInAsync(AccountRoom.UserName, "wrong", other);
        await accounts.SignInAsync("nobody", "wrong", IPAddress.IPv6Loopback);
        Assert.True((await failures.WriteAsync(all: false, None)).Ok);
        Assert.Empty(await room.FactsAsync<SignInFailed>());
        var locked = Assert.Single(await room.FactsAsync<AccountLocked>());
        Assert.Equal((accounts.Person, LearningRoom.Start + SignInThrottle.FirstPause, "10.0.0.7"), (locked.PersonId, locked.Until, await room.TextAsync(locked.Address)));

        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await accounts.SignInAsync("nobody", "wrong");
        Assert.True((await failures.WriteAsync(all: false, None)).Ok);
        Assert.True((await failures.WriteAsync(all: false, None)).Ok);

        var told = new List<(Guid?, string?, int)>();
        foreach (var failed in await room.FactsAsync<SignInFailed>())
        {
            Assert.Equal(LearningRoom.Start, failed.Minute);
            told.Add((failed.PersonId, await room.TextAsync(failed.Address), failed.Count));
        }

        Assert.Equal([(accounts.Person, "10.0.0.7", SignInThrottle.FreeFailures), (null, "10.0.0.7", 2), (accounts.Person, "2001:db8:1:2::/64", 1), (null, "::1", 1)], told);
        var refused = Assert.Single(await room.FactsAsync<SignInRefused>());
        Assert.Equal((accounts.Person, 1, SignInRefusal.Paused), (refused.PersonId!.Value, refused.Count, refused.Reason));
        Assert.True((await failures.WriteAsync(all: true, None)).Ok);
        Assert.Equal(5, (await room.FactsAsync<SignInFailed>()).Count);
    }

    [Fact]
    public async Task Strangers_from_everywhere_write_no_more_than_is_told_apart_and_every_try_is_counted()
    {
        await using var room = await LearningRoom.OpenAsync();
        var failures = room.Get<SignInFailures>();
        for (var i = 0; i < 1000; i++)
        {
            failures.Count(null, new IPAddress(i), null);
        }

        // What cannot be written now is written later, and no more of it.
        room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await failures.WriteAsync(all: true, None)).Refused);
        room.MakeReadOnly(false);
        Assert.True((await failures.WriteAsync(all: true, None)).Ok);

        var told = await room.FactsAsync<SignInFailed>();
        Assert.Equal((SignInFailures.MostApart + 1, 1000), (told.Count, told.Sum(failed => failed.Count)));
        Assert.Equal(1000 - SignInFailures.MostApart, Assert.Single(told, failed => failed.Address is null).Count);
    }
}
