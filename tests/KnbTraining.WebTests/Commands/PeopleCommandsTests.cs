using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Commands;

/// <summary>The command as a nightly job runs it.</summary>
public sealed class PeopleCommandsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-people-command-").FullName;

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task A_list_is_tried_applied_and_applied_again_with_its_saved_mapping_and_the_exit_code_says_what_was_left_out()
    {
        // A house without a unit can take nobody.
        await NewInstallation.MakeAsync(Data);
        var list = await FileAsync("list.csv", "Номер;Кто;Отдел\n001;Ким Олег;Главный\n002;Ли Анна;Нигде\n");
        string[] columns = ["--column", "PersonnelNumber=номер", "--column", "FullName=Кто", "--column", "Unit=Отдел"];
        Assert.Equal(2, await RunAsync([list, .. columns, "--dry-run"]));
        await using (var room = LearningRoom.OpenBeside(Data))
        {
            await using var db = room.Open();
            db.Units.Add(Unit.Create("Главный", null, 1));
            await db.SaveChangesAsync(None);
        }

        Assert.Equal(2, await RunAsync([list, .. columns, "--dry-run", "--save", "Кадры"]));
        Assert.Empty(await NumbersAsync());
        Assert.Equal(2, await RunAsync(list, "--mapping", "кадры"));
        Assert.Equal(["001"], await NumbersAsync());

        var better = await FileAsync("better.csv", "Номер;Кто;Отдел\n001;Ким Олег;Главный\n002;Ли Анна;Главный\n");
        Assert.Equal(0, await RunAsync(better, "--mapping", "Кадры"));
        Assert.Equal(["001", "002"], await NumbersAsync());

        // The brake: one of two would leave.
        var fewer = await FileAsync("fewer.csv", "Номер;Кто;Отдел\n001;Ким Олег;Главный\n");
        Assert.Equal(1, await RunAsync(fewer, "--mapping", "Кадры", "--everybody"));
        Assert.Equal(1, await RunAsync(fewer, "--mapping", "Кадры", "--everybody", "--leaving", "2"));
        Assert.Equal(0, await RunAsync(fewer, "--mapping", "Кадры", "--everybody", "--leaving", "1"));
        await using (var room = LearningRoom.OpenBeside(Data))
        {
            await using var db = room.Open();
            Assert.Equal(["002"], await db.People.Where(person => !person.Active).Select(person => person.PersonnelNumber).ToListAsync(None));
            Assert.Equal(3, (await room.FactsAsync<ImportApplied>()).Count);
        }
    }

    [Fact]
    public async Task Trouble_ends_with_exit_code_one_and_applies_nothing()
    {
        await NewInstallation.MakeAsync(Data);
        var good = await FileAsync("good.csv", "Таб. №;ФИО\n1;Ким Олег\n");
        string[][] bad =
        [
            [Path.Combine(_folder, "missing.csv")], [await FileAsync("empty.csv", "")], [await FileAsync("quote.csv", "a;b\n\"c;d\n")], [await FileAsync("titles.csv", "a;b\n1;2\n")],
            [good, "--mapping", "nobody saved it"], [good, "--column", "Nonsense=ФИО"], [good, "--column", "Unit=Нет такого"], [good, "--column", "Unit"], [good, "one-too-many"],
            [good, "--save", " "],
        ];
        foreach (var arguments in bad)
        {
            Assert.True(await RunAsync(arguments) == 1, string.Join(' ', arguments));
        }

        Assert.Empty(await NumbersAsync());
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<List<string?>> NumbersAsync()
    {
        await using var room = LearningRoom.OpenBeside(Data);
        await using var db = room.Open();
        return await db.People.OrderBy(person => person.PersonnelNumber).Select(person => person.PersonnelNumber).ToListAsync(None);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, None);
        return path;
    }

    private Task<int> RunAsync(params string[] arguments) => KnbCommandLine.InvokeAsync(["people", "import", .. arguments, "--Data:Folder", Data]);
}
