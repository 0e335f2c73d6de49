using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Imports;

/// <summary>From a file to people, and back.</summary>
[Trait("Database", "Each")]
public sealed class ImportTests
{
    private const string Header = "Таб. №;ФИО;Подразделение;Допуск;E-mail;Уволен;Дата приема\n";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task An_import_that_does_not_get_on_for_an_hour_is_told_to_administrators_once_and_not_where_it_has_ended_meanwhile()
    {
        await using var house = await House.OpenAsync();
        var round = house.Room.Get<NoticeRound>();
        var id = await house.StageAsync(Header + "1;Ли Анна;Архив;;;;\n");
        Assert.True((await house.Service.ApplyAsync(house.Admin, id, null, 5, None)).Ok);
        house.Room.Clock.Advance(TimeSpan.FromMinutes(59));
        await FindAsync();
        Assert.Empty(await ToldAsync());
        house.Room.Clock.Advance(TimeSpan.FromMinutes(2));
        await FindAsync();
        await FindAsync();
        var told = Assert.Single(await ToldAsync());
        Assert.Equal((house.Admin.PersonId, Today, NoticeOutcome.Waiting), (told.PersonId, told.Day, told.Outcome));

        await house.SweepAsync();
        Assert.Null(await round.SendAsync(None));
        told = Assert.Single(await ToldAsync());
        Assert.Equal((NoticeOutcome.Omitted, OmissionReason.Completed), (told.Outcome, told.Reason));

        async Task FindAsync() => Assert.Null(await round.FindAsync(house.Room.Get<ImportNotices>(), None));

        async Task<List<Notice>> ToldAsync()
        {
            await using var db = house.Room.Open();
            return await db.Notices.Where(notice => notice.Kind == NoticeKind.ImportFailed).ToListAsync(None);
        }
    }

    [Fact]
    public async Task A_file_is_applied_in_parts_that_survive_a_kill_and_courses_sessions_and_the_timeline_follow()
    {
        await using var house = await House.OpenAsync();
        var assignments = house.Room.Get<AssignmentService>();
        await assignments.AssignAsync(house.Admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var (moved, leaving) = (await house.AddAsync("Ли Анна", "m1"), await house.AddAsync("Цой Виктор", "l1"));
        const int Many = PeopleImportPart.NewAtOnce + 7;
        var rows = string.Concat(Enumerable.Range(1, Many).Select(i => $"n{i};Новый Человек {i};Архив;имеет;n{i}@example.kz;;01.02.2026\n"));
        var id = await house.StageAsync(Header + rows + "m1;Ли-Пак Анна;Архив;;li@example.kz;;\nl1;Цой Виктор;;;;01.03.2026;\nx;;;;;;\n");

        // Nothing is done until somebody says so, and then by the parts.
        Assert.Equal((2, ImportState.Staged), (await house.KnownAsync(), (await house.FindAsync(id)).State));
        Assert.Equal(new ImportCounts(Many, 0, 1, 1, 0, 1, 0), (await house.FindAsync(id)).Counts);
        Assert.Equal(new TooManyLeaving(1, 3), (await house.Service.ApplyAsync(house.Admin, id, null, 5, None)).Refused);
        Assert.Equal(new TooManyLeaving(1, 3), (await house.Service.ApplyAsync(house.Admin, id, 2, 5, None)).Refused);
        Assert.True((await house.Service.ApplyAsync(house.Admin, id, 1, 5, None)).Ok);
        Assert.Equal(Refusal.Finished, (await house.Service.ApplyAsync(house.Admin, id, 1, 5, None)).Refused);
        Assert.True((await house.Room.Get<ImportApplying>().ApplyPartAsync(id, None)).Value);
        await house.Room.KillAndRestartAsync();
        Assert.Equal(2 + PeopleImportPart.NewAtOnce, await house.KnownAsync());
        await house.SweepAsync();

        var applied = await house.FindAsync(id);
        Assert.Equal((ImportState.Applied, Many + 2, 0), (applied.State, applied.Done, applied.LeftOut));
        await using var db = house.Room.Open();
        var person = await db.People.Include(one => one.Unit).Include(one => one.Standings).Include(one => one.Roles).AsSplitQuery().SingleAsync(one => one.PersonnelNumber == "n7", None);
        var user = await db.Users.SingleAsync(one => one.PersonId == person.Id, None);
        Assert.Equal(
            ("Новый Человек 7", "Архив", HolderStatus.Current, "ru", "n7", "n7@example.kz", true, null),
            (person.Name, person.Unit.Name, person.HolderStatus, person.Language, user.UserName, user.Email, user.MustChangePassword, user.PasswordHash));
        Assert.Equal([Role.Learner], person.Roles.Select(role => role.Role));
        var lines = await house.Room.LinesAsync();
        var row = Assert.Single(person.Standings);
        Assert.Equal((new DateOnly(2026, 2, 1), StandingSource.Import, lines.First(line => line.Fact is PeopleImported).Number), (row.From, row.Source, row.SeqIn));

        // Who was known is changed as by hand, and who is new has the course of the assignment.
        var changed = await db.People.Include(one => one.Unit).SingleAsync(one => one.Id == moved, None);
        Assert.Equal(("Ли-Пак Анна", "Архив", "li@example.kz"), (changed.Name, changed.Unit.Name, (await db.Users.SingleAsync(one => one.PersonId == moved, None)).Email));
        Assert.False((await db.People.SingleAsync(one => one.Id == leaving, None)).Active);
        Assert.Equal(Many, await db.Cycles.CountAsync(cycle => cycle.CourseId == EditionSample.Course && cycle.WithdrawnOn == null && cycle.PersonId != moved, None));

        // What was sealed can be made again of what is stored, and each person's timeline tells of it.
        var parts = await db.PeopleImportParts.OrderBy(part => part.Number).ToListAsync(None);
        Assert.Equal(Digest.OfAll(parts.Take(applied.ActParts).Select(part => part.Lines)), lines.Select(line => line.Fact).OfType<ImportBegun>().Single().Lines);
        Assert.Equal(parts.Where(part => part.Kind == ImportKind.New).Select(part => Digest.Of(part.Outcome!)), lines.Select(line => line.Fact).OfType<PeopleImported>().Select(fact => fact.Outcome));
        Assert.Equal(
            new ImportApplied(id, Many + 2, 0, Digest.OfAll(parts.Select(part => part.Outcome ?? ""))), lines.Select(line => line.Fact).OfType<ImportApplied>().Single());
        Assert.DoesNotContain("Новый", string.Concat(parts.Select(part => part.Outcome)), StringComparison.Ordinal);
        Assert.Equal("import.people-added", (await house.Room.Get<LedgerQueries>().TimelineAsync(house.Admin, person.Id, None)).Entries[^1].Kind);
        Assert.Equal(house.Admin.PersonId, lines.Single(line => line.Fact is ImportApplied).Actor.PersonId);
        Assert.True((await house.Room.Get<LedgerCheck>().RunAsync(None)).Fits);

        // Whoever changes what was done is found by it.
        Assert.Empty(await house.Room.Get<ImportCheck>().RunAsync(None));
        await house.Room.ExecuteAsync("UPDATE PeopleImportParts SET Outcome = Outcome || 'x' WHERE Number = 0");
        Assert.Equal(
            lines.Where(line => line.Fact is PeopleImported { Part: 0 } or ImportApplied).Select(line => line.Number), (await house.Room.Get<ImportCheck>().RunAsync(None)).Select(one => one.Number));

        // The same file again changes nothing.
        Assert.Equal(
            new ImportCounts(0, 0, 0, 0, 0, 1, Many + 2),
            (await house.FindAsync(await house.StageAsync(Header + rows + "m1;Ли-Пак Анна;Архив;;li@example.kz;;\nl1;Цой Виктор;;;;01.03.2026;\nx;;;;;;\n"))).Counts);
    }

    [Fact]
    public async Task What_has_changed_since_the_file_was_compared_is_left_out_and_nothing_else()
    {
        await using var house = await House.OpenAsync();
        var (stays, other) = (await house.AddAsync("Ли Анна", "1"), await house.AddAsync("Цой Виктор", "2"));
        var id = await house.StageAsync(Header + "1;Ли Анна;Архив;;;;\n2;Цой Виктор;Архив;;;;\n3;Пак Яна;Архив;;;;\n4;Хан Лев;Архив;;;;\n");
        await house.Room.ChangeAsync(stays, new StandingParts(Capacity: Capacity.Head));
        await house.AddAsync("Совсем Другой", "3");
        await house.Service.ApplyAsync(house.Admin, id, null, 5, None);
        house.Room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await house.Room.Get<ImportApplying>().ApplyPartAsync(id, None)).Refused);
        house.Room.MakeReadOnly(false);
        await house.SweepAsync();

        var applied = await house.FindAsync(id);
        Assert.Equal((ImportState.Applied, 2, 2), (applied.State, applied.Done, applied.LeftOut));
        await using var db = house.Room.Open();
        Assert.Equal("Архив", await db.People.Where(person => person.Id == other).Select(person => person.Unit.Name).SingleAsync(None));
        Assert.NotEqual("Архив", await db.People.Where(person => person.Id == stays).Select(person => person.Unit.Name).SingleAsync(None));
        Assert.Equal("Совсем Другой", await db.People.Where(person => person.PersonnelNumber == "3").Select(person => person.Name).SingleAsync(None));
        Assert.Contains("\"left\":\"taken\"", string.Concat(await db.PeopleImportParts.Select(part => part.Outcome).ToListAsync(None)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Within_a_day_an_import_is_undone_by_further_events_and_who_has_acted_since_is_kept()
    {
        await using var house = await House.OpenAsync();
        var (moved, leaving) = (await house.AddAsync("Ли Анна", "m1"), await house.AddAsync("Цой Виктор", "l1"));
        var id = await house.StageAsync(Header + "n1;Пак Яна;Архив;имеет;;;01.02.2026\nn2;Хан Лев;Архив;;;;\nm1;Ли-Пак Анна;Архив;имеет;li@example.kz;;\nl1;Цой Виктор;;;;01.03.2026;\n");
        await house.Service.ApplyAsync(house.Admin, id, 1, 5, None);
        await house.SweepAsync();
        var (newcomer, active) = (await house.IdOfAsync("n1"), await house.IdOfAsync("n2"));
        await using (var db = house.Room.Open())
        {
            Assert.Equal((2, true, false), (await db.People.CountAsync(person => person.PersonnelNumber == "n1" || person.PersonnelNumber == "n2", None), await house.IsActiveAsync(moved), await house.IsActiveAsync(leaving)));
        }

        // A sign-in tells who did it, as every act does.
        await house.Room.Get<LearningStore>().WriteAsync<Done>(
            write =>
            {
                write.Record(Actor.Of(active), new PersonActivated(active));
                return Task.FromResult<Result<Done>>(new Done());
            },
            None);
        Assert.Equal([new ActedPerson(active, "Хан Лев")], await house.Room.Get<ImportQueries>().ActedSinceAsync(id, None));
        Assert.True((await house.Service.UndoAsync(house.Admin, id, None)).Ok);
        await house.Room.KillAndRestartAsync();
        await house.SweepAsync();

        var undone = await house.FindAsync(id);
        Assert.Equal((ImportState.Undone, 3, 1), (undone.State, undone.PutBack, undone.Kept));
        Assert.Equal((false, true, true, true), (await house.IsActiveAsync(newcomer), await house.IsActiveAsync(active), await house.IsActiveAsync(moved), await house.IsActiveAsync(leaving)));
        await using (var db = house.Room.Open())
        {
            var back = await db.People.Include(person => person.Unit).SingleAsync(person => person.Id == moved, None);
            Assert.Equal(("Ли Анна", "Organisation", null), (back.Name, back.Unit.Name, (await db.Users.SingleAsync(user => user.PersonId == moved, None)).Email));
        }

        Assert.Equal(new ImportUndone(id, 3, 1), (await house.Room.FactsAsync<ImportUndone>()).Single());
        Assert.Equal(new UndoneAlready(house.Room.Clock.GetUtcNow(), "Admin"), (await house.Service.UndoAsync(house.Admin, id, None)).Refused);

        // Whoever was put back can be imported anew: they come back.
        var again = await house.StageAsync(Header + "n1;Пак Яна;Архив;имеет;;;01.02.2026\n");
        Assert.Equal(1, (await house.FindAsync(again)).Changed);
        await house.Service.ApplyAsync(house.Admin, again, null, 5, None);
        await house.SweepAsync();
        Assert.True(await house.IsActiveAsync(newcomer));

        // After a day it stays, and the lines that tell of people are emptied.
        house.Room.Clock.Advance(ImportService.Undoable + TimeSpan.FromMinutes(1));
        Assert.Equal(Refusal.Finished, (await house.Service.UndoAsync(house.Admin, again, None)).Refused);
        await house.SweepAsync();
        await using (var db = house.Room.Open())
        {
            Assert.Equal([""], await db.PeopleImportParts.Select(part => part.Lines).Distinct().ToListAsync(None));
        }
    }

    [Fact]
    public async Task Who_is_on_leave_or_leaves_on_a_day_to_come_is_imported_so_and_put_back_as_a_whole()
    {
        await using var house = await House.OpenAsync();
        var (known, gone) = (await house.AddAsync("Ли Анна", "1"), await house.AddAsync("Цой Виктор", "2"));
        await house.Room.ChangeAsync(gone, new StandingParts(Employment: Employment.Left));
        var archive = await house.ArchiveAsync();
        var (knownSpans, goneSpans) = (await SpansAsync(known), await SpansAsync(gone));
        var id = await house.StageAsync(
            """
            Таб. №;ФИО;Подразделение;Состояние;Уволен;Дата приема
            1;Ли Анна;Архив;в отпуске;31.03.2026;
            2;Цой Виктор;;в отпуске;;02.03.2026
            3;Новый Лев;Архив;в отпуске;31.12.2026;01.02.2026
            """);
        await house.Service.ApplyAsync(house.Admin, id, 1, 5, None);
        await house.SweepAsync();

        Assert.Equal((ImportState.Applied, 3, 0), ((await house.FindAsync(id)).State, (await house.FindAsync(id)).Done, (await house.FindAsync(id)).LeftOut));
        var newcomer = await house.IdOfAsync("3");
        Assert.Equal(
            ["02.03 Archive OnLeave", "01.04 Archive Left"], (await SpansAsync(known))[^2..].Select(Told));
        Assert.Equal("02.03 OnLeave", $"{(await SpansAsync(gone))[^1].From:dd.MM} {(await SpansAsync(gone))[^1].Values.Employment}");
        Assert.Equal(["01.02 Archive OnLeave", "01.01 Archive Left"], (await SpansAsync(newcomer)).Select(Told));

        // Coming back ends the leave, and neither the unit nor the last day.
        var back = new StandingForm { Act = StandingAct.Return, Day = Today };
        Assert.True((await house.Room.Get<StandingService>().ActAsync(house.Admin, newcomer, back, None)).Ok);
        Assert.Equal(["01.02 Archive OnLeave", "02.03 Archive Active", "01.01 Archive Left"], (await SpansAsync(newcomer)).Select(Told));

        Assert.True((await house.Service.UndoAsync(house.Admin, id, None)).Ok);
        await house.SweepAsync();
        Assert.Equal(knownSpans, await SpansAsync(known));
        Assert.Equal(goneSpans, await SpansAsync(gone));

        async Task<List<StandingSpan>> SpansAsync(Guid person)
        {
            await using var db = house.Room.Open();
            var rows = await db.Standings.Where(row => row.PersonId == person && row.SeqOut == null).OrderBy(row => row.From).ToListAsync(None);
            return [.. rows.Select(row => new StandingSpan(row.From, row.Until, row.Values))];
        }

        string Told(StandingSpan span) => $"{span.From:dd.MM} {(span.Values.UnitId == archive ? "Archive" : "other")} {span.Values.Employment}";
    }

    [Fact]
    public async Task Who_begins_on_a_day_to_come_is_known_but_not_here_until_that_day_and_can_be_undone_before_it()
    {
        await using var house = await House.OpenAsync();
        var assignments = house.Room.Get<AssignmentService>();
        await assignments.AssignAsync(house.Admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var id = await house.StageAsync(Header + "n1;Пак Яна;Архив;имеет;;;05.03.2026\nn2;Хан Лев;Архив;имеет;;;05.03.2026\n");
        await house.Service.ApplyAsync(house.Admin, id, null, 5, None);
        await house.SweepAsync();
        var (first, second) = (await house.IdOfAsync("n1"), await house.IdOfAsync("n2"));
        var people = house.Room.Get<PeopleQueries>();
        var known = (await people.FindAsync(house.Admin, first, None)).Value!;
        Assert.Equal((false, new DateOnly(2026, 3, 5)), (known.Active, known.BeginsOn!.Value));
        var listed = (await people.PageAsync(house.Admin, new PeopleFilter { Search = "Пак" }, 1, None)).People;
        Assert.Equal(new DateOnly(2026, 3, 5), Assert.Single(listed).BeginsOn!.Value);
        Assert.Equal("begins-later", (await house.Room.Get<AccessService>().SetActiveAsync(house.Admin, first, true, None)).Findings.At("Active"));
        await using (var db = house.Room.Open())
        {
            Assert.Empty(await db.Cycles.ToListAsync(None));
        }

        // The day comes for one, and the other never was here.
        Assert.Equal(new ImportCounts(0, 0, 0, 0, 0, 0, 2), (await house.FindAsync(await house.StageAsync(Header + "n1;Пак Яна;Архив;имеет;;;05.03.2026\nn2;Хан Лев;Архив;имеет;;;05.03.2026\n"))).Counts);
        Assert.True((await house.Room.Get<StandingService>().ActAsync(
            house.Admin, second, new StandingForm { Act = StandingAct.Leaving, Day = new DateOnly(2026, 3, 5) }, None)).Ok);
        house.Room.Clock.Advance(TimeSpan.FromHours(20));
        Assert.True((await house.Service.UndoAsync(house.Admin, id, None)).Ok);
        await house.SweepAsync();
        Assert.Equal((ImportState.Undone, 2, 0), ((await house.FindAsync(id)).State, (await house.FindAsync(id)).PutBack, (await house.FindAsync(id)).Kept));
        house.Room.Clock.Advance(TimeSpan.FromDays(3));
        await house.Room.Get<StandingSweep>().RoundAsync(None);
        Assert.False(await house.IsActiveAsync(first));
    }

    [Fact]
    public async Task The_first_day_of_somebody_imported_makes_them_active_and_opens_their_courses()
    {
        await using var house = await House.OpenAsync();
        await house.Room.Get<AssignmentService>().AssignAsync(house.Admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var id = await house.StageAsync(Header + "n1;Пак Яна;Архив;имеет;;;05.03.2026\n");
        await house.Service.ApplyAsync(house.Admin, id, null, 5, None);
        await house.SweepAsync();
        var person = await house.IdOfAsync("n1");
        house.Room.Clock.Advance(TimeSpan.FromDays(2));
        await house.Room.Get<StandingSweep>().RoundAsync(None);
        Assert.False(await house.IsActiveAsync(person));
        house.Room.Clock.Advance(TimeSpan.FromDays(1));
        await house.Room.Get<StandingSweep>().RoundAsync(None);
        Assert.True(await house.IsActiveAsync(person));
        await using var db = house.Room.Open();
        Assert.Equal([person], await db.Cycles.Select(cycle => cycle.PersonId).ToListAsync(None));
        Assert.Null((await house.Room.Get<PeopleQueries>().FindAsync(house.Admin, person, None)).Value!.BeginsOn);
    }

    [Fact]
    public async Task Only_administrators_import_and_a_mapping_is_kept_by_its_name()
    {
        await using var house = await House.OpenAsync();
        var learner = await house.Room.AddLearnerAsync();
        var id = await house.StageAsync(Header + "n1;Пак Яна;Архив;имеет;;;01.02.2026\n");
        Assert.Equal(Refusal.NotAllowed, (await house.Service.ApplyAsync(learner, id, null, 5, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Service.DiscardAsync(learner, id, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Service.UndoAsync(learner, id, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Service.StageAsync(learner, "a.csv", default, new ImportResult([], 1), None)).Refused);
        var mappings = house.Room.Get<ImportMappings>();
        var mapping = new ImportMapping { Columns = new Dictionary<ImportField, string> { [ImportField.PersonnelNumber] = "№", [ImportField.FullName] = "Кто" }, ListsEverybody = true };
        Assert.Equal(Refusal.NotAllowed, (await mappings.SaveAsync(learner, "1C", mapping, None)).Refused);

        Assert.True((await mappings.SaveAsync(house.Admin, " Кадры 1С ", mapping, None)).Ok);
        Assert.True((await mappings.SaveAsync(null, "кадры 1с", mapping with { Language = "kk" }, None)).Ok);
        Assert.Equal("FullName: required\nName: required", (await mappings.SaveAsync(null, " ", mapping with { Columns = new Dictionary<ImportField, string> { [ImportField.Email] = "x" } }, None)).Findings.ToString());
        Assert.Equal(["Кадры 1С"], await mappings.NamesAsync(None));
        var found = (await mappings.FindAsync("КАДРЫ 1С", None))!;
        Assert.Equal(("№", true, "kk"), (found.Columns[ImportField.PersonnelNumber], found.ListsEverybody, found.Language));
        Assert.Equal("PersonnelNumber=№\nFullName=Кто", await house.Room.TextAsync((await house.Room.FactsAsync<MappingSaved>())[^1].Columns));

        Assert.True((await house.Service.DiscardAsync(house.Admin, id, None)).Ok);
        Assert.Equal(Refusal.Finished, (await house.Service.ApplyAsync(house.Admin, id, null, 5, None)).Refused);
    }

    private sealed class House(LearningRoom room, Viewer admin) : IAsyncDisposable
    {
        public LearningRoom Room => room;

        public Viewer Admin => admin;

        public ImportService Service => room.Get<ImportService>();

        public static async Task<House> OpenAsync()
        {
            var room = await LearningRoom.OpenAsync();
            await room.AddUnitAsync("Архив", await room.RootAsync());
            return new House(room, await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator)));
        }

        public async Task<Guid> ArchiveAsync()
        {
            await using var db = room.Open();
            return await db.Units.Where(unit => unit.Name == "Архив").Select(unit => unit.Id).SingleAsync(None);
        }

        public async Task<Guid> AddAsync(string name, string number)
        {
            var form = new PersonForm { Name = name, UserName = $"user-{number}", PersonnelNumber = number, UnitId = (await room.RootAsync()).Id };
            var added = (await room.Get<PeopleService>().AddAsync(admin, form, None)).Value!.Id;
            room.Clock.Advance(TimeSpan.FromMinutes(1));
            return added;
        }

        public async Task<Guid> StageAsync(string csv)
        {
            var lines = TableFile.Read(Encoding.UTF8.GetBytes(csv)).Lines;
            var header = ImportHeader.Find(lines);
            var result = await room.Get<ImportReading>().CompareAsync(lines, header, header.Propose(), None);
            var staged = await Service.StageAsync(admin, "C:\\tmp\\люди.csv", Digest.Of(csv), result, None);
            Assert.True(staged.Ok, staged.ToString());
            return staged.Value;
        }

        public async Task SweepAsync()
        {
            await ((ImportSweep)room.Get<IEnumerable<IHostedService>>().Single(service => service is ImportSweep)).RoundAsync(None);
        }

        public async Task<PeopleImport> FindAsync(Guid id) => (await room.Get<ImportQueries>().FindAsync(id, None))!;

        public async Task<int> KnownAsync()
        {
            await using var db = room.Open();
            return await db.People.CountAsync(person => person.Id != admin.PersonId, None);
        }

        public async Task<Guid> IdOfAsync(string number)
        {
            await using var db = room.Open();
            return await db.People.Where(person => person.PersonnelNumber == number).Select(person => person.Id).SingleAsync(None);
        }

        public async Task<bool> IsActiveAsync(Guid id)
        {
            await using var db = room.Open();
            return await db.People.Where(person => person.Id == id).Select(person => person.Active).SingleAsync(None);
        }

        public ValueTask DisposeAsync() => room.DisposeAsync();
    }
}
