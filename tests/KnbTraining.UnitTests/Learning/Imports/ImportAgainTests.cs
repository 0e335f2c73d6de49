using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Imports;

/// <summary>A staged list of people, answered by somebody and compared again.</summary>
[Trait("Database", "Each")]
public sealed class ImportAgainTests
{
    private const string Header = "Таб. №;ФИО;Подразделение\n";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Dictionary<int, RowDecision> Undecided = [];

    [Fact]
    public async Task Units_that_only_the_file_knows_are_made_or_chosen_and_the_mapping_keeps_them()
    {
        await using var house = await House.OpenAsync();
        const string Csv = Header + "1;Ким Олег;Читальный зал\n2;Ли Анна;Север / Пост\n3;Цой Яна;Арх.\n4;Пак Лев;читальный ЗАЛ\n5;Хан Ада;Нигде\n";
        var first = await house.StageAsync(Csv, "Кадры");
        var unknown = await house.Imports.UnknownUnitsAsync(first, None);
        Assert.Equal([("Читальный зал", 2), ("Север / Пост", 1), ("Арх.", 1), ("Нигде", 1)], unknown.Select(unit => (unit.Text, unit.Rows)));

        var again = await house.Again.CompareAsync(
            house.Admin,
            first,
            [new("Читальный зал", null, house.Archive.Id), new("Север / Пост", null, null), new("Арх.", house.Archive.Id, null)],
            Undecided,
            None);

        var (old, now) = (await house.FindAsync(first), await house.FindAsync(again.Value));
        Assert.Equal((ImportState.Discarded, ImportState.Staged), (old.State, now.State));
        Assert.Equal(new ImportCounts(4, 0, 0, 0, 0, 1, 0), now.Counts);
        Assert.Equal(["Нигде"], (await house.Imports.UnknownUnitsAsync(again.Value, None)).Select(unit => unit.Text));
        await using (var db = house.Room.Open())
        {
            var made = await db.Units.Where(unit => unit.NameRu != null).OrderBy(unit => unit.Path).Select(unit => unit.NameRu).ToListAsync(None);
            Assert.Equal(["Читальный зал", "Север", "Пост"], made);
            Assert.StartsWith(house.Archive.Path, await db.Units.Where(unit => unit.NameRu == "Читальный зал").Select(unit => unit.Path).SingleAsync(None), StringComparison.Ordinal);
        }

        Assert.Equal(3, (await house.Room.FactsAsync<UnitAdded>()).Count(fact => fact.Names.NameRu is not null));

        // The next file needs no answer.
        var mapping = (await house.Room.Get<ImportMappings>().FindAsync("Кадры", None))!;
        Assert.Equal(house.Archive.Id, mapping.Units["Арх."]);
        var lines = Lines(Header + "9;Новый Человек;арх.\n");
        var next = await house.Room.Get<ImportReading>().CompareAsync(lines, ImportHeader.Find(lines), mapping, None);
        Assert.Equal(house.Archive.Id, Assert.Single(next.Lines).Parts!.UnitId);
    }

    [Fact]
    public async Task Rows_that_could_mean_somebody_are_decided_and_the_decision_holds_when_it_is_compared_again()
    {
        await using var house = await House.OpenAsync();
        var (same, other) = (await house.AddAsync("Ким Олег", "a"), await house.AddAsync("Ли Анна", "b"));
        await house.AddAsync("Цой Яна", "c");
        var first = await house.StageAsync(Header + "1;Ким Олег;Архив\n2;Ли Анна;Архив\n3;Цой Яна;Архив\n4;Пак Лев;Где-то\n", null);
        Assert.Equal(3, (await house.FindAsync(first)).Unclear);

        var again = await house.Again.CompareAsync(
            house.Admin, first, [], new Dictionary<int, RowDecision> { [2] = new(same), [3] = RowDecision.New, [4] = RowDecision.Out }, None);

        Assert.Equal(new ImportCounts(1, 0, 1, 0, 0, 1, 1), (await house.FindAsync(again.Value)).Counts);
        var moved = Assert.Single(await house.Imports.LinesAsync(again.Value, ImportKind.Moved, 1, None));
        Assert.Equal((same, "1"), (moved.PersonId, moved.Number));
        Assert.Equal("left-out", Assert.Single(Assert.Single(await house.Imports.LinesAsync(again.Value, ImportKind.Unchanged, 1, None)).Findings).Key);

        // A unit that is made later does not ask again who is who.
        var last = await house.Again.CompareAsync(house.Admin, again.Value, [new("Где-то", null, house.Archive.Id)], Undecided, None);
        Assert.Equal(new ImportCounts(2, 0, 1, 0, 0, 0, 1), (await house.FindAsync(last.Value)).Counts);
        Assert.True((await house.Service.ApplyAsync(house.Admin, last.Value, null, 5, None)).Ok);
        await house.SweepAsync();
        await using var db = house.Room.Open();
        Assert.Equal("1", await db.People.Where(person => person.Id == same).Select(person => person.PersonnelNumber).SingleAsync(None));
        Assert.Null(await db.People.Where(person => person.Id == other).Select(person => person.PersonnelNumber).SingleAsync(None));
        Assert.Equal(2, await db.People.CountAsync(person => person.Name == "Ли Анна", None));
    }

    [Fact]
    public async Task Two_rows_never_become_one_person_by_decision()
    {
        await using var house = await House.OpenAsync();
        var same = await house.AddAsync("Ким Олег", "a");
        var first = await house.StageAsync(Header + "1;Ким Олег;Архив\n2;Ким Олег;Архив\n", null);

        var again = await house.Again.CompareAsync(house.Admin, first, [], new Dictionary<int, RowDecision> { [2] = new(same), [3] = new(same) }, None);

        Assert.Equal((1, 1), ((await house.FindAsync(again.Value)).Moved, (await house.FindAsync(again.Value)).Unclear));
    }

    [Fact]
    public async Task A_unit_that_cannot_be_made_is_named_and_the_import_stays_as_it_was()
    {
        await using var house = await House.OpenAsync();
        var text = new string('я', 300);
        var first = await house.StageAsync(Header + $"1;Ким Олег;{text}\n", null);

        var again = await house.Again.CompareAsync(house.Admin, first, [new(text, null, null)], Undecided, None);

        Assert.Equal("unit-refused", again.Findings.At(text));
        Assert.Equal(ImportState.Staged, (await house.FindAsync(first)).State);
        Assert.Equal(Refusal.NotAllowed, (await house.Again.CompareAsync(await house.Room.AddLearnerAsync(), first, [], Undecided, None)).Refused);
        Assert.True((await house.Service.DiscardAsync(house.Admin, first, None)).Ok);
        Assert.Equal(Refusal.Finished, (await house.Again.CompareAsync(house.Admin, first, [], Undecided, None)).Refused);
    }

    [Fact]
    public async Task An_import_that_gets_no_further_is_stopped_with_what_was_done_and_that_can_be_undone()
    {
        await using var house = await House.OpenAsync();
        const int Many = PeopleImportPart.NewAtOnce + 3;
        var id = await house.StageAsync(Header + string.Concat(Enumerable.Range(1, Many).Select(i => $"{i};Человек {i};Архив\n")), null);
        Assert.Equal(Refusal.Finished, (await house.Service.StopAsync(house.Admin, id, None)).Refused);
        await house.Service.ApplyAsync(house.Admin, id, null, 5, None);
        Assert.True((await house.Room.Get<ImportApplying>().ApplyPartAsync(id, None)).Value);

        Assert.Equal(Refusal.NotAllowed, (await house.Service.StopAsync(await house.Room.AddLearnerAsync(), id, None)).Refused);
        Assert.True((await house.Service.StopAsync(house.Admin, id, None)).Ok);
        await house.SweepAsync();

        var stopped = await house.FindAsync(id);
        Assert.Equal((ImportState.Applied, PeopleImportPart.NewAtOnce, 3), (stopped.State, stopped.Done, stopped.LeftOut));
        Assert.Equal(new ImportStopped(id, 3), Assert.Single(await house.Room.FactsAsync<ImportStopped>()));
        Assert.Empty(await house.Room.Get<ImportCheck>().RunAsync(None));
        Assert.True((await house.Service.UndoAsync(house.Admin, id, None)).Ok);
        await house.SweepAsync();
        Assert.Equal((ImportState.Undone, PeopleImportPart.NewAtOnce), ((await house.FindAsync(id)).State, (await house.FindAsync(id)).PutBack));
    }

    [Fact]
    public async Task The_rows_of_the_file_go_when_its_lines_go()
    {
        await using var house = await House.OpenAsync();
        var id = await house.StageAsync(Header + "1;Ким Олег;Нигде\n", null);
        Assert.True(await house.Imports.CanBeComparedAgainAsync(id, None));
        house.Room.Clock.Advance(ImportService.Undoable + TimeSpan.FromMinutes(1));
        await house.SweepAsync();

        Assert.False(await house.Imports.CanBeComparedAgainAsync(id, None));
        await using var db = house.Room.Open();
        Assert.Empty(await db.PeopleImportSheets.ToListAsync(None));
    }

    private static IReadOnlyList<TableLine> Lines(string csv) => TableFile.Read(Encoding.UTF8.GetBytes(csv)).Lines;

    private sealed class House(LearningRoom room, Viewer admin, Unit archive) : IAsyncDisposable
    {
        public LearningRoom Room => room;

        public Viewer Admin => admin;

        public Unit Archive => archive;

        public ImportService Service => room.Get<ImportService>();

        public ImportAgain Again => room.Get<ImportAgain>();

        public ImportQueries Imports => room.Get<ImportQueries>();

        public static async Task<House> OpenAsync()
        {
            var room = await LearningRoom.OpenAsync();
            var archive = await room.AddUnitAsync("Архив", await room.RootAsync());
            return new House(room, await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator)), archive);
        }

        public async Task<Guid> AddAsync(string name, string userName)
        {
            var form = new PersonForm { Name = name, UserName = $"user-{userName}", UnitId = (await room.RootAsync()).Id };
            return (await room.Get<PeopleService>().AddAsync(admin, form, None)).Value!.Id;
        }

        public async Task<Guid> StageAsync(string csv, string? name)
        {
            var lines = Lines(csv);
            var header = ImportHeader.Find(lines);
            var sheet = new ImportSheet(lines, header, header.Propose()) { MappingName = name };
            var staged = await Service.StageAsync(admin, "люди.csv", Digest.Of(csv), await room.Get<ImportReading>().CompareAsync(sheet, None), sheet, None);
            Assert.True(staged.Ok, staged.ToString());
            return staged.Value;
        }

        public async Task SweepAsync() => await room.Get<IEnumerable<IHostedService>>().OfType<ImportSweep>().Single().RoundAsync(None);

        public async Task<PeopleImport> FindAsync(Guid id) => (await room.Get<ImportQueries>().FindAsync(id, None))!;

        public ValueTask DisposeAsync() => room.DisposeAsync();
    }
}
