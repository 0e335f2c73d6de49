using System.Text;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace KnbTraining.Learning.Reports.Saved;

/// <summary>
/// Sends saved reports whose day has come. The rights are those that the owner has then; the export is recorded in the transaction that says it was sent,
/// before anything leaves.
/// </summary>
public sealed class SavedReportRound(
    LearningStore store, ReportList reports, PeopleQueries people, MailServers servers, LocalCalendar calendar, IOptions<LearningOptions> options)
{
    /// <summary>The local hour from which reports are sent.</summary>
    public const int FirstHour = 6;

    /// <summary>The longest that a mail server may be silent.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    private string Folder => Path.Combine(options.Value.DataFolder, DataFolderNames.Reports);

    public async Task<IReadOnlyList<Guid>> FindDueAsync(CancellationToken ct)
    {
        var today = calendar.Today;
        return calendar.Hour < FirstHour
            ? []
            : await store.ReadAsync(db => db.SavedReports.Where(row => row.NextOn <= today).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(ct), ct);
    }

    /// <exception cref="MailUnavailableException">The server did not take it; it is tried again tomorrow.</exception>
    public async Task<Refusal?> SendAsync(Guid id, CancellationToken ct)
    {
        var today = calendar.Today;
        var (row, account, address) = await store.ReadAsync(
            async db =>
            {
                var saved = await db.SavedReports.AsNoTracking().FirstOrDefaultAsync(found => found.Id == id && found.NextOn <= today, ct);
                var user = saved is null ? null : await db.Users.AsNoTracking().Where(one => one.PersonId == saved.OwnerId).Select(one => new { one.Id, one.Email }).FirstOrDefaultAsync(ct);
                return (saved, user?.Id, user?.Email);
            },
            ct);
        if (row is null)
        {
            return null;
        }

        var (viewer, report) = (account is { } user ? await people.FindViewerAsync(user, ct) : null, reports[row.Report]);
        if (viewer is null || !viewer.IsAny([.. report.Readers]))
        {
            return await StopAsync(row, ReportStop.NoRight, ct);
        }

        var asked = report.Only(row.Question.On(today, row.Language), today);
        if (await report.ReadAsync(viewer, asked, ct) is not { } file)
        {
            return await StopAsync(row, ReportStop.Gone, ct);
        }

        // The owner's id tells apart what several people have sent into one folder.
        var name = $"{file.Name}-{row.Id:N}.{row.Format}";
        var bytes = row.Format == "xlsx" ? XlsxFile.Write(file.Table) : Encoding.UTF8.GetBytes(CsvFile.Write(file.Table));
        var record = report.RecordOf(row.Format, asked);
        return row.Way == ReportWay.Folder
            ? await StoreAsync(row, viewer, record, name, bytes, ct)
            : await MailAsync(row, viewer, record, address, name, bytes, ct);
    }

    // The file has its name only after the record is written: who looks into the folder finds whole files of which the ledger tells.
    private async Task<Refusal?> StoreAsync(SavedReport row, Viewer viewer, ReportExported record, string name, byte[] bytes, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        var (path, unnamed) = (Path.Combine(Folder, name), Path.Combine(Folder, $".{Guid.NewGuid():N}"));
        try
        {
            await File.WriteAllBytesAsync(unnamed, bytes, ct);
            var recorded = await RecordAsync(row, viewer, record, ct);
            if (recorded.Ok)
            {
                File.Move(unnamed, path, overwrite: true);
            }

            return recorded.Refused;
        }
        finally
        {
            File.Delete(unnamed);
        }
    }

    private async Task<Refusal?> MailAsync(
        SavedReport row, Viewer viewer, ReportExported record, string? address, string name, byte[] bytes, CancellationToken ct)
    {
        if (MailForm.Address(address) is not { } to || await servers.CurrentAsync(ct) is not { } server)
        {
            return await StopAsync(row, ReportStop.NoMail, ct);
        }

        using var line = new MailLine(Patience);
        if (await line.OpenAsync(server.Target, ct) is { } unreachable)
        {
            throw new MailUnavailableException(unreachable.Words);
        }

        if (await RecordAsync(row, viewer, record, ct) is { Ok: false } refused)
        {
            return refused.Refused;
        }

        using var message = new MimeMessage([MailForm.Address(server.Sender)!], [to], row.Name, Body(row.Name, name, bytes));
        message.Date = calendar.Now;
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (await line.SendAsync(message, ct) is { Result: not MailResult.Accepted } answer)
        {
            await store.WriteAsync<Done>(
                async write =>
                {
                    (await write.Db.SavedReports.FirstOrDefaultAsync(found => found.Id == row.Id, ct))?.TryAgainOn(calendar.Today.AddDays(1));
                    return new Done();
                },
                ct);
            throw new MailUnavailableException(answer.Words);
        }

        return null;
    }

    private static MimeEntity Body(string words, string name, byte[] bytes)
    {
        var builder = new BodyBuilder { TextBody = words };
        builder.Attachments.Add(name, bytes);
        return builder.ToMessageBody();
    }

    private Task<Result<Done>> RecordAsync(SavedReport read, Viewer owner, ReportExported record, CancellationToken ct) => store.WriteAsync<Done>(
        async write =>
        {
            // Another node may have sent it, or its owner taken it away.
            if (await write.Db.SavedReports.FirstOrDefaultAsync(found => found.Id == read.Id && found.Version == read.Version, ct) is not { } row)
            {
                return Refusal.Conflict;
            }

            row.SentOn(calendar.Today);
            write.Record(owner.Actor, record);
            return new Done();
        },
        ct);

    private async Task<Refusal?> StopAsync(SavedReport read, ReportStop why, CancellationToken ct)
    {
        var stopped = await store.WriteAsync<Done>(
            async write =>
            {
                if (await write.Db.SavedReports.FirstOrDefaultAsync(found => found.Id == read.Id && found.Version == read.Version, ct) is not { } row)
                {
                    return Refusal.Conflict;
                }

                row.Stop(why);
                write.Record(Ledger.Actor.Application, new ReportStopped(row.Id, row.OwnerId, row.Report, why));
                return new Done();
            },
            ct);
        return stopped.Refused;
    }
}
