using KnbTraining.Content.Text;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Notices;

/// <summary>A notice in the words of a template, with made-up values: for whoever writes the template, and to find out whether it can be used.</summary>
public static class NoticeSample
{
    private static readonly DateOnly Day = new(2026, 6, 15);

    /// <returns>Null where the template cannot be used.</returns>
    public static NoticeText? Of(NoticeKind kind, NoticeTemplate template, string language)
    {
        var names = NoticeWords.Names(kind);
        return Try(
            template,
            language,
            names.Contains(NoticeWords.What) ? WhatOf(kind, language) : "",
            names.Contains(NoticeWords.Day) ? Day : null,
            names.Contains(NoticeWords.Outcome) ? OutcomeOf(kind, language) : "");
    }

    private static string OutcomeOf(NoticeKind kind, string language) => kind switch
    {
        NoticeKind.ChangeDecided => ChangeNotices.OutcomeOf(Editing.ChangeStepKind.Approved, language),
        NoticeKind.GradedAnew => RegradingNotices.OutcomeOf(RegradingNews.Lost, language),
        NoticeKind.AnnulmentDecided => RegradingNotices.DecisionOf(AnnulmentDecision.Approved, language),
        NoticeKind.DeltaDecided => DeltaDecisionWords.Of(DeltaDecision.Opened, language),
        _ => WaiverNotices.OutcomeOf(WaiverDecision.Approved, language),
    };

    /// <summary>Puts values into a template.</summary>
    /// <returns>Null where the template cannot be used.</returns>
    internal static NoticeText? Try(NoticeTemplate template, string language, string what, DateOnly? day, string outcome)
    {
        if (template.ReadyTitle.Errors() is not null || template.ReadyText.Errors() is not null)
        {
            return null;
        }

        try
        {
            return NoticeWords.Of(template, language, what, day, outcome) is { Title.Length: > 0 } said ? said : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string WhatOf(NoticeKind kind, string language)
    {
        var (course, text, file, server) = language switch
        {
            Languages.Russian => ("Работа с государственными секретами", "Обязательство о неразглашении", "сотрудники", "сервер-2"),
            Languages.Kazakh => ("Мемлекеттік құпиялармен жұмыс", "Жария етпеу туралы міндеттеме", "қызметкерлер", "сервер-2"),
            _ => ("Working with state secrets", "Promise not to disclose", "people", "server-2"),
        };
        return kind switch
        {
            NoticeKind.TextToConfirm => text,
            NoticeKind.ImportFailed => $"{file}.csv",
            NoticeKind.NodeGone => server,
            NoticeKind.Week => new ManagedFigures(2, 3, 1).In(language),
            NoticeKind.ReviewWaiting or NoticeKind.ChangeDecided or NoticeKind.PublishingFailed => $"12: {course}",
            NoticeKind.TextFailed => NoticeWords.NameOf(NoticeKind.DueSoon, language),
            _ => course,
        };
    }
}
