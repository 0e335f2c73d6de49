using KnbTraining.Content.Exchange;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Commands;

public sealed class QuestionCommandsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-question-command-").FullName;

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task Questions_leave_as_a_file_are_known_when_they_come_back_and_new_ones_become_a_change()
    {
        await NewInstallation.MakeAsync(Data);
        var file = Path.Combine(_folder, "out.txt");
        Assert.Equal(0, await RunAsync("export", "--out", file, "--language", "ru", "--format", "gift", "--course", EditionSample.Course, "--variants", "1"));
        var sent = ExchangeFormats.Find("gift")!.Read("out.txt", await File.ReadAllBytesAsync(file, None), "en");
        Assert.NotEmpty(sent.Questions);
        Assert.All(sent.Questions, question => Assert.Equal("ru", question.Language));
        await using (var room = LearningRoom.OpenBeside(Data))
        {
            await using (var db = room.Open())
            {
                db.Units.Add(Unit.Create("The house", null, 1));
                await db.SaveChangesAsync(None);
            }

            await AddAsync(room, "editor", Role.Editor);
            await AddAsync(room, "employee");
            Assert.Equal(sent.Questions.Count, Assert.Single(await room.FactsAsync<QuestionsExported>()).Count);
        }

        var bank = Path.Combine(_folder, "bank.txt");
        await File.WriteAllTextAsync(bank, await File.ReadAllTextAsync(file, None) + "::New:: Who? {=the head ~the unit}\n", None);
        Assert.Equal(0, await RunAsync("import", bank, "--editor", "editor", "--dry-run"));
        Assert.Equal(1, await RunAsync("import", bank, "--editor", "editor"));
        Assert.Equal(1, await RunAsync("import", bank, "--editor", "employee", "--rule", "head-approves-travel"));
        Assert.Equal(1, await RunAsync("import", bank, "--editor", "nobody", "--rule", "head-approves-travel"));
        Assert.Equal(1, await RunAsync("import", file, "--editor", "editor"));
        Assert.Equal(0, await ChangesAsync());
        Assert.Equal(0, await RunAsync("import", bank, "--editor", "editor", "--rule", "head-approves-travel"));
        Assert.Equal(1, await ChangesAsync());
    }

    [Fact]
    public async Task Trouble_ends_with_exit_code_one_and_leaves_no_file()
    {
        await NewInstallation.MakeAsync(Data);
        var file = Path.Combine(_folder, "out.txt");
        string[][] bad =
        [
            ["export", "--out", file, "--course", "nowhere"], ["export", "--out", file, "--about", "nowhere"], ["export", "--out", file, "--course", "a", "--about", "b"],
            ["export", "--out", file, "--course", EditionSample.Course, "--variants", "0"], ["export", "--out", Path.Combine(_folder, "none", "out.txt")],
            ["export", "--out", file, "--language", "xx"], ["export", "--out", file, "one-too-many"], ["import", Path.Combine(_folder, "missing.txt"), "--editor", "nobody"],
        ];
        foreach (var arguments in bad)
        {
            Assert.True(await RunAsync(arguments) == 1, string.Join(' ', arguments));
        }

        Assert.False(File.Exists(file));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task AddAsync(LearningRoom room, string userName, params Role[] roles)
    {
        var maker = await room.AddAsync(new PersonBuilder().Named("Setup").With(Role.Administrator));
        var form = new PersonForm { Name = userName, UserName = userName, UnitId = (await room.RootAsync()).Id, Roles = [.. roles] };
        Assert.True((await room.Get<PeopleService>().AddAsync(maker, form, None)).Ok);
    }

    private async Task<int> ChangesAsync()
    {
        await using var room = LearningRoom.OpenBeside(Data);
        await using var db = room.Open();
        return await db.ContentChanges.CountAsync(None);
    }

    private Task<int> RunAsync(params string[] arguments) => KnbCommandLine.InvokeAsync(["questions", .. arguments, "--Data:Folder", Data]);
}
