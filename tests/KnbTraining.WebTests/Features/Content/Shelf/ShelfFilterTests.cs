using Bunit;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Shelf;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content.Shelf;

public sealed class ShelfFilterTests : AdminPageContext
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly ShelfRow[] Rows =
    [
        Row("a") with { Kind = DocumentKind.Course, UsedIn = 2 },
        Row("b") with { State = ShelfState.Changed, ReviewBy = Today.AddDays(-1) },
        Row("c") with { Languages = [("en", ShelfLanguage.Read), ("ru", ShelfLanguage.Stale), ("kk", ShelfLanguage.Unread)], ReviewBy = Today.AddDays(ShelfFilter.SoonDays), UsedIn = 5 },
        Row("d") with { State = ShelfState.New, ReviewBy = Today.AddDays(ShelfFilter.SoonDays + 1), ChangedAt = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) },
        Row("e") with { State = ShelfState.Retired, IsGone = true },
        Row("f") with { Languages = [("kk", ShelfLanguage.Missing)] },
    ];

    [Fact]
    public void Each_filter_and_each_order_gives_its_rows_and_comes_back_from_its_address()
    {
        (ShelfFilter Filter, string Expected)[] filters =
        [
            (new(), "abcdf"),
            (new(Search: "C"), "c"),
            (new(Kind: DocumentKind.Course), "a"),
            (new(State: ShelfState.Published), "acf"),
            (new(State: ShelfState.Changed), "b"),
            (new(State: ShelfState.New), "d"),
            (new(State: ShelfState.Retired), "e"),
            (new(Language: "ru"), "c"),
            (new(Language: "kk"), "f"),
            (new(Language: ShelfFilter.AnyBehind), "cf"),
            (new(Language: ShelfFilter.Unread), "c"),
            (new(Review: ShelfReview.Overdue), "b"),
            (new(Review: ShelfReview.Soon), "c"),
            (new(Review: ShelfReview.Without), "af"),
            (new(Order: ShelfOrder.Kind), "bcdfa"),
            (new(Order: ShelfOrder.Changed), "dabcf"),
            (new(Order: ShelfOrder.Review), "bcdaf"),
            (new(Order: ShelfOrder.Uses), "cabdf"),
            (new(Search: "a & b", Page: 3), ""),
        ];
        Assert.All(filters, one =>
        {
            Assert.Equal(one.Expected, string.Concat(one.Filter.Of(Rows, Today).Select(row => row.Title)));
            var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri($"http://a/{one.Filter.Address}").Query);
            string? Of(string key) => asked.TryGetValue(key, out var value) ? value.ToString() : null;
            Assert.Equal(one.Filter, ShelfFilter.Read(Of("q"), Of("kind"), Of("state"), Of("language"), Of("review"), Of("order"), Of("page")));
        });
        Assert.Equal(new ShelfFilter(), ShelfFilter.Read(null, "17", "nonsense", "xx", "-1", "", "0"));
    }

    [Fact]
    public async Task Chosen_documents_are_changed_together_after_a_look_and_one_press_undoes_it()
    {
        var editor = await SignInAsync(Role.Editor);
        Services.GetRequiredService<NavigationManager>().NavigateTo(new ShelfFilter(Kind: DocumentKind.Rule).Address);
        var page = Render<ContentPage>();
        page.WaitForElement("table");
        Assert.All(page.FindAll("tbody th small"), kind => Assert.Equal("Rule", kind.TextContent));
        var boxes = page.FindAll("tbody input[type=checkbox]").Count;
        await page.FindAll("button").First(button => button.TextContent.Trim().StartsWith("Choose all", StringComparison.Ordinal)).ClickAsync(new());
        await Press(page, "Show what would change");
        Assert.Equal("Choose a day.", page.Find("#batch-day-error").TextContent);
        var day = page.FindComponents<KnbTraining.Web.Components.DateField>().Single();
        await day.InvokeAsync(() => day.Instance.ValueChanged.InvokeAsync(new DateOnly(2028, 5, 1)));
        await Press(page, "Show what would change");
        Assert.Contains($"{boxes} documents would change", page.Markup, StringComparison.Ordinal);
        Assert.Contains("→ 1 May 2028", page.Markup, StringComparison.Ordinal);
        await Press(page, "Make the change");
        page.WaitForAssertion(() => Assert.Contains($"The change holds {boxes} documents.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(boxes, Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(editor, CancellationToken.None)).Documents);
        Assert.Equal(boxes, page.FindAll("tbody .tag.p").Count);

        await Press(page, "Undo");
        page.WaitForAssertion(() => Assert.Contains("Everything is as it was.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(await Room.Get<ChangeQueries>().OpenAsync(editor, CancellationToken.None));
        Assert.Empty(page.FindAll("tbody .tag.p"));

        // Filters go into the address, and what uses a document is one click away.
        await page.Find("#content-language").ChangeAsync(new ChangeEventArgs { Value = ShelfFilter.Unread });
        Assert.EndsWith("admin/content?kind=Rule&language=unread", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        var uses = Render<ShelfUsesPage>(parameters => parameters.Add(one => one.Path, "rules/travel-approval/approval-before-travel.yaml"));
        Assert.NotEmpty(uses.FindAll("section li a"));
    }

    [Fact]
    public async Task A_reviewer_chooses_nothing()
    {
        await SignInAsync(Role.Reviewer);
        var page = Render<ContentPage>();
        page.WaitForElement("table");
        Assert.Empty(page.FindAll("tbody input[type=checkbox]"));
    }

    private static Task Press(IRenderedComponent<ContentPage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == text).ClickAsync(new());

    private static ShelfRow Row(string title) =>
        new(title, [title], DocumentKind.Rule, title, ShelfState.Published, [("en", ShelfLanguage.Read)], null, null, null, null, 0, []);
}
