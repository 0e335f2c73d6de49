using System.Text;
using KnbTraining.Content.Text;
using MimeKit;

namespace KnbTraining.Learning.Notices.Mail;

/// <summary>The message of a day in words: plain text, no pictures, nothing that tells anybody whether it was opened.</summary>
internal static class NoticeMessage
{
    private static readonly LiquidText Several = new(LocalizedText.Of(language => language switch
    {
        Languages.Russian => "Уведомления: {{ count }}",
        Languages.Kazakh => "Хабарламалар: {{ count }}",
        _ => "{{ count }} notices",
    }));

    private static readonly LiquidText All = new(LocalizedText.Of(language => language switch
    {
        Languages.Russian => "Все ваши уведомления: {{ url }}",
        Languages.Kazakh => "Барлық хабарламаларыңыз: {{ url }}",
        _ => "All your notices: {{ url }}",
    }));

    /// <param name="sender">A valid address.</param>
    /// <param name="houseName">The name of the organisation in the language; empty where there is none.</param>
    /// <param name="notices">At least one.</param>
    /// <param name="url">Where people reach the application; null where nobody has said it.</param>
    /// <param name="calendarFile">The days that the notices tell, as a calendar; null where they tell none.</param>
    public static MimeMessage Of(
        NoticeMail mail,
        string to,
        string sender,
        string houseName,
        string language,
        IReadOnlyList<NoticeText> notices,
        string? url,
        DateTimeOffset now,
        string? calendarFile = null)
    {
        var from = MailForm.Address(sender)!;
        var text = new StringBuilder();
        foreach (var (title, words) in notices)
        {
            text.Append(title).Append('\n').Append(words).Append("\n\n");
        }

        if (url is not null)
        {
            text.Append(All.Render(language, new Dictionary<string, object>(StringComparer.Ordinal) { ["url"] = $"{url.TrimEnd('/')}/notices" })).Append('\n');
        }

        var subject = notices.Count == 1
            ? notices[0].Title
            : Several.Render(language, new Dictionary<string, object>(StringComparer.Ordinal) { ["count"] = notices.Count });
        var message = new MimeMessage
        {
            MessageId = $"{mail.Id:N}@{from.Domain}",
            Date = now,
            Subject = subject,
            Body = BodyOf(text.ToString(), calendarFile),
        };
        message.From.Add(new MailboxAddress(houseName, from.Address));
        message.To.Add(MailForm.Address(to)!);

        // Answers of absent people and of mailing lists are not wanted (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    // As base64: a mail server must neither fold its lines anew nor change their ends.
    private static MimeEntity BodyOf(string text, string? calendarFile)
    {
        var words = new TextPart("plain") { Text = text };
        if (calendarFile is null)
        {
            return words;
        }

        var file = new TextPart("calendar")
        {
            Text = calendarFile,
            FileName = "due-days.ics",
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        file.ContentType.Parameters.Add("method", "PUBLISH");
        return new Multipart("mixed") { words, file };
    }
}
