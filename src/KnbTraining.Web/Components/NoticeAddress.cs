using System.Globalization;
using KnbTraining.Learning.Notices;

namespace KnbTraining.Web.Components;

/// <summary>Where people read their notices, relative to the base.</summary>
public static class NoticeAddress
{
    public const string List = "notices";

    /// <summary>What the viewer has to complete until when, as a file for a calendar.</summary>
    public const string Calendar = "due-days.ics";

    /// <summary>Opens a notice, and leads on to what it is about.</summary>
    public static string Of(string id) => $"{List}/{id}";

    /// <summary>What a notice is about.</summary>
    public static string Of(NoticeKind kind, string subject) => kind switch
    {
        NoticeKind.TextToConfirm => AcknowledgementAddress.Of(subject),
        NoticeKind.ReviewWaiting or NoticeKind.ChangeDecided or NoticeKind.PublishingFailed => Change(subject),
        NoticeKind.ImportFailed => "admin/people/import",
        NoticeKind.WaiverWaiting or NoticeKind.WaiverDecided => "admin/waivers",
        NoticeKind.TextFailed => Enum.TryParse<NoticeKind>(subject, out var text) ? NoticeTextAddress.Of(text) : NoticeTextAddress.List,
        NoticeKind.RemarkAnswered => RemarkAddress.Mine,
        NoticeKind.AnnulmentWaiting or NoticeKind.AnnulmentDecided => AnnulmentAddress.List,
        NoticeKind.DeltaWaiting or NoticeKind.DeltaDecided => $"admin/content/editions/{subject}/changed-rules",
        NoticeKind.TakenBack => "",
        NoticeKind.BackupMissing or NoticeKind.NodeGone or NoticeKind.Week => "admin",
        _ => $"learn/{subject}",
    };

    // Notices from before there were changes name a document.
    private static string Change(string subject) => int.TryParse(subject.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? FormattableString.Invariant($"admin/content/changes/{number}")
        : "admin/content/changes";
}
