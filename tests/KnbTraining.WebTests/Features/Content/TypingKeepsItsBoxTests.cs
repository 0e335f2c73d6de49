using Bunit;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Fields;

namespace KnbTraining.WebTests.Features.Content;

/// <summary>The page of a document is drawn again while somebody types; the box in which they type stays.</summary>
public sealed class TypingKeepsItsBoxTests : AdminPageContext
{
    [Fact]
    public void A_box_that_owes_nothing_changes_nothing_when_it_goes()
    {
        var (texts, changes, box) = (new UnsentTexts(), 0, new object());
        texts.Changed = () => changes++;
        texts.Forget(box);
        Assert.Equal(0, changes);
        texts.Begin(box);
        texts.Forget(box);
        Assert.Equal((2, false), (changes, texts.AnyUnsent));
        texts.Refuse(box, 300_000);
        texts.Forget(box);
        Assert.Equal((4, false), (changes, texts.AnyTooLong));
    }

    [Theory]
    [InlineData("questions/travel-former-two-halves.yaml")]
    [InlineData("rules/travel-approval/approval-before-travel.yaml")]
    [InlineData("courses/before-access.yaml")]
    [InlineData("lessons/written-obligation/en.md")]
    [InlineData("cases/travel-abroad.yaml")]
    public async Task A_page_that_is_drawn_again_has_the_same_boxes(string path)
    {
        await SignInAsync(Role.Editor);
        var page = Render<DocumentPage>(parameters => parameters.Add(one => one.Path, path));
        page.WaitForElement("details.source");
        TypedBox[] Boxes() => [.. page.FindComponents<TypedBox>().Select(box => box.Instance)];
        var before = Boxes();
        Assert.NotEmpty(before);
        page.Render();
        Assert.Equal(before, Boxes(), ReferenceEqualityComparer.Instance);

        // As when it begins to type in the last one.
        await page.InvokeAsync(() => before[^1].TypeAsync(1));
        Assert.Equal(before, Boxes(), ReferenceEqualityComparer.Instance);
    }
}
