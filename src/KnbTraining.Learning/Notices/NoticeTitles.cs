using System.Globalization;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Notices;

/// <summary>What a notice is about, by its name in a language.</summary>
internal static class NoticeTitles
{
    /// <returns>Empty where it is about the house.</returns>
    public static string Of(Edition edition, Notice notice, string language) => notice.Kind switch
    {
        NoticeKind.TextToConfirm => edition.Acknowledgements.GetValueOrDefault(notice.Subject)?[language].Title ?? notice.Subject,
        NoticeKind.Week => "",
        NoticeKind.RemarkAnswered or NoticeKind.AnnulmentWaiting or NoticeKind.AnnulmentDecided => edition.Rules.GetValueOrDefault(notice.Subject)?.Title[language] ?? notice.Subject,
        NoticeKind.ReviewWaiting or NoticeKind.ChangeDecided or NoticeKind.PublishingFailed => ChangeNotices.TitleOf(notice.Subject),
        NoticeKind.DeltaWaiting or NoticeKind.DeltaDecided => int.TryParse(notice.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? DeltaWords.Title(number, 1)[language]
            : notice.Subject,
        NoticeKind.TextFailed => Enum.TryParse<NoticeKind>(notice.Subject, out var kind) ? NoticeWords.NameOf(kind, language) : notice.Subject,
        _ => edition.EveryCourse.GetValueOrDefault(notice.Subject)?.Title[language] ?? notice.Subject,
    };
}
