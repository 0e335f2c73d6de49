using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Reports.Saved;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Notices.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmtpServer.Protocol;

namespace KnbTraining.UnitTests.Learning.Reports.Saved;

[Trait("Database", "Each")]
public sealed class SavedReportTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(ReportRhythm.Weekly, "2026-03-02", "2026-03-09")]
    [InlineData(ReportRhythm.Weekly, "2026-03-03", "2026-03-09")]
    [InlineData(ReportRhythm.Weekly, "2026-03-08", "2026-03-09")]
    [InlineData(ReportRhythm.Monthly, "2026-12-31", "2027-01-01")]
    [InlineData(ReportRhythm.Monthly, "2026-03-01", "2026-04-01")]
    [InlineData(ReportRhythm.Never, "2026-03-01", null)]
    public void A_rhythm_names_the_next_day(ReportRhythm rhythm, string day, string? next) =>
        Assert.Equal(next is null ? null : DateOnly.Parse(next, null), SavedReport.NextAfter(rhythm, DateOnly.Parse(day, null)));

    [Fact]
    public async Task A_saved_report_is_written_on_its_day_once_and_recorded_as_an_export_of_its_owner()
    {
        await using var room = await LearningRoom.OpenAsync();
        var manager = await AddManagerAsync(room, null);
        var saved = room.Get<SavedReports>();
        var form = new SavedReportForm
        {
            Name = "Every week", Report = ExportedReport.Compliance, Rhythm = ReportRhythm.Weekly, Format = "csv", Question = new SavedQuestion { Choice = "later", Columns = ["due"] },
        };
        var id = (await saved.SaveAsync(manager, form, "en", None)).Value;
        Assert.Empty(await DueAsync(room));
        room.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal([id], await DueAsync(room));
        Assert.Null(await room.Get<SavedReportRound>().SendAsync(id, None));
        Assert.Null(await room.Get<SavedReportRound>().SendAsync(id, None));

        var today = room.Get<LocalCalendar>().Today;
        var file = Assert.Single(Directory.GetFiles(Folder(room)));
        var text = await File.ReadAllTextAsync(file, None);
        Assert.Contains("Name", text, StringComparison.Ordinal);
        Assert.Contains("Due date", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Course", text, StringComparison.Ordinal);
        Assert.Contains("Learner of North", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Learner of South", text, StringComparison.Ordinal);
        Assert.Equal(new ReportExported(ExportedReport.Compliance, Slug.Of("csv"), today, Choice: Slug.Of("later")), Assert.Single(await room.FactsAsync<ReportExported>()));
        await using var db = room.Open();
        Assert.Equal(manager.PersonId, await db.LedgerRows.Where(entry => entry.Kind == "report.exported").Select(entry => entry.ActorId).SingleAsync(None));
        var row = Assert.Single(await saved.ListAsync(manager, None));
        Assert.Equal((today, today.AddDays(7), (ReportStop?)null), (row.LastOn, row.NextOn, row.Stopped));
        Assert.Empty(await DueAsync(room));
    }

    [Fact]
    public async Task Who_has_lost_the_right_gets_nothing_any_more_and_the_ledger_says_why()
    {
        await using var room = await LearningRoom.OpenAsync();
        var manager = await AddManagerAsync(room, null);
        var saved = room.Get<SavedReports>();
        var id = (await saved.SaveAsync(manager, new SavedReportForm { Name = "Monthly", Report = ExportedReport.Progress, Rhythm = ReportRhythm.Monthly }, "ru", None)).Value;
        room.Clock.Advance(TimeSpan.FromDays(31));
        await room.ExecuteAsync("DELETE FROM UnitManagers");

        Assert.Null(await room.Get<SavedReportRound>().SendAsync(id, None));

        Assert.False(Directory.Exists(Folder(room)));
        Assert.Equal(new ReportStopped(id, manager.PersonId, ExportedReport.Progress, ReportStop.NoRight), Assert.Single(await room.FactsAsync<ReportStopped>()));
        Assert.Empty(await room.FactsAsync<ReportExported>());
        Assert.Equal(ReportStop.NoRight, Assert.Single(await saved.ListAsync(manager, None)).Stopped);
        Assert.Empty(await DueAsync(room));
    }

    [Fact]
    public async Task Saved_reports_are_their_owners_and_only_those_that_the_owner_may_read()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (manager, other) = (await AddManagerAsync(room, null), await room.AddAsync(new PersonBuilder().With(Role.Administrator)));
        var saved = room.Get<SavedReports>();
        SavedReportForm Form(ExportedReport report, string name = "Mine") => new() { Name = name, Report = report };

        var id = (await saved.SaveAsync(manager, Form(ExportedReport.Weakness), "en", None)).Value;
        Assert.Equal(Refusal.NotAllowed, (await saved.SaveAsync(manager, Form(ExportedReport.Coverage), "en", None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await saved.SaveAsync(await room.AddLearnerAsync(), Form(ExportedReport.Progress), "en", None)).Refused);
        Assert.Equal(RefusalKind.Invalid, (await saved.SaveAsync(manager, Form(ExportedReport.Progress, " "), "en", None)).Refused?.Kind);
        var forged = new SavedReportForm { Name = "Forged", Report = ExportedReport.Compliance, Question = new SavedQuestion { Course = "x\ny" } };
        Assert.Equal(Refusal.NotFound, (await saved.SaveAsync(manager, forged, "en", None)).Refused);
        var mailed = new SavedReportForm { Name = "Mailed", Report = ExportedReport.Progress, Rhythm = ReportRhythm.Weekly, Way = ReportWay.Mail };
        Assert.Equal(new Refusal.Invalid("Way", "no-mail").Kind, (await saved.SaveAsync(manager, mailed, "en", None)).Refused?.Kind);

        Assert.Empty(await saved.ListAsync(other, None));
        Assert.Equal(Refusal.NotFound, (await saved.DeleteAsync(other, id, None)).Refused);
        Assert.True((await saved.DeleteAsync(manager, id, None)).Ok);
        Assert.Empty(await saved.ListAsync(manager, None));
        Assert.Equal([new ReportUnsaved(id)], await room.FactsAsync<ReportUnsaved>());
    }

    [Fact]
    public async Task By_mail_it_goes_to_its_owner_with_the_file_and_what_was_not_taken_is_tried_again_tomorrow()
    {
        await using var post = new PostOffice();
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var form = new MailForm { Host = "localhost", Port = post.Port, Security = MailSecurity.None, Sender = "house@example.kz" };
        Assert.True((await room.Get<MailServers>().SaveAsync(admin, form, 0, None)).Ok);
        var manager = await AddManagerAsync(room, "manager@example.kz");
        var saved = new SavedReportForm { Name = "By mail", Report = ExportedReport.Compliance, Rhythm = ReportRhythm.Weekly, Way = ReportWay.Mail };
        var id = (await room.Get<SavedReports>().SaveAsync(manager, saved, "en", None)).Value;
        room.Clock.Advance(TimeSpan.FromDays(7));

        post.Answer = () => Task.FromResult(new SmtpResponse(PostOffice.NotNow, "4.7.1 Come back"));
        await Assert.ThrowsAsync<MailUnavailableException>(() => room.Get<SavedReportRound>().SendAsync(id, None));
        Assert.Empty(await DueAsync(room));
        room.Clock.Advance(TimeSpan.FromDays(1));
        post.Answer = () => Task.FromResult(SmtpResponse.Ok);
        Assert.Null(await room.Get<SavedReportRound>().SendAsync(id, None));

        var message = Assert.Single(post.Taken);
        Assert.Equal(("By mail", "manager@example.kz"), (message.Subject, message.To.Mailboxes.Single().Address));
        Assert.EndsWith(".xlsx", Assert.Single(message.Attachments).ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 3, 16), Assert.Single(await room.Get<SavedReports>().ListAsync(manager, None)).NextOn);
    }

    private static Task<IReadOnlyList<Guid>> DueAsync(LearningRoom room) => room.Get<SavedReportRound>().FindDueAsync(None);

    private static string Folder(LearningRoom room) => Path.Combine(room.Get<IOptions<LearningOptions>>().Value.DataFolder, "reports");

    // A manager of North with an account, and a learner with an open course in North and in South each.
    private static async Task<Viewer> AddManagerAsync(LearningRoom room, string? email)
    {
        var admin = await room.AddAsync(new PersonBuilder().Named("Setup").Holding(HolderStatus.None).With(Role.Administrator));
        var (north, south) = (await room.AddUnitAsync("North", await room.RootAsync()), await room.AddUnitAsync("South", await room.RootAsync()));
        await room.AddAsync(new PersonBuilder().Named("Learner of North").In(north));
        await room.AddAsync(new PersonBuilder().Named("Learner of South").In(south));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 90, None);
        var form = new PersonForm { Name = "Manager", UserName = $"manager-{Guid.NewGuid():N}", Email = email, UnitId = north.Id, Roles = [Role.Manager], ManagedUnitId = north.Id };
        var added = await room.Get<PeopleService>().AddAsync(admin, form, None);
        await using var db = room.Open();
        var user = await db.Users.SingleAsync(account => account.PersonId == added.Value!.Id, None);
        return (await room.Get<PeopleQueries>().FindViewerAsync(user.Id, None))!;
    }
}
