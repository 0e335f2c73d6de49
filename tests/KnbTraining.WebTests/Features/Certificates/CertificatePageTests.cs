using Bunit;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Certificates;
using KnbTraining.Web.Features.Home;
using KnbTraining.Web.Features.Quiz;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Certificates;

public sealed class CertificatePageTests : LearnerRoom
{
    [Fact]
    public async Task A_certificate_says_who_what_when_and_where_to_check_it()
    {
        Services.AddSingleton(PublicAddressIs("https://training.example.kz/knb/"));
        var number = await Room.CertificateOfAsync(await Room.SitAsync(Viewer));
        var page = Render<CertificatePage>(parameters => parameters.Add(p => p.Number, number));
        Assert.Equal(Viewer.Name, page.Find(".holder").TextContent);
        Assert.Equal(EditionSample.Edition.Courses[EditionSample.Course].Title["en"], page.Find(".course").TextContent);
        Assert.Equal(["2 March 2026", "2 March 2027", "100 %", "1"], page.FindAll(".particulars dd").Select(value => value.TextContent.Trim()));
        Assert.Equal(number, page.Find(".certificate .serial").TextContent);
        Assert.Equal($"https://training.example.kz/knb/verify/{number}", page.Find("footer a").TextContent);
        Assert.Equal(QrDrawing.Of($"https://training.example.kz/knb/verify/{number}").Path, page.Find(".qr path").GetAttribute("d"));
        Assert.Empty(page.FindAll("[style], [role=alert]"));
    }

    [Fact]
    public async Task Where_nobody_has_said_the_public_address_the_code_carries_only_the_number()
    {
        var number = await Room.CertificateOfAsync(await Room.SitAsync(Viewer));
        var page = Render<CertificatePage>(parameters => parameters.Add(p => p.Number, number));
        Assert.Empty(page.FindAll("footer a"));
        Assert.Equal(QrDrawing.Of(number).Path, page.Find(".qr path").GetAttribute("d"));
        Assert.Equal("Code with the number of this certificate", page.Find(".qr").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task A_certificate_whose_time_is_over_says_so()
    {
        var number = await Room.CertificateOfAsync(await Room.SitAsync(Viewer));
        Room.Clock.Advance(TimeSpan.FromDays(366));
        var page = Render<CertificatePage>(parameters => parameters.Add(p => p.Number, number));
        Assert.Equal("No longer valid", page.Find(".particulars .tag").TextContent);
    }

    [Fact]
    public async Task The_certificate_of_somebody_else_is_not_there()
    {
        var other = await Room.AddAsync(new PersonBuilder().Named("Somebody Else"));
        var number = await Room.CertificateOfAsync(await Room.SitAsync(other));
        var page = Render<CertificatePage>(parameters => parameters.Add(p => p.Number, number));
        Assert.DoesNotContain("Somebody", page.Markup, StringComparison.Ordinal);
        Assert.Contains("not yours to see", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_of_a_passed_exam_leads_to_its_certificate_and_a_failed_one_does_not()
    {
        var passed = await Room.SitAsync(Viewer);
        var page = Render<ResultPage>(parameters => parameters.Add(p => p.AttemptId, passed));
        Assert.Equal($"certificates/{await Room.CertificateOfAsync(passed)}", Assert.Single(page.FindAll(".pass .bar a[href^='certificates/']")).GetAttribute("href"));

        var failed = await Room.SitAsync(await Room.AddLearnerAsync(), right: 3);
        Assert.DoesNotContain("certificates/", Render<ResultPage>(parameters => parameters.Add(p => p.AttemptId, failed)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_leads_from_a_completed_course_to_its_certificate()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").With(KnbTraining.Learning.Organisation.Role.Administrator));
        await Room.Get<KnbTraining.Learning.Assignments.AssignmentService>().AssignAsync(
            admin, EditionSample.Course, new KnbTraining.Learning.Assignments.AssignmentAudience(KnbTraining.Learning.Organisation.HolderStatus.Current), 30, CancellationToken.None);
        var number = await Room.CertificateOfAsync(await Room.SitAsync(Viewer));
        var page = Render<HomePage>();
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        Assert.Single(page.FindAll($"a[href='certificates/{number}']"));
    }
}
