using System.IO.Compression;
using System.Text;
using System.Text.Json;
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

namespace KnbTraining.UnitTests.Learning.Evidence;

/// <summary>An organisation that keeps numbers and no names.</summary>
[Trait("Database", "Each")]
public sealed class NameErasingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Names_are_erased_from_rows_and_texts_and_the_ledger_still_fits()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.Get<SettingsStore>().ReloadAsync(None);
        var admin = await room.AddAsync(new PersonBuilder().Named("Главный Администратор").Numbered("0001").With(Role.Administrator));
        var one = await AddAsync("Ким Олег", "17");
        var form = (await room.Get<PeopleQueries>().FindAsync(admin, one, None)).Value!;
        Assert.True((await room.Get<PeopleService>().UpdateAsync(admin, one, form.Form with { Name = "Ким Олег Петрович" }, form.Version, None)).Ok);
        var imported = await StageAsync("Таб. №;ФИО\n18;Цой Виктория\n");
        await room.Get<ImportService>().ApplyAsync(admin, imported, null, 5, None);
        await SweepAsync<ImportSweep>();
        var nameless = await room.AddAsync(new PersonBuilder().Named("Без Номера"));
        var settings = room.Get<SettingsService>();

        Assert.Equal(Refusal.NotAllowed, (await settings.GiveUpNamesAsync(nameless, 0, None)).Refused);
        var refused = Assert.IsType<PeopleWithoutNumber>((await settings.GiveUpNamesAsync(admin, 0, None)).Refused);
        Assert.Equal((1, "Без Номера"), (refused.Count, refused.Names[0]));
        await room.ExecuteAsync("UPDATE People SET PersonnelNumber = '19' WHERE Name = 'Без Номера'");
        Assert.True((await settings.GiveUpNamesAsync(admin, 0, None)).Ok);
        await SweepAsync<ImportSweep>();
        await room.Get<NameErasingSweep>().RoundAsync(None);

        Assert.Equal(0, await room.Get<NameErasing>().CountAsync(None));
        await using (var db = room.Open())
        {
            Assert.Equal(["0001", "17", "18", "19"], await db.People.OrderBy(person => person.PersonnelNumber).Select(person => person.Name).ToListAsync(None));
            var texts = string.Join('\n', await db.LedgerTexts.Where(text => text.Text != null).Select(text => text.Text).ToListAsync(None));
            Assert.All(new[] { "Ким", "Олег", "Цой", "Виктория" }, name => Assert.DoesNotContain(name, texts, StringComparison.Ordinal));
            Assert.Equal([""], await db.PeopleImportParts.Select(part => part.Lines).Distinct().ToListAsync(None));
        }

        Assert.True((await room.Get<LedgerCheck>().RunAsync(None)).Fits);
        Assert.Empty(await room.Get<ImportCheck>().RunAsync(None));
        Assert.Equal(4, (await room.FactsAsync<NameErased>()).Count);
        Assert.Equal(3, (await room.FactsAsync<NameErased>()).Single(fact => fact.PersonId == one).Texts);
        Assert.Equal(
            ["17"], (await room.Get<PeopleQueries>().PageAsync(admin, new PeopleFilter { Search = "17" }, 1, None)).People.Select(person => person.Name));

        // Neither the form nor a list brings names back; another number is the name from then on.
        form = (await room.Get<PeopleQueries>().FindAsync(admin, one, None)).Value!;
        Assert.Equal("required", (await room.Get<PeopleService>().UpdateAsync(admin, one, form.Form with { PersonnelNumber = " " }, form.Version, None)).Findings.At("PersonnelNumber"));
        Assert.True((await room.Get<PeopleService>().UpdateAsync(admin, one, form.Form with { Name = "Ким Олег", PersonnelNumber = "170" }, form.Version, None)).Ok);
        var next = await StageAsync("Таб. №;ФИО\n170;Ким Олег\n20;Пак Лев\n;Хан Ада\n");
        Assert.Equal(new ImportCounts(1, 0, 0, 0, 0, 1, 1), (await room.Get<ImportQueries>().FindAsync(next, None))!.Counts);
        await room.Get<ImportService>().ApplyAsync(admin, next, null, 5, None);
        await SweepAsync<ImportSweep>();
        await AddAsync("Снова Имя", "21");
        await using (var db = room.Open())
        {
            Assert.Equal(["0001", "170", "18", "19", "20", "21"], await db.People.OrderBy(person => person.PersonnelNumber).Select(person => person.Name).ToListAsync(None));
            Assert.DoesNotContain("Пак", string.Concat(await db.PeopleImportParts.Select(part => part.Lines).ToListAsync(None)), StringComparison.Ordinal);

            // Nor do the rows that are kept to be compared again.
            using var brotli = new BrotliStream(new MemoryStream((await db.PeopleImportSheets.SingleAsync(sheet => sheet.ImportId == next, None)).Rows), CompressionMode.Decompress);
            using var rows = JsonDocument.Parse(brotli);
            var kept = string.Join('|', rows.RootElement.EnumerateArray().SelectMany(row => row.GetProperty("Cells").EnumerateArray()).Select(cell => cell.GetString()));
            Assert.Equal("Таб. №|ФИО|170||20|", kept);
        }

        async Task<Guid> AddAsync(string name, string number)
        {
            var typed = new PersonForm { Name = name, UserName = $"user-{number}", PersonnelNumber = number, UnitId = (await room.RootAsync()).Id };
            return (await room.Get<PeopleService>().AddAsync(admin, typed, None)).Value!.Id;
        }

        async Task<Guid> StageAsync(string csv)
        {
            var lines = TableFile.Read(Encoding.UTF8.GetBytes(csv)).Lines;
            var header = ImportHeader.Find(lines);
            var sheet = new ImportSheet(lines, header, header.Propose());
            var result = await room.Get<ImportReading>().CompareAsync(sheet, None);
            return (await room.Get<ImportService>().StageAsync(admin, "люди.csv", Digest.Of(csv), result, sheet, None)).Value;
        }

        Task SweepAsync<T>()
            where T : KnbTraining.Learning.Background.Sweep => room.Get<IEnumerable<IHostedService>>().OfType<T>().Single().RoundAsync(None);
    }
}
