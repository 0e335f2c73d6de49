using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing;

namespace KnbTraining.Learning.Notices;

/// <summary>What a notice is about, by its name in a language.</summary>
internal static class NoticeTitles
{
    public static NoticeText WordsOf(this Notice notice, Edition edition, string language) =>
        NoticeWords.Of(notice.Kind, language, TitleOf(edition, notice, language), notice.Day);

    /// <param name="what">What it is about, where that is no name.</param>
    public static NoticeText WordsOf(this Notice notice, string what, string language) => NoticeWords.Of(notice.Kind, language, what, notice.Day);

    private static string TitleOf(Edition edition, Notice notice, string language) => notice.Kind switch
    {
        NoticeKind.TextToConfirm => edition.Acknowledgements.GetValueOrDefault(notice.Subject)?[language].Title ?? notice.Subject,
        NoticeKind.Week => "",
        NoticeKind.ReviewWaiting => EditionContents.TitleOf(edition, notice.Subject, language),
        _ => edition.EveryCourse.GetValueOrDefault(notice.Subject)?.Title[language] ?? notice.Subject,
    };
}
