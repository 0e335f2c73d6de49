using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("text <b onclick=\"x()\">bold</b>")]
    [InlineData("<iframe src=\"/x\"></iframe>")]
    [InlineData("<style>p { color: red }</style>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<form action=\"/logout\"><button>x</button></form>")]
    public void Raw_HTML_does_not_survive(string markdown)
    {
        var html = SafeMarkdown.ToHtml(markdown);
        Assert.DoesNotMatch("<(?!/?p>)", html);
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#115;cript:alert(1))")]
    [InlineData("[x](javascript&colon;alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](https://example.org/page)")]
    [InlineData("[x](http://example.org)")]
    [InlineData("[x](//example.org/page)")]
    [InlineData("<https://example.org>")]
    [InlineData("<someone@example.org>")]
    [InlineData("[x][1]\n\n[1]: https://example.org")]
    public void A_link_that_runs_or_leaves_does_not_survive(string markdown)
    {
        var html = SafeMarkdown.ToHtml(markdown);
        Assert.DoesNotContain("href", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("script:", html, StringComparison.OrdinalIgnoreCase);
    }

    // Browsers read a bare backslash as a slash and drop tabs: only their escaped forms stay within the application.
    [Theory]
    [InlineData("[x](/\\example.org/page)", "<a href=\"/%5Cexample.org/page\">")]
    [InlineData("[x](\\\\example.org/page)", "<a href=\"%5Cexample.org/page\">")]
    [InlineData("[x](/&#9;/example.org)", "<a href=\"/%09/example.org\">")]
    [InlineData("[x](&#9;//example.org)", "<a href=\"%09//example.org\">")]
    public void A_link_in_disguise_stays_within_the_application(string markdown, string html) =>
        Assert.Contains(html, SafeMarkdown.ToHtml(markdown), StringComparison.Ordinal);

    [Theory]
    [InlineData("![x](https://example.org/pixel.png)")]
    [InlineData("![x](/pixel.png)")]
    [InlineData("![x](data:image/png;base64,AAAA)")]
    public void A_picture_does_not_survive(string markdown) =>
        Assert.DoesNotContain("<img", SafeMarkdown.ToHtml(markdown), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("[x](/explore)", "<a href=\"/explore\">x</a>")]
    [InlineData("[x](#remember)", "<a href=\"#remember\">x</a>")]
    [InlineData("**bold** and *soft*", "<strong>bold</strong> and <em>soft</em>")]
    [InlineData("- one\n- two", "<li>one</li>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>")]
    [InlineData("## Есте сақтаңыз", ">Есте сақтаңыз</h2>")]
    public void What_lessons_need_survives(string markdown, string html) =>
        Assert.Contains(html, SafeMarkdown.ToHtml(markdown), StringComparison.Ordinal);

    [Fact]
    public void Shipped_lessons_hold_no_attribute_but_ids_and_links_within_the_application()
    {
        foreach (var lesson in ShippedContent.Edition.Lessons.Values)
        {
            foreach (var html in Languages.All.SelectMany(language => lesson[language].Blocks).Select(block => block switch { ProseBlock prose => prose.Html, CaseBlock story => story.StoryHtml, _ => "" }))
            {
                Assert.DoesNotMatch(@"<(?!/?(?:p|h2|h3|ul|ol|li|strong|em|blockquote|table|thead|tbody|tr|th|td|a|code|br|hr)\b)", html);
                Assert.DoesNotMatch(@" (?!id=|href=""[/#])[a-z-]+=""", html);
            }
        }
    }
}
