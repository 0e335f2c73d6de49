using Bunit;
using KnbTraining.Learning.Certificates;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Certificates;

namespace KnbTraining.WebTests.Features.Certificates;

public sealed class VerifyPageTests : LearnerRoom
{
    [Fact]
    public async Task A_valid_certificate_tells_a_stranger_no_first_name_unit_or_result()
    {
        var number = await Room.CertificateOfAsync(await Room.SitAsync(Viewer));
        var page = Check(number);
        Assert.Equal("This certificate is valid", page.Find("h1").TextContent);
        Assert.Equal(
            ["A. Testova", EditionSample.Edition.Courses[EditionSample.Course].Title["en"], "2 March 2026", "2 March 2027", "1", number, "Verified"],
            page.FindAll("dd").Select(value => value.TextContent));
        Assert.DoesNotContain("Aigerim", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Organisation", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("100", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_past_its_last_day_is_no_longer_valid()
    {
        var number = await Room.CertificateOfAsync(await Room.SitAsync(Viewer));
        Room.Clock.Advance(TimeSpan.FromDays(366));
        Assert.Equal("This certificate is no longer valid", Check(number).Find("h1").TextContent);
    }

    [Fact]
    public async Task A_certificate_whose_key_is_gone_is_not_vouched_for()
    {
        var number = await Room.CertificateOfAsync(await Room.SitAsync(Viewer));
        Directory.Delete(Room.Get<CertificateKeys>().Place, recursive: true);
        var page = Check(number);
        Assert.Equal("The signature does not match", page.Find("h1").TextContent);
        Assert.Equal("Does not match", page.FindAll("dd")[^1].TextContent);
    }

    [Fact]
    public void A_number_that_nobody_has_stays_in_the_field_to_be_mended()
    {
        var page = Check("KNB-2026-7F3K-Q9TD");
        Assert.Equal("There is no such certificate", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll("dd"));
        Assert.Equal("KNB-2026-7F3K-Q9TD", page.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Without_a_number_the_page_asks_for_one() => Assert.Equal("Check a certificate", Check(null).Find("h1").TextContent);

    [Fact]
    public async Task The_page_of_keys_shows_public_keys_only_the_current_one_first()
    {
        await Room.Get<CertificateKeyRotation>().RotateAsync(CancellationToken.None);
        var page = Render<KeysPage>();
        Assert.Equal(Room.Get<CertificateKeys>().ListPublic().Select(key => key.Id), page.FindAll("h2").Select(heading => heading.TextContent));
        Assert.Equal(["Signs certificates now.", "Signs nothing any more; what it signed can still be checked."], page.FindAll("section .soft").Select(text => text.TextContent));
        Assert.All(page.FindAll("pre"), pem => Assert.StartsWith("-----BEGIN PUBLIC KEY-----", pem.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("PRIVATE", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<VerifyPage> Check(string? number) => Render<VerifyPage>(parameters => parameters.Add(p => p.Number, number));
}
