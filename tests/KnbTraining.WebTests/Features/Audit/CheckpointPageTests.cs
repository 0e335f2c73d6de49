using Bunit;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Features.Audit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Features.Audit;

public sealed class CheckpointPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_page_shows_three_lines_and_a_code_and_says_what_they_cannot_prove()
    {
        await SignInAsync(Role.Auditor);
        var page = Render<CheckpointPage>();
        Assert.Contains("Nothing has been signed yet.", page.Markup, StringComparison.Ordinal);
        await page.Find("button.btn.main").ClickAsync(new());

        var made = await NewestAsync();
        var lines = page.FindAll(".ledger-head code").Select(code => code.TextContent);
        Assert.Equal(made.Note.Split('\n')[..3], lines);
        Assert.Single(page.FindAll(".ledger-head svg.qr"));
        Assert.Contains("whoever owns the database could rewrite the log as a whole", page.Markup, StringComparison.Ordinal);
        Assert.Contains("every entry is unprotected", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_checkpoint_proves_is_kept_and_names_a_later_forgery_here_and_on_the_audit_page()
    {
        await SignInAsync(Role.Administrator);
        var made = (await Room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Value!;
        var page = Render<CheckpointPage>();
        await CompareAsync(page, made.Note);
        var note = page.Find("section .note.r").TextContent;
        Assert.Contains($"Entries 1 to {made.Size}: proved", note, StringComparison.Ordinal);
        Assert.Contains($"Entry {made.Size + 1}: unprotected", note, StringComparison.Ordinal);
        Assert.Contains("It is kept", note, StringComparison.Ordinal);
        Assert.Equal("Fits", page.Find("tbody td:last-child").TextContent);
        Assert.Contains("Compared with checkpoints from outside: 1.", Render<AuditLogPage>().Find(".note.r").TextContent, StringComparison.Ordinal);

        await using (var db = Room.Open())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE Ledger SET Line = Line || ' ' WHERE Number = 1", None);
        }

        await CompareAsync(page, made.Note);
        var wrong = page.Find("section .note.w");
        Assert.Contains($"The checkpoint over {made.Size} entries is the first that no longer fits.", wrong.TextContent, StringComparison.Ordinal);
        Assert.Contains("Entry 1: the line is not the one that was written.", wrong.TextContent, StringComparison.Ordinal);
        Assert.Contains(wrong.QuerySelectorAll("a"), link => link.GetAttribute("href") == "admin/audit" && link.TextContent == "Entry 1");
        Assert.Equal("Lines were changed", page.Find("tbody tr.bad td:last-child").TextContent);
        Assert.Contains("no longer fits", Render<AuditLogPage>().Find(".note.w").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE LedgerCheckpoints SET Note = 'nonsense' WHERE Number = 2")]
    [InlineData("UPDATE LedgerCheckpoints SET Edge = zeroblob(5) WHERE Number = 2")]
    public async Task A_checkpoint_that_was_changed_in_the_database_is_named_on_both_pages_and_the_one_before_is_shown(string sql)
    {
        await SignInAsync(Role.Administrator);
        var first = (await Room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Value!;
        await SignInAsync(Role.Administrator);
        await Room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None);
        await Room.ExecuteAsync(sql);

        var page = Render<CheckpointPage>();

        Assert.StartsWith("Checkpoint 2 in the database is not the one that was signed", page.Find(".note.w").TextContent, StringComparison.Ordinal);
        Assert.Equal(first.Note.Split('\n')[..3], page.FindAll(".ledger-head code").Select(code => code.TextContent));
        Assert.Contains("Checkpoint 2 in the database is not the one that was signed.", Render<AuditLogPage>().Find(".note.w").TextContent, StringComparison.Ordinal);
        await page.Find("button.btn.main").ClickAsync(new());
        Assert.NotEmpty(page.FindAll(".note.w[role=alert]"));
    }

    [Fact]
    public async Task Lines_typed_from_paper_are_said_to_be_unsigned_and_are_not_kept_where_they_do_not_fit()
    {
        await SignInAsync(Role.Auditor);
        var made = (await Room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Value!;
        var lines = made.Note.Split('\n')[..3];
        var page = Render<CheckpointPage>();
        await CompareAsync(page, string.Join('\n', lines[0], "1", lines[2]));
        Assert.Contains("It has no signature", page.Find("section .note.w").TextContent, StringComparison.Ordinal);
        Assert.Contains("It is not kept", page.Find("section .note.w").TextContent, StringComparison.Ordinal);
        Assert.Empty(await Room.Get<OutsideHeads>().ListAsync(None));

        await CompareAsync(page, string.Join('\n', lines));
        Assert.Contains("It is kept", page.Find("section .note.r").TextContent, StringComparison.Ordinal);
        Assert.Contains("None, typed from paper", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_is_named_with_its_line_and_a_file_is_read_as_pasted_text_is()
    {
        await SignInAsync(Role.Auditor);
        var made = (await Room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Value!;
        var page = Render<CheckpointPage>();
        await CompareAsync(page, "");
        Assert.Contains("There is nothing to read.", page.Find("#checkpoint-fault").TextContent, StringComparison.Ordinal);
        await CompareAsync(page, made.Note.Replace($"\n{made.Size}\n", "\n7000\n", StringComparison.Ordinal));
        Assert.Contains("The signature does not fit", page.Find("#checkpoint-fault").TextContent, StringComparison.Ordinal);
        await CompareAsync(page, string.Join('\n', made.Note.Split('\n')[0], "many", made.Note.Split('\n')[2]));
        Assert.Contains("Line 2: The second line must be a number of entries", page.Find("#checkpoint-fault").TextContent, StringComparison.Ordinal);

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(made.Note, "2026-03-02.checkpoint"));
        page.WaitForAssertion(() => Assert.Contains("proved", page.Find("section .note.r").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#checkpoint-fault .finding"));
    }

    private static async Task CompareAsync(IRenderedComponent<CheckpointPage> page, string text)
    {
        await page.Find("#checkpoint-text").ChangeAsync(text);
        await page.Find("form").SubmitAsync();
    }

    private async Task<LedgerCheckpoint> NewestAsync()
    {
        await using var db = Room.Open();
        return await db.LedgerCheckpoints.OrderByDescending(row => row.Number).FirstAsync(None);
    }
}
