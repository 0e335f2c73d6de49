using System.Text;
using Bunit;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Imports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnbTraining.WebTests.Features.Imports;

/// <summary>The pages that import people, and the folder that is watched.</summary>
public sealed class ImportPageTests : AdminPageContext
{
    private const string List = "Список на 01.03.2026\nКод;Имя целиком;Отдел\n1;Ким Олег;Organisation\n2;Ли Анна;Нигде\n3;Старый Знакомый;Organisation\n";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_list_is_mapped_by_hand_compared_applied_with_its_brake_and_undone_on_two_pages()
    {
        var old = await Room.AddAsync(new PersonBuilder().Named("Старый Знакомый").Numbered("3"));
        var leaving = await Room.AddAsync(new PersonBuilder().Named("Кто Ушёл").Numbered("4"));
        var page = Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(List, "люди.csv"));
        page.WaitForElement("#import-PersonnelNumber");

        // Its titles say nothing: whoever compares all the same is told what is missing, at its field.
        await page.Find("form").SubmitAsync();
        Assert.Equal("It is missing: fill it in.", page.WaitForElement("#import-PersonnelNumber-error").TextContent);
        await page.Find("#import-PersonnelNumber").ChangeAsync(new ChangeEventArgs { Value = "Код" });
        await page.Find("#import-FullName").ChangeAsync(new ChangeEventArgs { Value = "Имя целиком" });
        await page.Find("#import-Unit").ChangeAsync(new ChangeEventArgs { Value = "Отдел" });
        Assert.Equal("Ким Олег · Ли Анна · Старый Знакомый", page.Find("#import-FullName-hint").TextContent);
        await page.Find("input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("#import-name").ChangeAsync(new ChangeEventArgs { Value = "Кадры" });
        await page.Find("form").SubmitAsync();
        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.Contains(ImportAddress.Start + "/", navigation.Uri, StringComparison.Ordinal));
        var id = Guid.Parse(navigation.Uri.Split('/')[^1]);

        // What the list comes to: counts first, and what needs a person stands open.
        var result = Render<ImportResultPage>(parameters => parameters.Add(one => one.Id, id));
        Assert.Equal(["New: 1", "Leaving: 1", "Wrong: 1", "Unchanged: 1"], result.FindAll("h2 button").Select(button => button.TextContent.Trim()));
        Assert.Contains("Unit: There is no open unit “Нигде”", result.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Ким Олег", result.Markup, StringComparison.Ordinal);
        await result.Find("h2 button").ClickAsync();
        Assert.Contains("Ким Олег", result.Markup, StringComparison.Ordinal);
        await result.Find("#import-leaving").ChangeAsync(new ChangeEventArgs { Value = "7" });
        await result.Find("form.form").SubmitAsync();
        Assert.Equal("That is not the number.", result.Find("#import-leaving-error").TextContent);
        Assert.True(await IsActiveAsync(leaving.PersonId));
        await result.Find("#import-leaving").ChangeAsync(new ChangeEventArgs { Value = "1" });
        await result.Find("form.form").SubmitAsync();
        Assert.Contains("0 of 2 rows are applied", result.Find("[role=status]").TextContent, StringComparison.Ordinal);

        await SweepAsync();
        Room.Clock.Advance(TimeSpan.FromSeconds(3));
        result.WaitForAssertion(() => Assert.Contains("Applied: 2.", result.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.False(await IsActiveAsync(leaving.PersonId));
        Assert.Contains("Who has acted since is left as they are: nobody.", result.Find("section.end").TextContent, StringComparison.Ordinal);
        await result.Find("section.end button").ClickAsync();
        await SweepAsync();
        Room.Clock.Advance(TimeSpan.FromSeconds(3));
        result.WaitForAssertion(() => Assert.Contains("Put back: 2.", result.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.StartsWith("Undone already: 2 March 2026", result.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal((true, true), (await IsActiveAsync(leaving.PersonId), await IsActiveAsync(old.PersonId)));

        // The next time the mapping is there by its name.
        var again = Render<ImportPage>();
        again.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(List, "люди.csv"));
        again.WaitForElement("#import-mapping");
        await again.Find("#import-mapping").ChangeAsync(new ChangeEventArgs { Value = "Кадры" });
        Assert.Equal(("Код", true), (again.Find("#import-PersonnelNumber").GetAttribute("value"), again.Find("input[type=checkbox]").HasAttribute("checked")));
        Assert.Contains("Undone", again.Find("ul.rows").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_that_are_not_here_are_made_on_the_page_and_rows_are_decided_without_another_upload()
    {
        var known = await Room.AddAsync(new PersonBuilder().Named("Ким Олег"));
        var page = Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("Таб. №;ФИО;Отдел\n1;Ким Олег;Organisation\n2;Ли Анна;Север / Пост\n", "люди.csv"));
        page.WaitForElement("#import-PersonnelNumber");
        await page.Find("form").SubmitAsync();
        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.Contains(ImportAddress.Start + "/", navigation.Uri, StringComparison.Ordinal));
        var first = navigation.Uri;

        var result = Render<ImportResultPage>(parameters => parameters.Add(one => one.Id, Guid.Parse(first.Split('/')[^1])));
        Assert.Equal("1 unit of the file is not here", result.Find("#units-heading").TextContent);
        Assert.Single(result.FindAll("button.main"));
        await result.Find("select[aria-label='Line 2: who is it?']").ChangeAsync(new ChangeEventArgs { Value = known.PersonId.ToString() });
        Assert.Contains("Compare again with 1 decision", result.Markup, StringComparison.Ordinal);
        await result.Find("form").SubmitAsync();
        result.WaitForAssertion(() => Assert.NotEqual(first, navigation.Uri));

        var again = Render<ImportResultPage>(parameters => parameters.Add(one => one.Id, Guid.Parse(navigation.Uri.Split('/')[^1])));
        Assert.Equal(["New: 1", "Changed: 1"], again.FindAll("h2 button").Select(button => button.TextContent.Trim()));
        Assert.Empty(again.FindAll("#units-heading"));
        await using var db = Room.Open();
        Assert.Equal(["Север", "Пост"], await db.Units.Where(unit => unit.ParentId != null).OrderBy(unit => unit.Path).Select(unit => unit.Name).ToListAsync(None));
    }

    [Fact]
    public async Task How_units_are_named_and_in_which_encoding_the_file_is_stands_on_the_page_and_days_are_said_in_words()
    {
        const string Text = "Таб. №;ФИО;Отдел;Дата приема\n1;Ким Олег Петрович;Отдел ИТ/связи;10.03.2026\n2;Ли Анна Павловна;Отдел ИТ/связи;\n2;Ли Анна;Архив;\n";
        var page = Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(CodePagesEncodingProvider.Instance.GetEncoding(20866)!.GetBytes(Text), "люди.csv"));
        page.WaitForElement("#import-paths");
        Assert.Contains("Encoding: KOI8-R.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(("", "“Отдел ИТ/связи” is one unit."), (page.Find("#import-paths").GetAttribute("value") ?? "", page.Find("#import-paths-hint").TextContent));
        await page.Find("#import-paths").ChangeAsync(new ChangeEventArgs { Value = "/" });
        Assert.Equal("“Отдел ИТ/связи” is “связи” below: Отдел ИТ", page.Find("#import-paths-hint").TextContent);
        await page.Find("#import-paths").ChangeAsync(new ChangeEventArgs { Value = "" });
        Assert.Empty(page.FindAll("#import-Iin"));
        await page.Find("form").SubmitAsync();
        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.Contains(ImportAddress.Start + "/", navigation.Uri, StringComparison.Ordinal));

        var result = Render<ImportResultPage>(parameters => parameters.Add(one => one.Id, Guid.Parse(navigation.Uri.Split('/')[^1])));
        await result.Find("form").SubmitAsync();
        result.WaitForAssertion(() => Assert.DoesNotContain(result.Instance.Id.ToString(), navigation.Uri, StringComparison.Ordinal));
        var again = Render<ImportResultPage>(parameters => parameters.Add(one => one.Id, Guid.Parse(navigation.Uri.Split('/')[^1])));
        Assert.Equal(["New: 1", "Unclear: 2"], again.FindAll("h2 button").Select(button => button.TextContent.Trim()));
        await again.Find("h2 button").ClickAsync();
        Assert.Contains("First day: 10 March 2026", again.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-03-10", again.Markup, StringComparison.Ordinal);
        Assert.Contains("Line 4 tells of the same person", again.Markup, StringComparison.Ordinal);
        await using (var db = Room.Open())
        {
            Assert.Equal(["Отдел ИТ/связи"], await db.Units.Where(unit => unit.ParentId != null && unit.Name != "Архив").Select(unit => unit.Name).ToListAsync(None));
        }

        // Of two rows about one person somebody leaves out the wrong one.
        await again.FindAll("tbody input[type=checkbox]")[^1].ChangeAsync(new ChangeEventArgs { Value = true });
        await again.FindAll("button").Single(button => button.TextContent.Contains("1 decision", StringComparison.Ordinal)).ClickAsync();
        again.WaitForAssertion(() => Assert.DoesNotContain(again.Instance.Id.ToString(), navigation.Uri, StringComparison.Ordinal));
        var last = Render<ImportResultPage>(parameters => parameters.Add(one => one.Id, Guid.Parse(navigation.Uri.Split('/')[^1])));
        Assert.Equal(["New: 2", "Unchanged: 1"], last.FindAll("h2 button").Select(button => button.TextContent.Trim()));
    }

    [Fact]
    public async Task An_import_that_fails_again_and_again_says_so_and_can_be_stopped()
    {
        var page = Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("Таб. №;ФИО\n1;Ким Олег\n", "люди.csv"));
        page.WaitForElement("#import-PersonnelNumber");
        await page.Find("form").SubmitAsync();
        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.Contains(ImportAddress.Start + "/", navigation.Uri, StringComparison.Ordinal));
        var id = Guid.Parse(navigation.Uri.Split('/')[^1]);
        var result = Render<ImportResultPage>(parameters => parameters.Add(one => one.Id, id));
        await result.Find("form").SubmitAsync();
        Assert.Empty(result.FindAll("[role=alert]"));

        Room.Get<BackgroundTroubles>().Add("lists of people", ImportSweep.PieceOf(id));
        Room.Clock.Advance(TimeSpan.FromSeconds(3));
        result.WaitForAssertion(() => Assert.Contains($"“import {id}”", result.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await result.Find("[role=alert] button").ClickAsync();
        await SweepAsync();
        Room.Clock.Advance(TimeSpan.FromSeconds(3));

        result.WaitForAssertion(() => Assert.Contains("Applied: 0.", result.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Empty(result.FindAll("[role=alert]"));
    }

    [Fact]
    public void A_file_that_is_no_list_and_an_import_that_is_not_there_are_said()
    {
        var page = Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("a;b\n\"c;d\n", "a.csv"));
        Assert.StartsWith("Line 2: A quotation mark is opened here", page.WaitForElement("#import-file-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#import-PersonnelNumber"));
        Assert.NotNull(Render<ImportResultPage>(parameters => parameters.Add(one => one.Id, Guid.NewGuid())).Find("[role=alert]"));
    }

    [Fact]
    public async Task A_watched_folder_is_emptied_into_done_and_failed_with_a_report_beside_each_file()
    {
        var folder = Directory.CreateTempSubdirectory("knb-import-folder-").FullName;
        try
        {
            var before = Room.Clock.GetUtcNow().UtcDateTime.AddMinutes(-5);
            foreach (var (name, text) in new[] { ("good.csv", "Таб. №;ФИО\n1;Ким Олег\n"), ("bad.csv", "a;b\n1;2\n"), ("other.pdf", "x"), ("fresh.csv", "Таб. №;ФИО\n2;Ли Анна\n") })
            {
                await File.WriteAllTextAsync(Path.Combine(folder, name), text, None);
                File.SetLastWriteTimeUtc(Path.Combine(folder, name), name == "fresh.csv" ? before.AddMinutes(5) : before);
            }

            var sweep = ActivatorUtilities.CreateInstance<ImportFolderSweep>(Services, new ImportFolder(folder, null), NullLogger<ImportFolderSweep>.Instance);
            await sweep.RoundAsync(None);

            Assert.Equal(["fresh.csv", "other.pdf"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
            Assert.Equal(["20260302-040000-good.csv", "20260302-040000-good.csv.report.txt"], Directory.GetFiles(Path.Combine(folder, "done")).Select(Path.GetFileName).Order());
            var report = await File.ReadAllTextAsync(Path.Combine(folder, "failed", "20260302-040000-bad.csv.report.txt"), None);
            Assert.Contains("bad.csv:1: the columns do not say who is meant", report, StringComparison.Ordinal);
            await using var db = Room.Open();
            Assert.Equal(["1"], await db.People.Where(person => person.PersonnelNumber != null).Select(person => person.PersonnelNumber).ToListAsync(None));

            // A process that ended before the file was moved away finds it again: what people have changed meanwhile stays.
            await Room.ExecuteAsync("UPDATE People SET Name = 'Ким О.' WHERE PersonnelNumber = '1'");
            File.Move(Path.Combine(folder, "done", "20260302-040000-good.csv"), Path.Combine(folder, "good.csv"));
            File.SetLastWriteTimeUtc(Path.Combine(folder, "good.csv"), before);
            Room.Clock.Advance(TimeSpan.FromMinutes(1));
            await sweep.RoundAsync(None);
            Assert.Equal("Ким О.", await db.People.Where(person => person.PersonnelNumber == "1").Select(person => person.Name).SingleAsync(None));
            report = await File.ReadAllTextAsync(Path.Combine(folder, "done", "20260302-040100-good.csv.report.txt"), None);
            Assert.Contains("This file was read on 2026-03-02 04:00 UTC already", report, StringComparison.Ordinal);

            // The personnel system writes the same rows again the next night: that is another file.
            await File.WriteAllTextAsync(Path.Combine(folder, "good.csv"), "Таб. №;ФИО\n1;Ким Олег\n", None);
            File.SetLastWriteTimeUtc(Path.Combine(folder, "good.csv"), before.AddMinutes(5).AddSeconds(10));
            Room.Clock.Advance(TimeSpan.FromMinutes(1));
            await sweep.RoundAsync(None);
            Assert.Equal("Ким Олег", await db.People.Where(person => person.PersonnelNumber == "1").Select(person => person.Name).SingleAsync(None));

            // Whoever administers hears of what was not imported.
            var told = await db.Notices.Where(notice => notice.Kind == NoticeKind.ImportFailed).ToListAsync(None);
            var administrators = db.People.Count(person => person.Roles.Any(held => held.Role == Role.Administrator));
            Assert.Equal((administrators, administrators), (told.Count, told.DistinctBy(notice => notice.PersonId).Count()));
            Assert.All(told, notice => Assert.Equal("bad.csv", notice.Subject));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task SweepAsync() => Room.Get<IEnumerable<IHostedService>>().OfType<ImportSweep>().Single().RoundAsync(None);

    private async Task<bool> IsActiveAsync(Guid id)
    {
        await using var db = Room.Open();
        return await db.People.Where(person => person.Id == id).Select(person => person.Active).SingleAsync(None);
    }
}
