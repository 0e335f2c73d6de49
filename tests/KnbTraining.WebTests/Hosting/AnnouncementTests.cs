using KnbTraining.Learning.Settings;
using KnbTraining.Web.Hosting;

namespace KnbTraining.WebTests.Hosting;

public sealed class AnnouncementTests
{
    [Fact]
    public void A_first_start_shows_the_link_that_works_once() =>
        Assert.Contains("http://host:1/setup?token=a%2Bb", new Announcement("a+b", Demo: false).Lines(["http://host:1/"], people: null));

    [Fact]
    public void A_later_start_shows_the_address_only() =>
        Assert.Equal(["KnbTraining is ready: http://host:1"], new Announcement(SetupToken: null, Demo: false).Lines(["http://host:1"], people: null));

    [Fact]
    public void The_link_of_setup_leads_through_the_public_address_where_it_is_known() =>
        Assert.Equal(
            "https://example.kz/knb/setup?token=a",
            new Announcement("a", Demo: false).Lines(["http://host:1"], PublicAddress.Read("https://example.kz/knb/")).Last());

    [Fact]
    public void The_demo_shows_every_sign_in()
    {
        var lines = string.Join('\n', new Announcement(SetupToken: null, Demo: true).Lines(["http://host:1"], people: null));
        Assert.All(["admin", "editor", "reviewer", "manager", "auditor", "employee", "Demo-2026-knb"], word => Assert.Contains(word, lines, StringComparison.Ordinal));
    }
}
