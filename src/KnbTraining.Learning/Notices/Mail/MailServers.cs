using System.Security.Cryptography;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace KnbTraining.Learning.Notices.Mail;

/// <summary>Where mail goes: read by what sends it, changed and tried out by administrators.</summary>
public sealed class MailServers(LearningStore store, IDataProtectionProvider protection, RefusedActs refused, TimeProvider clock)
{
    /// <summary>The longest that a server may be silent while an administrator waits.</summary>
    public TimeSpan TestPatience { get; set; } = TimeSpan.FromSeconds(15);

    private readonly IDataProtector _protector = protection.CreateProtector("mail server");

    public async Task<Result<MailView>> FindAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        var server = await store.ReadAsync(db => db.MailServers.SingleOrDefaultAsync(ct), ct);
        return server is null ? new MailView(new MailForm(), false, 0) : new MailView(
            new MailForm { Host = server.Host, Port = server.Port, Security = server.Security, UserName = server.UserName, Sender = server.Sender },
            server.Password is not null,
            server.Version);
    }

    /// <param name="readVersion">The version that the form was filled from; anything newer is a conflict and nothing is written.</param>
    public async Task<Result<Done>> SaveAsync(Viewer viewer, MailForm form, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        if (Refuse(viewer, form) is { } no)
        {
            return no;
        }

        return await store.WriteAsync<Done>(
            async write =>
            {
                var server = await write.Db.MailServers.SingleOrDefaultAsync(ct);
                if ((server?.Version ?? 0) != readVersion)
                {
                    return Refusal.Conflict;
                }

                var password = !string.IsNullOrEmpty(form.Password) ? _protector.Protect(form.Password) : IsSame(server, form) ? server!.Password : null;
                if (server is null)
                {
                    write.Db.MailServers.Add(server = MailServer.Create());
                }

                server.Describe(form, password);
                write.Record(viewer.Actor, new MailServerChanged(
                    server.Version, write.TextOrNone(null, server.Host), server.Port, server.Security, write.TextOrNone(null, server.UserName),
                    write.TextOrNone(null, server.Sender), password is not null));
                return new Done();
            },
            ct);
    }

    /// <summary>Sends one message by what is typed, and nothing is stored.</summary>
    /// <param name="to">Who gets it.</param>
    /// <param name="subject">Its subject and its whole text.</param>
    public async Task<Result<MailAnswer>> TestAsync(Viewer viewer, MailForm form, string to, string subject, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        if (Refuse(viewer, form) is { } no)
        {
            return no;
        }

        if (MailForm.Address(to) is not { } recipient || string.IsNullOrWhiteSpace(form.Host))
        {
            return string.IsNullOrWhiteSpace(form.Host) ? new Refusal.Invalid(nameof(form.Host), "not-host") : new Refusal.Invalid("To", "not-mail");
        }

        var server = await store.ReadAsync(db => db.MailServers.SingleOrDefaultAsync(ct), ct);
        var password = !string.IsNullOrEmpty(form.Password) ? form.Password : IsSame(server, form) ? Unprotect(server!.Password) : null;
        using var line = new MailLine(TestPatience);
        using var message = new MimeMessage([MailForm.Address(form.Sender)!], [recipient], subject, new TextPart("plain") { Text = subject });
        message.Date = clock.GetUtcNow();
        return await line.OpenAsync(new MailTarget(form.Host.Trim(), form.Port, form.Security, form.UserNameOrNone, password), ct) ?? await line.SendAsync(message, ct);
    }

    /// <summary>The server to send by, with the sender; null where no mail is sent.</summary>
    /// <exception cref="MailUnavailableException">The password was encrypted with other keys.</exception>
    internal async Task<(MailTarget Target, string Sender)?> CurrentAsync(CancellationToken ct)
    {
        var server = await store.ReadAsync(db => db.MailServers.FirstOrDefaultAsync(found => found.Host != "", ct), ct);
        return server is null ? null : (new MailTarget(server.Host, server.Port, server.Security, server.UserName, Unprotect(server.Password)), server.Sender);
    }

    /// <summary>Whether mail is sent at all.</summary>
    internal Task<bool> IsSetAsync(CancellationToken ct) => store.ReadAsync(db => db.MailServers.AnyAsync(found => found.Host != "", ct), ct);

    // A stored password goes nowhere but where it was typed for.
    private static bool IsSame(MailServer? server, MailForm form) => server is not null && server.Host == form.Host.Trim() && server.Port == form.Port
        && server.Security == form.Security && server.UserName is not null && server.UserName == form.UserNameOrNone;

    private string? Unprotect(string? password)
    {
        try
        {
            return password is null ? null : _protector.Unprotect(password);
        }
        catch (CryptographicException foreign)
        {
            throw new MailUnavailableException("The stored password of the mail server cannot be read with the keys of this installation. Type it again.", foreign);
        }
    }

    private Refusal? Refuse(Viewer viewer, MailForm form) => !viewer.Is(Role.Administrator) ? refused.Refuse(viewer, RefusedAct.Settings)
        : form.FindFaults() is { Any: true } faults ? new Refusal.Invalid(faults)
        : null;
}

/// <summary>No mail can be sent now. The message says why, in the server's own words.</summary>
public sealed class MailUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The mail server was set, changed or taken away.</summary>
/// <param name="Host">Null where no mail is sent from now on.</param>
[RecordedAs("mail.changed")]
public sealed record MailServerChanged(
    int Version, TextRef? Host, int Port, MailSecurity Security, TextRef? UserName, TextRef? Sender, bool HasPassword) : Fact;
