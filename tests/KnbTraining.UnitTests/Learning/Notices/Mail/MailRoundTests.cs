using System.Net;
using System.Net.Sockets;
using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SmtpServer.Protocol;

namespace KnbTraining.UnitTests.Learning.Notices.Mail;

/// <summary>Mail to a real SMTP server, which takes, refuses, puts off, is slow, and goes in the middle.</summary>
[Trait("Database", "Each")]
public sealed class MailRoundTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_day_is_one_message_that_is_tried_until_it_is_taken_and_keeps_its_id()
    {
        await using var post = new PostOffice();
        await using var house = await House.OpenAsync(post.Port);
        var (first, second) = (await house.AddAsync("first@example.kz"), await house.AddAsync(null));
        await house.TellAsync(courses: 2);

        // Put off, as by greylisting: nothing is tried before its time.
        post.Answer = () => Task.FromResult(new SmtpResponse(PostOffice.NotNow, "4.7.1 Greylisted, come back"));
        Assert.Null(await house.Round.QueueAsync(None));
        Assert.Null(await house.Round.SendAsync(None));
        var mail = await house.MailAsync();
        Assert.Equal((first.PersonId, MailState.Waiting, 1, house.Room.Clock.GetUtcNow().AddMinutes(5)), (mail.PersonId, mail.State, mail.Tries, mail.NextAt));
        Assert.Equal("450 4.7.1 Greylisted, come back", mail.Reply);
        post.Answer = () => Task.FromResult(SmtpResponse.Ok);
        Assert.Null(await house.Round.SendAsync(None));
        Assert.Empty(post.Taken);

        // Slow beyond patience, gone in the middle of the message, and not there at all: each time it waits for longer.
        house.Round.Patience = TimeSpan.FromMilliseconds(400);
        post.Answer = async () =>
        {
            await Task.Delay(2_000, None);
            return new SmtpResponse(SmtpReplyCode.TransactionFailed, "too late");
        };
        await house.AgainAsync(minutes: 5, wait: 10);
        house.Round.Patience = TimeSpan.FromSeconds(10);
        await using (var gone = new GoneInTheMiddle())
        {
            await house.UseAsync(gone.Port);
            await house.AgainAsync(minutes: 10, wait: 20);
        }

        await house.UseAsync(PostOffice.FreePort());
        house.Room.Clock.Advance(TimeSpan.FromMinutes(20));
        await Assert.ThrowsAsync<MailUnavailableException>(() => house.Round.SendAsync(None));
        Assert.Equal((MailState.Waiting, 4), ((await house.MailAsync()).State, (await house.MailAsync()).Tries));

        // Then it is taken, once, with both notices; the other person has no address.
        await house.UseAsync(post.Port);
        post.Answer = () => Task.FromResult(SmtpResponse.Ok);
        house.Room.Clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Null(await house.Round.SendAsync(None));
        Assert.Null(await house.Round.QueueAsync(None));
        Assert.Null(await house.Round.SendAsync(None));
        var message = Assert.Single(post.Taken);
        Assert.Equal(($"{mail.Id:N}@example.kz", "2 notices", "first@example.kz"), (message.MessageId, message.Subject, message.To.Mailboxes.Single().Address));
        Assert.Contains("A course for you: ", message.TextBody!, StringComparison.Ordinal);
        Assert.Equal(2, message.TextBody!.Split("Please complete it by 1 April 2026.").Length - 1);

        // The days are attached as a calendar, whose lines the server has left as they were.
        var file = Assert.IsType<TextPart>(Assert.Single(message.Attachments));
        Assert.Equal(("text/calendar", "PUBLISH", "due-days.ics"), (file.ContentType.MimeType, file.ContentType.Parameters["method"], file.FileName));
        using var bytes = new MemoryStream();
        await file.Content!.DecodeToAsync(bytes, None);
        var text = Encoding.UTF8.GetString(bytes.ToArray());
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("DTSTART;VALUE=DATE:20260401\r\n").Length - 1);
        Assert.Equal((MailState.Accepted, 5), ((await house.MailAsync()).State, (await house.MailAsync()).Tries));
        Assert.Equal([(DeliveryStep.Queued, null), (DeliveryStep.Accepted, (await house.MailAsync()).Reply)], await house.StepsAsync(first));
        Assert.Empty(await house.StepsAsync(second));
    }

    [Fact]
    public async Task What_is_refused_for_good_or_void_or_read_meanwhile_is_not_sent_and_the_steps_say_so()
    {
        await using var post = new PostOffice();
        await using var house = await House.OpenAsync(post.Port);
        var (refused, left, reader) = (await house.AddAsync("refused@example.kz"), await house.AddAsync("left@example.kz"), await house.AddAsync("reader@example.kz"));
        await house.TellAsync(courses: 1);
        Assert.Null(await house.Round.QueueAsync(None));
        await house.Room.ChangeAsync(left.PersonId, new StandingParts(Employment: Employment.Left));
        await house.Room.Get<NoticeInbox>().OpenAllAsync(reader, None);
        post.Answer = () => Task.FromResult(new SmtpResponse(SmtpReplyCode.TransactionFailed, "5.7.1 No such person"));

        Assert.Null(await house.Round.SendAsync(None));
        house.Room.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Null(await house.Round.SendAsync(None));

        Assert.Equal([(DeliveryStep.Queued, null), (DeliveryStep.Refused, "554 5.7.1 No such person")], await house.StepsAsync(refused));
        Assert.Equal([(DeliveryStep.Queued, null), (DeliveryStep.Omitted, null)], await house.StepsAsync(left));
        Assert.Equal([(DeliveryStep.Queued, null), (DeliveryStep.Omitted, null)], await house.StepsAsync(reader));
        await using var db = house.Room.Open();
        Assert.Equal([MailState.Refused, MailState.Omitted, MailState.Omitted], (await db.NoticeMails.ToListAsync(None)).OrderBy(mail => mail.State).Select(mail => mail.State));
    }

    [Fact]
    public async Task An_administrator_hears_the_servers_own_words_and_a_stored_password_goes_nowhere_else()
    {
        await using var post = new PostOffice();
        await using var house = await House.OpenAsync(post.Port);
        var (servers, form) = (house.Room.Get<MailServers>(), house.Form(post.Port));
        servers.TestPatience = TimeSpan.FromSeconds(2);
        post.Answer = () => Task.FromResult(new SmtpResponse(PostOffice.NotNow, "4.2.2 Full"));
        Assert.Equal(new MailAnswer(MailResult.Later, "450 4.2.2 Full"), (await servers.TestAsync(house.Admin, form, "a@example.kz", "Test", None)).Value);
        post.Answer = () => Task.FromResult(new SmtpResponse(SmtpReplyCode.Ok, "Queued as 42"));
        Assert.Equal((MailResult.Accepted, true), await TestAsync(form, "Queued as 42"));
        Assert.Equal((MailResult.Unreachable, true), await TestAsync(form with { Security = MailSecurity.StartTls }, "STARTTLS"));
        Assert.Equal(MailResult.Unreachable, (await servers.TestAsync(house.Admin, form with { Security = MailSecurity.Tls }, "a@example.kz", "Test", None)).Value!.Result);
        Assert.Equal("To: not-mail", (await servers.TestAsync(house.Admin, form, "nobody", "Test", None)).Findings.ToString());

        // The password is encrypted, never read back, and kept for the same server and user alone.
        var version = (await servers.FindAsync(house.Admin, None)).Value!.Version;
        form = form with { UserName = "house", Password = "Secret-2026" };
        Assert.True((await servers.SaveAsync(house.Admin, form, version, None)).Ok);
        Assert.Equal(Refusal.Conflict, (await servers.SaveAsync(house.Admin, form, version, None)).Refused);
        await using var db = house.Room.Open();
        Assert.DoesNotContain("Secret", (await db.MailServers.AsNoTracking().SingleAsync(None)).Password!, StringComparison.Ordinal);
        Assert.True((await servers.SaveAsync(house.Admin, form with { Password = "", Sender = "other@example.kz" }, version + 1, None)).Ok);
        var view = (await servers.FindAsync(house.Admin, None)).Value!;
        Assert.Equal((true, null), (view.HasPassword, view.Form.Password));
        Assert.True((await servers.SaveAsync(house.Admin, form with { Password = "", Host = "localhost" }, version + 2, None)).Ok);
        Assert.False((await servers.FindAsync(house.Admin, None)).Value!.HasPassword);
        Assert.Equal([false, true, true, false], (await house.Room.FactsAsync<MailServerChanged>()).Select(fact => fact.HasPassword));

        var learner = await house.AddAsync(null);
        Assert.Equal(Refusal.NotAllowed, (await servers.FindAsync(learner, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await servers.SaveAsync(learner, form, version + 3, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await servers.TestAsync(learner, form, "a@example.kz", "Test", None)).Refused);

        async Task<(MailResult Result, bool Says)> TestAsync(MailForm tried, string words)
        {
            var answer = (await servers.TestAsync(house.Admin, tried, "a@example.kz", "Test", None)).Value!;
            return (answer.Result, answer.Words.Contains(words, StringComparison.Ordinal));
        }
    }

    /// <summary>A server that goes while it is being told a message.</summary>
    private sealed class GoneInTheMiddle : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _running;

        public GoneInTheMiddle()
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _running = RunAsync();
        }

        public int Port { get; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task RunAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            await SayAsync(client, "220 here");
            while (await reader.ReadLineAsync() is { } line && !line.StartsWith("DATA", StringComparison.Ordinal))
            {
                await SayAsync(client, "250 ok");
            }
        }

        private static async Task SayAsync(TcpClient client, string line) => await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
    }

    private sealed record House(LearningRoom Room, Viewer Admin) : IAsyncDisposable
    {
        public MailRound Round => Room.Get<MailRound>();

        public static async Task<House> OpenAsync(int port)
        {
            var room = await LearningRoom.OpenAsync();
            var house = new House(room, await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator)));
            await house.UseAsync(port);
            return house;
        }

        public MailForm Form(int port) => new() { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, Sender = "house@example.kz" };

        public async Task UseAsync(int port)
        {
            var servers = Room.Get<MailServers>();
            Assert.True((await servers.SaveAsync(Admin, Form(port), (await servers.FindAsync(Admin, None)).Value!.Version, None)).Ok);
        }

        public async Task<Viewer> AddAsync(string? address)
        {
            var viewer = await Room.AddLearnerAsync();
            await using var db = Room.Open();
            db.Users.Add(AppUser.Create(viewer.PersonId, $"{viewer.PersonId:N}", address, mustChangePassword: false));
            await db.SaveChangesAsync(None);
            return viewer;
        }

        public async Task TellAsync(int courses)
        {
            foreach (var course in EditionSample.Edition.Courses.Keys.Order(StringComparer.Ordinal).Take(courses))
            {
                Assert.True((await Room.Get<AssignmentService>().AssignAsync(Admin, course, new AssignmentAudience(HolderStatus.Current), 30, None)).Ok);
            }

            Assert.Null(await Room.Get<NoticeRound>().SendAsync(None));
        }

        public async Task AgainAsync(int minutes, int wait)
        {
            Room.Clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.Null(await Round.SendAsync(None));
            var mail = await MailAsync();
            Assert.Equal((MailState.Waiting, Room.Clock.GetUtcNow().AddMinutes(wait)), (mail.State, mail.NextAt));
            Assert.NotEmpty(mail.Reply!);
        }

        public async Task<NoticeMail> MailAsync()
        {
            await using var db = Room.Open();
            return await db.NoticeMails.SingleAsync(None);
        }

        /// <summary>The steps of the mail to a person, as each of their notices has them.</summary>
        public async Task<IReadOnlyList<(DeliveryStep Step, string? Reply)>> StepsAsync(Viewer person)
        {
            await using var db = Room.Open();
            var steps = await db.Deliveries
                .Where(step => step.Channel == DeliveryChannel.Mail && db.Notices.Any(notice => notice.Id == step.NoticeId && notice.PersonId == person.PersonId))
                .OrderBy(step => step.Step)
                .ToListAsync(None);
            return [.. steps.Select(step => (step.Step, step.Reply)).Distinct()];
        }

        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
