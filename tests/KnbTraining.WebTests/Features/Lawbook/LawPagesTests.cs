using System.Globalization;
using Bunit;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit.Content;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Lawbook;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Lawbook;

public sealed class LawPagesTests : AdminPageContext
{
    private const string Rule = "rules/travel-approval/current-holder-without-approval.yaml";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void The_map_shows_every_act_and_each_cell_leads_to_its_rule_or_to_its_gap()
    {
        var page = Open<LawPage>(LawAddress.Map(false, new DateOnly(2026, 3, 10)));
        var grids = page.FindAll("table.mud-simple-table, .grid table");
        Assert.Equal(8, page.FindAll(".grids table").Count);
        Assert.NotEmpty(grids);
        var targets = page.FindAll(".grids a.cell").Select(link => link.GetAttribute("href")!).ToArray();
        Assert.All(targets, target => Assert.True(
            target.StartsWith("admin/content/document/rules/", StringComparison.Ordinal) || page.FindAll($"#{target.Split('#')[1]}").Count == 1,
            target));
        Assert.Contains(targets, target => target.Contains('#', StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_is_marked_as_a_plan_and_never_shown_as_law()
    {
        var inForce = Open<LawPage>(LawAddress.Map(false, new DateOnly(2026, 3, 10)));
        Assert.DoesNotContain(inForce.FindAll(".grids .tag.p"), _ => true);
        Assert.Contains("Planned: Administrative liability", inForce.Find(".grids").TextContent, StringComparison.Ordinal);

        var adopted = Open<LawPage>(LawAddress.Map(true, new DateOnly(2026, 3, 10)));
        Assert.NotEmpty(adopted.FindAll(".grids .tag.p"));
        Assert.Contains("supposes", adopted.Find(".note.p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_says_how_much_was_checked()
    {
        var page = Open<LawPage>(LawAddress.Map(false, new DateOnly(2026, 3, 10)));
        Assert.Contains("None: 352 verdicts were checked", page.Markup, StringComparison.Ordinal);
        Assert.Contains("None: 176 situations were checked, and the conditions of every rule hold somewhere.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silence_never_reads_as_permission()
    {
        var page = Open<LawPage>(LawAddress.Map(false, new DateOnly(2026, 3, 10)));
        Assert.Contains("does not mean", page.Find(".note.caution").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Overdue_reviews_are_marked_on_the_local_day_after_their_date()
    {
        var before = Open<LawPage>(LawAddress.Home);
        Assert.Contains("No review is overdue.", before.Markup, StringComparison.Ordinal);
        Room.Clock.SetUtcNow(new DateTimeOffset(2027, 4, 1, 6, 0, 0, TimeSpan.Zero));
        var after = Open<LawPage>(LawAddress.Home);
        Assert.NotEmpty(after.FindAll("tr.bad .tag.w"));
    }

    [Fact]
    public void At_first_the_law_in_force_is_compared_with_the_plan_and_each_change_says_why()
    {
        var page = Open<ChangesPage>(LawAddress.Changes);
        Assert.Contains("of 176 situations are judged differently", page.Markup, StringComparison.Ordinal);
        var reasons = page.FindAll(".reasons").ToArray();
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.Contains("Counts now, and did not before:", reason.TextContent, StringComparison.Ordinal));
        Assert.Contains(reasons, reason => reason.TextContent.Contains("by this rule:", StringComparison.Ordinal));
    }

    [Fact]
    public void One_edition_under_one_law_differs_in_nothing_and_the_page_says_how_much_was_compared()
    {
        var page = Open<ChangesPage>(LawAddress.Compare(new ComparedSide("1", false), new ComparedSide("1", false), new DateOnly(2026, 3, 10)));
        Assert.Contains("Nothing differs: 176 situations were compared.", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_working_draft_is_compared_with_the_published_edition_even_where_it_may_not_be_published_yet()
    {
        // The statement still speaks of the plan as law: published it would be refused, looked at it may be.
        await SaveAsync(text => text.Replace("liability: administrative", "liability: criminal", StringComparison.Ordinal).Replace("According to the NSC's answer, a current", "A current", StringComparison.Ordinal));
        var page = Open<ChangesPage>(LawAddress.Compare(new ComparedSide("1", false), new ComparedSide(ComparedSide.OfChange(1), false), new DateOnly(2026, 3, 10)));
        Assert.Contains("Says something else now:", page.Find(".reasons").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Administrative liability", "Criminal liability"], page.FindAll(".turn .chip").Select(chip => chip.TextContent.Trim()));
    }

    [Fact]
    public async Task Drafts_that_do_not_hold_together_are_said_not_to()
    {
        await SaveAsync(text => text.Replace("approval: absent }", "approval: refused }", StringComparison.Ordinal));
        var page = Open<ChangesPage>(LawAddress.Compare(new ComparedSide("1", false), new ComparedSide(ComparedSide.OfChange(1), false), new DateOnly(2026, 3, 10)));
        Assert.Contains("do not hold together", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_reads_the_map_the_comparison_and_the_coverage_and_finds_no_way_to_edit()
    {
        await SaveAsync(text => text.Replace("liability: administrative", "liability: criminal", StringComparison.Ordinal));
        await SignInAsync(Role.Auditor);
        var map = Open<LawPage>(LawAddress.Map(false, new DateOnly(2026, 3, 10)));
        var changes = Open<ChangesPage>(LawAddress.Changes);
        var coverage = Open<CoveragePage>(LawAddress.Coverage);

        Assert.Equal(8, map.FindAll(".grids table").Count);
        Assert.NotEmpty(map.FindAll(".grids span.cell"));
        Assert.NotEmpty(changes.FindAll(".reasons"));
        Assert.Equal(47, coverage.FindAll("tbody tr").Count);
        Assert.All(new[] { map.Markup, changes.Markup, coverage.Markup }, markup => Assert.DoesNotContain("admin/content", markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_auditor_who_asks_for_the_drafts_by_address_gets_the_published_edition()
    {
        await SaveAsync(text => text.Replace("liability: administrative", "liability: criminal", StringComparison.Ordinal));
        await SignInAsync(Role.Auditor);
        var page = Open<ChangesPage>(LawAddress.Compare(new ComparedSide("1", false), new ComparedSide(ComparedSide.OfChange(1), false), new DateOnly(2026, 3, 10)));
        Assert.DoesNotContain("Says something else now:", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void Editors_reviewers_and_auditors_may_read_the_law_and_auditors_not_edit_it()
    {
        Assert.Equal([Role.Editor, Role.Reviewer, Role.Auditor, Role.Administrator], KnbTraining.Web.Security.Policies.Roles[KnbTraining.Web.Security.Policies.ReadLaw]);
        Assert.DoesNotContain(Role.Auditor, KnbTraining.Web.Security.Policies.Roles[KnbTraining.Web.Security.Policies.Edit]);
        Assert.DoesNotContain(Role.Auditor, KnbTraining.Web.Security.Policies.Roles[KnbTraining.Web.Security.Policies.Publish]);
    }

    [Fact]
    public void An_edition_that_does_not_exist_gives_the_current_one()
    {
        var page = Open<ChangesPage>(LawAddress.Compare(new ComparedSide("99", false), new ComparedSide("x", true), new DateOnly(2026, 3, 10)));
        Assert.NotEmpty(page.FindAll(".reasons"));
    }

    [Fact]
    public void The_matrix_shows_the_core_first_and_nothing_is_missing()
    {
        var page = Open<CoveragePage>(LawAddress.Coverage);
        Assert.Equal(47, page.FindAll("tbody tr").Count);
        Assert.Empty(page.FindAll(".tag.w"));
        Assert.Contains("All 47 core facts", page.Markup, StringComparison.Ordinal);
        Assert.Equal(ShippedContent.Edition.Facts.Count, Open<CoveragePage>(LawAddress.CoverageOf("all")).FindAll("tbody tr").Count);
        Assert.Contains("No holes", Open<CoveragePage>(LawAddress.CoverageOf("holes")).Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_matrix_leads_to_the_documents_that_exist()
    {
        var page = Open<CoveragePage>(LawAddress.CoverageOf("all"));
        var links = page.FindAll("tbody a").Select(link => link.GetAttribute("href")!["admin/content/document/".Length..]).Distinct().ToArray();
        Assert.Contains(links, link => link.StartsWith("questions/", StringComparison.Ordinal));
        Assert.Subset(ShippedContent.Documents.Paths.ToHashSet(), links.ToHashSet());
    }

    [Fact]
    public void A_hole_is_marked_where_it_is()
    {
        var row = new KnbTraining.Content.Editions.Coverage.FactCoverage(ShippedContent.Edition.Facts["F-122"], ["clearance-defined"], [], ["authored.promise-by-word"]);
        var table = Render<CoverageTable>(parameters => parameters.Add(view => view.Rows, [row]).Add(view => view.Edition, ShippedContent.Edition));
        Assert.Equal("missing", table.Find("tbody tr").Children[4].TextContent.Trim());
        Assert.Single(table.FindAll(".tag.w"));
    }

    private async Task SaveAsync(Func<string, string> change)
    {
        var editor = await SignInAsync(Role.Editor);
        var saved = await Room.SaveDocumentAsync(editor, Rule, change(ShippedContent.Documents.Find(Rule)!));
        Assert.True(saved.Ok, $"{saved}");
    }

    private IRenderedComponent<T> Open<T>(string address)
        where T : IComponent
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of("en");
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<T>();
        page.WaitForState(() => page.FindAll("[aria-busy]").Count == 0);
        return page;
    }
}
