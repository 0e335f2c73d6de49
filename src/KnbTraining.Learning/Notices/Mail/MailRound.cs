using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices.Mail;

/// <summary>
/// Mails what people have not opened in the application: one message a person and day, from nine o'clock on. Each message is claimed before it is sent, so
/// that of two nodes one sends it; where a process ends in between, it is tried again under the same <c>Message-ID</c>.
/// </summary>
public sealed class MailRound(
    LearningStore store,
    NoticeRound notices,
    MailServers servers,
    NoticeTexts texts,
    PublicAddressSetting address,
    SettingsStore settings,
    DueCalendar days,
    LocalCalendar calendar)
{
    /// <summary>The local hour from which people are mailed.</summary>
    public const int FirstHour = 9;

    /// <summary>Most people whose mail is put together in one transaction.</summary>
    public const int MostPeople = 50;

    /// <summary>A notice that is older was told in the application alone.</summary>
    private const int MostDays = 2;

    /// <summary>The longest that a server may be silent.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Puts the mail of today together.</summary>
    public async Task<Refusal?> QueueAsync(CancellationToken ct)
    {
        if (await servers.CurrentAsync(ct) is null || HourOf(calendar) > calendar.Hour)
        {
            return null;
        }

        Result<int> queued;
        do
        {
            queued = await store.WriteAsync<int>(write => QueueAsync(write.Db, ct), ct);
        }
        while (queued is { Ok: true, Value: > 0 });
        return queued.Refused;
    }

    /// <summary>Sends what is due, message by message.</summary>
    /// <exception cref="MailUnavailableException">The server cannot be reached as it is set; everything waits.</exception>
    public async Task<Refusal?> SendAsync(CancellationToken ct)
    {
        if (await servers.CurrentAsync(ct) is not { } server)
        {
            return null;
        }

        MailLine? line = null;
        try
        {
            while (true)
            {
                var begun = await store.WriteAsync<Letter?>(write => BeginAsync(write.Db, ct), ct);
                if (!begun.Ok || begun.Value is not { } letter)
                {
                    return begun.Refused;
                }

                if (line is not { IsOpen: true })
                {
                    line?.Dispose();
                    line = new MailLine(Patience);
                }

                var answer = letter.Notices.Count == 0 ? null : await SendAsync(line, server, letter, ct);
                var ended = await store.WriteAsync<Done>(write => EndAsync(write.Db, letter, answer, ct), ct);
                if (!ended.Ok)
                {
                    return ended.Refused;
                }

                if (answer?.Result == MailResult.Unreachable)
                {
                    throw new MailUnavailableException(answer.Words);
                }
            }
        }
        finally
        {
            line?.Dispose();
        }
    }

    /// <summary>The local hour at which what is told now is mailed today.</summary>
    internal static int HourOf(LocalCalendar calendar) => Math.Max(FirstHour, calendar.Hour);

    /// <summary>Those who can be mailed.</summary>
    internal static IQueryable<Guid> Reachable(LearningDbContext db) =>
        db.Users.Where(user => user.Email != null).Select(user => user.PersonId);

    /// <summary>Those who have had their message of a day: what they are told later is mailed on the next one.</summary>
    internal static IQueryable<Guid> MailedOn(LearningDbContext db, DateOnly day) => db.NoticeMails.Where(mail => mail.Day == day).Select(mail => mail.PersonId);

    private async Task<MailAnswer> SendAsync(MailLine line, (MailTarget Target, string Sender) server, Letter letter, CancellationToken ct)
    {
        if (!line.IsOpen && await line.OpenAsync(server.Target, ct) is { } unreachable)
        {
            return unreachable;
        }

        var name = (await settings.CurrentAsync(ct)).Names[letter.Language];
        var words = await texts.OfAsync(letter.Notices, letter.Language, ct);
        Guid[] dated = [.. letter.Notices.Where(notice => notice.Kind is NoticeKind.Assigned or NoticeKind.Extended).Select(notice => notice.CycleId)];
        var file = dated.Length == 0 ? null : await days.OfAsync(letter.Mail.PersonId, letter.Language, dated, ct);
        using var message = NoticeMessage.Of(
            letter.Mail, letter.Address, server.Sender, name, letter.Language, words, address.Current?.ToString(), calendar.Now, file);
        return await line.SendAsync(message, ct);
    }

    private async Task<Result<int>> QueueAsync(LearningDbContext db, CancellationToken ct)
    {
        var (today, since) = (calendar.Today, calendar.Today.AddDays(-MostDays));
        var unread = db.Notices.Where(notice => notice.Outcome == NoticeOutcome.Sent && notice.MailId == null && notice.DecidedOn >= since
            && !db.Deliveries.Any(step => step.NoticeId == notice.Id));
        var (reachable, had) = (Reachable(db), MailedOn(db, today));
        var people = await unread
            .Where(notice => reachable.Contains(notice.PersonId) && !had.Contains(notice.PersonId))
            .Select(notice => notice.PersonId)
            .Distinct()
            .OrderBy(id => id)
            .Take(MostPeople)
            .ToListAsync(ct);
        var told = (await unread.Where(notice => people.Contains(notice.PersonId)).ToListAsync(ct)).ToLookup(notice => notice.PersonId);
        foreach (var person in people)
        {
            var mail = NoticeMail.Create(person, today, calendar.Now);
            db.NoticeMails.Add(mail);
            foreach (var notice in told[person])
            {
                notice.MailedBy(mail.Id);
                db.Deliveries.Add(Delivery.Create(notice.Id, DeliveryChannel.Mail, DeliveryStep.Queued, calendar.Now));
            }
        }

        return people.Count;
    }

    // Claims the next message, and decides again which of its notices are still to be told.
    private async Task<Result<Letter?>> BeginAsync(LearningDbContext db, CancellationToken ct)
    {
        var now = calendar.Now;
        var due = db.NoticeMails.Where(found => found.State == MailState.Waiting && found.NextAt <= now).OrderBy(found => found.NextAt);
        if (await due.FirstOrDefaultAsync(ct) is not { } mail)
        {
            return default(Letter);
        }

        mail.Begin(now);
        var to = await (from person in db.People
                        join user in db.Users on person.Id equals user.PersonId
                        where person.Id == mail.PersonId
                        select new { user.Email, person.Language }).FirstOrDefaultAsync(ct);
        var all = await db.Notices.Where(notice => notice.MailId == mail.Id).OrderBy(notice => notice.Id).ToListAsync(ct);
        var opened = await db.Deliveries
            .Where(step => step.Step == DeliveryStep.Opened && db.Notices.Any(notice => notice.Id == step.NoticeId && notice.MailId == mail.Id))
            .Select(step => step.NoticeId)
            .ToListAsync(ct);
        var omitted = await notices.OmissionsAsync(db, all, ct);
        var still = all.FindAll(notice => !opened.Contains(notice.Id) && omitted[notice.Id] is null);
        return new Letter(mail, to?.Email ?? "", to?.Language ?? "", MailForm.Address(to?.Email) is null ? [] : still, all);
    }

    private async Task<Result<Done>> EndAsync(LearningDbContext db, Letter letter, MailAnswer? answer, CancellationToken ct)
    {
        var mail = await db.NoticeMails.FirstAsync(found => found.Id == letter.Mail.Id, ct);
        if (answer is { Result: MailResult.Later or MailResult.Unreachable })
        {
            mail.PutOff(calendar.Now, answer.Words);
        }
        else
        {
            mail.End(answer is null ? MailState.Omitted : answer.Result == MailResult.Accepted ? MailState.Accepted : MailState.Refused, answer?.Words);
        }

        var step = mail.State switch
        {
            MailState.Accepted => DeliveryStep.Accepted,
            MailState.Refused => DeliveryStep.Refused,
            _ => (DeliveryStep?)null,
        };
        foreach (var notice in mail.State == MailState.Waiting ? [] : letter.All)
        {
            var taken = letter.Notices.Contains(notice) ? step!.Value : DeliveryStep.Omitted;
            db.Deliveries.Add(Delivery.Create(notice.Id, DeliveryChannel.Mail, taken, calendar.Now, taken == DeliveryStep.Omitted ? null : mail.Reply));
        }

        return new Done();
    }

    /// <param name="Notices">What is told in it.</param>
    /// <param name="All">What was put into it.</param>
    private sealed record Letter(NoticeMail Mail, string Address, string Language, IReadOnlyList<Notice> Notices, IReadOnlyList<Notice> All);
}
