using System.IO.Compression;
using System.Text.RegularExpressions;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Exchange.Scorm;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Commands;

public sealed class EditionCommandsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-edition-command-").FullName;

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task An_edition_leaves_signed_is_verified_when_it_comes_and_trouble_ends_with_exit_code_one()
    {
        await NewInstallation.MakeAsync(Data);
        var (file, key) = (Path.Combine(_folder, "edition.zip"), Path.Combine(_folder, "key.pem"));
        Assert.Equal(1, await RunAsync("edition", "export", file, "--edition", "9"));
        Assert.False(File.Exists(file));
        Assert.Equal(0, await RunAsync("edition", "export", file, "--edition", "1"));

        // What is there already is never overwritten, whether the command would succeed or be refused.
        var written = await File.ReadAllBytesAsync(file, None);
        Assert.Equal(1, await RunAsync("edition", "export", file, "--edition", "1"));
        Assert.Equal(1, await RunAsync("edition", "export", file, "--edition", "9"));
        Assert.Equal(written, await File.ReadAllBytesAsync(file, None));

        Assert.Equal(0, await RunAsync("edition", "key", "--out", key));
        Assert.Equal(KeyReading.Good, PublisherKey.TryRead(await File.ReadAllTextAsync(key, None), out var read));
        await using (var room = LearningRoom.OpenBeside(Data))
        {
            await using (var db = room.Open())
            {
                db.Units.Add(Unit.Create("The house", null, 1));
                await db.SaveChangesAsync(None);
            }

            Assert.Equal(read!.Fingerprint, Assert.Single(await room.FactsAsync<EditionExported>()).Key.ToString());
            var maker = await room.AddAsync(new PersonBuilder().Named("Setup").With(Role.Administrator));
            var form = new PersonForm { Name = "editor", UserName = "editor", UnitId = (await room.RootAsync()).Id, Roles = [Role.Editor] };
            Assert.True((await room.Get<PeopleService>().AddAsync(maker, form, None)).Ok);
        }

        Assert.Equal(1, await RunAsync("edition", "import", file, "--editor", "nobody"));
        Assert.Equal(1, await RunAsync("edition", "import", file, "--editor", "editor", "--dry-run"));
        await using (var room = LearningRoom.OpenBeside(Data))
        {
            var maker = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
            Assert.True((await room.Get<TrustedPublishers>().TrustAsync(maker, "Ourselves", await File.ReadAllTextAsync(key, None), None)).Ok);
        }

        // What is here already is verified, and there is nothing to take.
        Assert.Equal(0, await RunAsync("edition", "import", file, "--editor", "editor", "--dry-run"));
        Assert.Equal(1, await RunAsync("edition", "import", file, "--editor", "editor"));
        Assert.Equal(0, await RunAsync("edition", "rotate-key"));
    }

    [Fact]
    public async Task A_lesson_leaves_as_a_package_without_a_link_into_the_application()
    {
        await NewInstallation.MakeAsync(Data);
        var file = Path.Combine(_folder, "lesson.zip");
        string[][] bad = [["--lesson", "nowhere"], [], ["--course", EditionSample.Course], ["--lesson", "what-is-planned", "--course", EditionSample.Course, "--part", "x"]];
        foreach (var arguments in bad)
        {
            Assert.Equal(1, await RunAsync(["questions", "scorm", "--out", file, .. arguments]));
            Assert.False(File.Exists(file));
        }

        Assert.Equal(0, await RunAsync("questions", "scorm", "--out", file, "--lesson", "what-is-planned", "--language", "kk"));
        await using (var archive = await ZipFile.OpenReadAsync(file, None))
        {
            Assert.Equal(["imsmanifest.xml", "index.html", "knb.css", "scorm.js", "tokens.css"], archive.Entries.Select(entry => entry.FullName));
            using var reader = new StreamReader(await archive.GetEntry("index.html")!.OpenAsync(None));
            var page = await reader.ReadToEndAsync(None);
            Assert.Contains("<html lang=\"kk\"", page, StringComparison.Ordinal);
            Assert.Contains("data-question=", page, StringComparison.Ordinal);
            var links = Regex.Matches(page, "(href|src|action)=\"[^#\"]*\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking).Select(match => match.Value);
            Assert.Equal(["href=\"tokens.css\"", "href=\"knb.css\"", "src=\"scorm.js\""], links);
        }

        await using var room = LearningRoom.OpenBeside(Data);
        Assert.Equal("what-is-planned", Assert.Single(await room.FactsAsync<ScormExported>()).Lesson.ToString());
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<int> RunAsync(params string[] arguments) => KnbCommandLine.InvokeAsync([.. arguments, "--Data:Folder", Data]);
}
