using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Organisation;

/// <summary>The individual identification number: read, kept encrypted, found by its hash.</summary>
[Trait("Database", "Each")]
public sealed class IinTests
{
    private const string First = "195173159149";
    private const string Second = "783314616290";
    private const string Third = "001234567891";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void The_last_digit_is_made_of_the_others_in_two_passes_and_where_both_give_ten_no_number_exists()
    {
        Assert.Equal([First, Second, Third], new[] { First, "7833 1461-6290", Third }.Select(Iin.Read));
        Assert.All(new[] { "", null, "19517315914", "1951731591499", "19517315914X", "000000000000", "195173159140" }, typed => Assert.Null(Iin.Read(typed)));

        // Of any eleven digits at most one number follows; of these none, because both passes give 10.
        Assert.All(Enumerable.Range(0, 10), last => Assert.Null(Iin.Read($"21198183560{last}")));
        Assert.Equal([Second], Enumerable.Range(0, 10).Select(last => Iin.Read($"78331461629{last}")).OfType<string>());

        // A spreadsheet that took it for a quantity has lost the zeros in front.
        Assert.Equal((Third, null, null), (Iin.ReadCell("1234567891"), Iin.ReadCell("1234567890"), Iin.ReadCell("234567891")));
        Assert.Equal("•••• •••• 9149", Iin.Mask(First));
    }

    [Fact]
    public async Task It_is_stored_encrypted_unique_masked_and_shown_whole_only_to_an_administrator_and_that_is_recorded()
    {
        await using var house = await House.OpenAsync();
        var (one, other) = (await house.Room.AddAsync(new PersonBuilder().Named("Ким Олег")), await house.Room.AddAsync(new PersonBuilder().Named("Ли Анна")));
        Assert.False((await house.Iins.FindAsync(house.Admin, one.PersonId, None)).IsKept);
        Assert.Equal(Refusal.NotFound, (await house.Iins.SetAsync(house.Admin, one.PersonId, First, None)).Refused);

        await house.KeepAsync(true, erases: false);
        Assert.Equal("not-issued", (await house.Iins.SetAsync(house.Admin, one.PersonId, "195173159140", None)).Findings.At(IinService.Field));
        Assert.True((await house.Iins.SetAsync(house.Admin, one.PersonId, First, None)).Ok);
        Assert.Equal("iin-taken", (await house.Iins.SetAsync(house.Admin, other.PersonId, First, None)).Findings.At(IinService.Field));
        Assert.Equal("•••• •••• 9149", (await house.Iins.FindAsync(house.Admin, one.PersonId, None)).Masked);
        Assert.Equal(First, (await house.Iins.ShowAsync(house.Admin, one.PersonId, None)).Value);

        // Whole, as people type it; part of it, another number and another reader find nobody.
        var people = house.Room.Get<PeopleQueries>();
        Assert.Equal([one.PersonId], (await people.ListAsync(house.Admin, "1951 7315 9149", null, false, None)).People.Select(row => row.Id));
        Assert.Empty((await people.ListAsync(house.Admin, First[..11], null, false, None)).People);
        Assert.Empty((await people.ListAsync(house.Admin, Second, null, false, None)).People);
        var auditor = await house.Room.AddAsync(new PersonBuilder().Named("Auditor").With(Role.Auditor));
        Assert.Empty((await people.ListAsync(auditor, First, null, false, None)).People);
        Assert.Equal(Refusal.NotAllowed, (await house.Iins.ShowAsync(one, one.PersonId, None)).Refused);
        Assert.Equal((false, null), ((await house.Iins.FindAsync(one, one.PersonId, None)).IsKept, (await house.Iins.FindAsync(one, one.PersonId, None)).Masked));
        Assert.True((await house.Iins.SetAsync(house.Admin, one.PersonId, Second, None)).Ok);
        Assert.True((await house.Iins.SetAsync(house.Admin, other.PersonId, First, None)).Ok);
        Assert.True((await house.Iins.SetAsync(house.Admin, other.PersonId, " ", None)).Ok);

        Assert.Equal(
            [IinAct.Set, IinAct.Replaced, IinAct.Set, IinAct.Removed], (await house.Room.FactsAsync<IinChanged>()).Select(fact => fact.Change));
        Assert.Equal(new IinShown(one.PersonId), Assert.Single(await house.Room.FactsAsync<IinShown>()));
        await using var db = house.Room.Open();
        var row = await db.PersonIins.SingleAsync(None);
        Assert.DoesNotContain(Second, row.Sealed + row.Hash, StringComparison.Ordinal);
        Assert.DoesNotContain((await house.Room.LinesAsync()).Select(line => line.Write()), line => line.Contains(First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Switched_off_it_stays_encrypted_or_is_erased_with_its_key_as_somebody_chooses()
    {
        await using var house = await House.OpenAsync();
        var one = await house.Room.AddAsync(new PersonBuilder().Named("Ким Олег"));
        await house.KeepAsync(true, erases: false);
        await house.Iins.SetAsync(house.Admin, one.PersonId, First, None);

        await house.KeepAsync(false, erases: false);
        Assert.Null((await house.Iins.FindAsync(house.Admin, one.PersonId, None)).Masked);
        Assert.Equal(Refusal.NotFound, (await house.Iins.ShowAsync(house.Admin, one.PersonId, None)).Refused);
        await house.KeepAsync(true, erases: false);
        Assert.Equal("•••• •••• 9149", (await house.Iins.FindAsync(house.Admin, one.PersonId, None)).Masked);

        await house.KeepAsync(false, erases: true);
        Assert.Equal(new IinsErased(1), Assert.Single(await house.Room.FactsAsync<IinsErased>()));
        await using var db = house.Room.Open();
        Assert.Equal((0, 0), (await db.PersonIins.CountAsync(None), await db.IinKeys.CountAsync(None)));
        Assert.Equal(
            ["no>yes", "yes>no", "no>yes", "yes>no"],
            await Task.WhenAll((await house.Room.FactsAsync<SettingsChanged>()).SelectMany(fact => fact.Changes).Where(change => change.Field == SettingsField.KeepsIin)
                .Select(async change => $"{await house.Room.TextAsync(change.Before!.Value)}>{await house.Room.TextAsync(change.After!.Value)}")));

        // Other settings leave it as it is.
        await house.KeepAsync(true, erases: false);
        var settings = house.Room.Get<SettingsStore>();
        var form = SettingsForm.From(settings.Current) with { Names = KnbTraining.Content.Text.LocalizedText.Same("A"), DueSoonDays = 20 };
        Assert.True((await house.Room.Get<SettingsService>().UpdateAsync(house.Admin, form, settings.Current.Version, None)).Ok);
        Assert.True(settings.Current.KeepsIin);
    }

    [Fact]
    public async Task A_list_finds_people_by_number_then_iin_then_email_and_its_numbers_are_never_stored_as_they_are()
    {
        await using var house = await House.OpenAsync();
        await house.KeepAsync(true, erases: false);
        var (one, two) = (await house.AddAsync("Ким Олег", null, null), await house.AddAsync("Ли Анна", "2", "li@example.kz"));
        await house.Iins.SetAsync(house.Admin, one, First, None);
        const string List = $"Таб. №;ИИН;ФИО;E-mail\n1;{First};Ким Олег;\n2;{Second};Ли Анна;\n;{First};Ким О.;\n3;1234567891;Новая Яна;\n4;123;Кто То;\n2;{First};Ли Анна;\n";
        var result = await house.CompareAsync(List.Replace("2;" + First + ";Ли Анна;\n", "", StringComparison.Ordinal).Replace($";{First};Ким О.;\n", "", StringComparison.Ordinal));
        Assert.Equal(
            [(ImportKind.Changed, one), (ImportKind.Changed, two), (ImportKind.New, null), (ImportKind.Wrong, default(Guid?))],
            result.Lines.Select(line => (line.Kind, line.PersonId)));
        Assert.Equal(["•••• •••• 6290"], result.Lines[1].Differences.Select(one => one.To));
        Assert.Equal(["twice", "not-issued"], (await house.CompareAsync($"Таб. №;ИИН;ФИО\n8;{Third};А Б\n9;{Third};В Г\n7;1;Д Е\n")).Lines.Select(line => line.Findings[0].Key).Distinct());
        var both = (await house.CompareAsync($"Таб. №;ИИН;ФИО\n2;{First};Ли Анна\n")).Lines.Single();
        Assert.Equal((ImportKind.Unclear, "belongs-to-another", 2), (both.Kind, both.Findings[0].Key, both.Candidates.Count));

        var id = await house.StageAsync(List);
        await using (var db = house.Room.Open())
        {
            var stored = string.Concat(await db.PeopleImportParts.Select(part => part.Lines).ToListAsync(None));
            Assert.DoesNotContain(Second, stored, StringComparison.Ordinal);
            Assert.DoesNotContain("1234567891", stored, StringComparison.Ordinal);
        }

        // Compared again, the rows of the file have their numbers back.
        var unit = await house.StageAsync($"Таб. №;ИИН;ФИО;Подразделение\n5;{Third};Новая Яна;Нигде\n");
        var again = await house.Room.Get<ImportAgain>().CompareAsync(
            house.Admin, unit, [new UnitChoice("Нигде", null, null)], new Dictionary<int, RowDecision>(), None);
        Assert.Equal("•••• •••• 7891", (await house.Room.Get<ImportQueries>().LinesAsync(again.Value, ImportKind.New, 1, None))[0].Differences[0].To);

        var service = house.Room.Get<ImportService>();
        Assert.True((await service.ApplyAsync(house.Admin, again.Value, null, 100, None)).Ok);
        await house.SweepAsync();
        var newcomer = await house.IdOfAsync("5");
        Assert.Equal(Third, (await house.Iins.ShowAsync(house.Admin, newcomer, None)).Value);
        Assert.Equal(newcomer, (await house.CompareAsync($"ИИН;ФИО\n{Third};Новая Яна\n")).Lines.Single().PersonId);

        // Undone, a newcomer has none any more, and who was known has the one of before.
        var change = await house.StageAsync($"Таб. №;ИИН;ФИО\n5;{Second};Новая Яна\n");
        await service.ApplyAsync(house.Admin, change, null, 100, None);
        await house.SweepAsync();
        Assert.Equal(Second, (await house.Iins.ShowAsync(house.Admin, newcomer, None)).Value);
        await service.UndoAsync(house.Admin, change, None);
        await house.SweepAsync();
        Assert.Equal(Third, (await house.Iins.ShowAsync(house.Admin, newcomer, None)).Value);
        Assert.True((await house.Room.Get<LedgerCheck>().RunAsync(None)).Fits);
        Assert.Empty(await house.Room.Get<ImportCheck>().RunAsync(None));
        Assert.Equal(ImportState.Staged, (await house.Room.Get<ImportQueries>().FindAsync(id, None))!.State);

        // Where none is kept, the column is not read.
        await house.KeepAsync(false, erases: false);
        Assert.Equal(
            [ImportKind.Unchanged, ImportKind.Wrong], (await house.CompareAsync($"Таб. №;ИИН;ФИО\n5;{First};Новая Яна\n;{First};Ким Олег\n")).Lines.Select(line => line.Kind));
    }

    private sealed class House(LearningRoom room, Viewer admin) : IAsyncDisposable
    {
        public LearningRoom Room => room;

        public Viewer Admin => admin;

        public IinService Iins => room.Get<IinService>();

        public static async Task<House> OpenAsync()
        {
            var room = await LearningRoom.OpenAsync();
            await room.Get<SettingsStore>().ReloadAsync(None);
            return new House(room, await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator)));
        }

        public async Task KeepAsync(bool keeps, bool erases) =>
            Assert.True((await room.Get<SettingsService>().KeepIinAsync(admin, keeps, erases, room.Get<SettingsStore>().Current.Version, None)).Ok);

        public async Task<Guid> AddAsync(string name, string? number, string? email)
        {
            var form = new PersonForm { Name = name, UserName = $"user-{Guid.NewGuid():N}"[..20], PersonnelNumber = number, Email = email, UnitId = (await room.RootAsync()).Id };
            return (await room.Get<PeopleService>().AddAsync(admin, form, None)).Value!.Id;
        }

        public Task<ImportResult> CompareAsync(string csv)
        {
            var lines = TableFile.Read(Encoding.UTF8.GetBytes(csv)).Lines;
            var header = ImportHeader.Find(lines);
            return room.Get<ImportReading>().CompareAsync(lines, header, header.Propose(), None);
        }

        public async Task<Guid> StageAsync(string csv)
        {
            var lines = TableFile.Read(Encoding.UTF8.GetBytes(csv)).Lines;
            var header = ImportHeader.Find(lines);
            var sheet = new ImportSheet(lines, header, header.Propose());
            var result = await room.Get<ImportReading>().CompareAsync(sheet, None);
            return (await room.Get<ImportService>().StageAsync(admin, "люди.csv", Digest.Of(csv), result, sheet, None)).Value;
        }

        public Task SweepAsync() => room.Get<IEnumerable<IHostedService>>().OfType<ImportSweep>().Single().RoundAsync(None);

        public async Task<Guid> IdOfAsync(string number)
        {
            await using var db = room.Open();
            return await db.People.Where(person => person.PersonnelNumber == number).Select(person => person.Id).SingleAsync(None);
        }

        public ValueTask DisposeAsync() => room.DisposeAsync();
    }
}
