using Bunit;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Acknowledgements;
using KnbTraining.Web.Features.Reports;

namespace KnbTraining.WebTests.Features.Acknowledgements;

public sealed class ReportPagesTests : AdminPageContext
{
    [Fact]
    public async Task Each_text_shows_its_version_and_how_many_stand_how()
    {
        await SignInAsync(Role.Auditor);
        await Room.ConfirmTextAsync(await Room.AddLearnerAsync());
        await Room.AddLearnerAsync();
        var page = Render<AcknowledgementsPage>();
        page.WaitForState(() => page.FindAll("tbody tr").Count == EditionSample.Edition.Acknowledgements.Count);
        var travel = page.FindAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent == "Reminder: travel abroad and approval");
        Assert.Equal("admin/acknowledgements/travel-reminder", travel.QuerySelector("th a")!.GetAttribute("href"));
        Assert.Contains(travel.QuerySelectorAll("td a"), link => link.GetAttribute("href") == "admin/acknowledgements/travel-reminder?state=Never");
    }

    [Fact]
    public async Task The_people_of_a_text_stand_with_their_state_and_lead_to_their_confirmations()
    {
        await SignInAsync(Role.Administrator);
        var done = await Room.AddAsync(new PersonBuilder().Named("Aidana Done"));
        var id = await Room.ConfirmTextAsync(done);
        await Room.AddAsync(new PersonBuilder().Named("Bolat Waiting"));
        var page = Render<DocumentPeoplePage>(parameters => parameters.Add(p => p.DocumentId, Confirming.Travel));
        page.WaitForState(() => page.FindAll("tbody tr").Count > 0);
        Assert.Contains(page.FindAll("tbody tr"), row => row.TextContent.Contains("Bolat Waiting", StringComparison.Ordinal) && row.TextContent.Contains("Not confirmed", StringComparison.Ordinal));
        Assert.Contains(page.FindAll("tbody a"), link => link.GetAttribute("href") == $"acknowledgements/{id}");
        Assert.Equal(["admin/acknowledgements/travel-reminder/people.csv", "admin/acknowledgements/travel-reminder/people.xlsx"], page.FindAll("a[download]").Select(link => link.GetAttribute("href")));

        var transcript = Render<TranscriptPage>(parameters => parameters.Add(p => p.Id, done.PersonId));
        transcript.WaitForAssertion(() => Assert.Contains($"acknowledgements/{id}", transcript.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_that_does_not_exist_is_told_calmly()
    {
        var page = Render<DocumentPeoplePage>(parameters => parameters.Add(p => p.DocumentId, "no-such-text"));
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[role=alert]")));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("99")]
    [InlineData(null)]
    public void A_state_that_is_none_filters_nothing(string? text) => Assert.Null(KnbTraining.Web.Features.Acknowledgements.ConfirmationReportAddress.ReadState(text));
}
