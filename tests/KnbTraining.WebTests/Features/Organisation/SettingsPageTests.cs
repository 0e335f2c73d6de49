using Bunit;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Organisation;
using Microsoft.AspNetCore.Components.Forms;

namespace KnbTraining.WebTests.Features.Organisation;

public sealed class SettingsPageTests : AdminPageContext
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_names_the_organisation_and_decides_about_four_eyes()
    {
        var page = Open();
        await TypeAsync(page, Localized.Of("Trial", "Проба", "Сынақ"));
        await page.Find("#setting-DueSoonDays").InputAsync(new() { Value = "21" });
        await page.Find("input[value=yes]").ChangeAsync(new() { Value = "yes" });
        await page.Find("form.settings").SubmitAsync();

        page.WaitForElement(".saved[role=status]");
        var stored = await Room.Get<SettingsStore>().ReloadAsync(Ct);
        Assert.Equal(("Сынақ", "Проба", "Trial", true, 21), (stored.Names["kk"], stored.Names["ru"], stored.Names["en"], stored.FourEyesRelaxed, stored.DueSoonDays));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost()
    {
        var page = Open();
        await page.Find("#setting-NameEn").InputAsync(new() { Value = "Trial" });
        await page.Find("#setting-SessionHours").InputAsync(new() { Value = "many" });
        await page.Find("#setting-PublicAddress").InputAsync(new() { Value = "ftp://x" });
        await page.Find("form.settings").SubmitAsync();

        page.WaitForElement("#setting-NameRu-error");
        foreach (var field in new[] { "NameRu", "NameKk", "SessionHours", "PublicAddress" })
        {
            Assert.NotEmpty(page.Find($"#setting-{field}-error").TextContent);
            Assert.Equal("true", page.Find($"#setting-{field}").GetAttribute("aria-invalid"));
        }

        Assert.Empty(page.FindAll("#setting-NameEn-error"));
        Assert.Equal("Trial", page.Find("#setting-NameEn").GetAttribute("value"));
        Assert.Equal("ftp://x", page.Find("#setting-PublicAddress").GetAttribute("value"));
        Assert.Equal(0, (await Room.Get<SettingsStore>().ReloadAsync(Ct)).Version);
    }

    [Fact]
    public async Task The_second_of_two_administrators_sees_both_values_and_decides()
    {
        var page = Open();
        await TypeAsync(page, Localized.Of("Mine", "Моё", "Менікі"));
        var other = await Room.AddAsync(new PersonBuilder().Named("Other").With(Role.Administrator));
        var theirs = new SettingsForm { Names = Localized.Of("Theirs", "Моё", "Менікі"), DueSoonDays = 30 };
        Assert.True((await Room.Get<SettingsService>().UpdateAsync(other, theirs, 0, Ct)).Ok);
        await page.Find("form.settings").SubmitAsync();

        var conflict = page.WaitForElement("section.conflict").TextContent;
        Assert.Contains("Mine", conflict, StringComparison.Ordinal);
        Assert.Contains("Theirs", conflict, StringComparison.Ordinal);
        Assert.Contains("30", conflict, StringComparison.Ordinal);
        Assert.DoesNotContain("Моё", conflict, StringComparison.Ordinal);
        Assert.Equal("Theirs", (await Room.Get<SettingsStore>().ReloadAsync(Ct)).Names["en"]);

        await page.FindAll("section.conflict button")[0].ClickAsync(new());
        page.WaitForElement(".saved[role=status]");
        Assert.Equal("Mine", (await Room.Get<SettingsStore>().ReloadAsync(Ct)).Names["en"]);
    }

    [Fact]
    public async Task A_logo_is_told_by_its_bytes_and_a_drawing_with_scripts_is_refused_whatever_it_is_called()
    {
        var page = Open();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "logo.png", contentType: "image/png"));
        page.WaitForElement("#setting-Logo-error");

        var png = TinyPicture.Png;
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary([.. png, .. new byte[Logo.MostBytes]], "big.png", contentType: "image/png"));
        page.WaitForElement("#setting-Logo-error");

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(png, "logo.svg", contentType: "image/svg+xml"));
        page.WaitForState(() => page.FindAll("#setting-Logo-error").Count == 0);
        await TypeAsync(page, LocalizedText.Same("Имя"));
        await page.Find("form.settings").SubmitAsync();
        page.WaitForElement("img.logo");
        var stored = await Room.Get<SettingsStore>().ReloadAsync(Ct);
        Assert.Equal("image/png", (await Room.Get<SettingsStore>().FindLogoAsync(stored.LogoHash!, Ct))!.MediaType);
    }

    private static async Task TypeAsync(IRenderedComponent<SettingsPage> page, LocalizedText names)
    {
        foreach (var language in Languages.All)
        {
            await page.Find($"#setting-{SettingsForm.NameIn(language)}").InputAsync(new() { Value = names[language] });
        }
    }

    private IRenderedComponent<SettingsPage> Open()
    {
        var page = Render<SettingsPage>();
        page.WaitForElement("form.settings");
        return page;
    }
}
