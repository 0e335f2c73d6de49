using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Remarks;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Notices;

internal static class NoticesSlice
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddSingleton<CycleNotices>()
        .AddFactsHandler<CycleOpened, CycleNotices>()
        .AddFactsHandler<DueDateExtended, CycleNotices>()
        .AddFactsHandler<CycleWaived, CycleNotices>()
        .AddSingleton<INoticeSubject>(provider => provider.GetRequiredService<CycleNotices>())
        .AddSingleton<INoticeSubject, ListedNotices>()
        .AddSingleton<INoticeSubject, CertificateNotices>()
        .AddSingleton<INoticeSubject, TextNotices>()
        .AddSingleton<INoticeSubject, ChangeNotices>()
        .AddSingleton<INoticeSubject, HouseNotices>()
        .AddSingleton<INoticeSubject, WeekNotices>()
        .AddSingleton<INoticeSubject, EditionNotices>()
        .AddSingleton<TakenBackNotices>()
        .AddFactsHandler<CycleEnded, TakenBackNotices>()
        .AddSingleton<INoticeSubject>(provider => provider.GetRequiredService<TakenBackNotices>())
        .AddSingleton<ImportNotices>()
        .AddSingleton<INoticeSubject>(provider => provider.GetRequiredService<ImportNotices>())
        .AddSingleton<WaiverNotices>()
        .AddFactsHandler<WaiverProposed, WaiverNotices>()
        .AddFactsHandler<WaiverDecided, WaiverNotices>()
        .AddSingleton<INoticeSubject>(provider => provider.GetRequiredService<WaiverNotices>())
        .AddSingleton<RemarkNotices>()
        .AddFactsHandler<RemarkAnswered, RemarkNotices>()
        .AddSingleton<INoticeSubject>(provider => provider.GetRequiredService<RemarkNotices>())
        .AddSingleton<RegradingNotices>()
        .AddFactsHandler<ExamGradedAnew, RegradingNotices>()
        .AddFactsHandler<AnnulmentProposed, RegradingNotices>()
        .AddFactsHandler<AnnulmentDecided, RegradingNotices>()
        .AddSingleton<INoticeSubject>(provider => provider.GetRequiredService<RegradingNotices>())
        .AddSingleton<NoticeWordings>()
        .AddSingleton<INoticeSubject>(provider => provider.GetRequiredService<NoticeWordings>())
        .AddSingleton<NoticeWordingService>()
        .AddSingleton<NoticeTexts>()
        .AddSingleton<NoticeRound>()
        .AddSingleton<NoticeForecasts>()
        .AddSingleton<NoticeInbox>()
        .AddSingleton<Reminders>()
        .AddSingleton<DueCalendar>()
        .AddSingleton<MailServers>()
        .AddSingleton<MailRound>()
        .AddHostedService<MailSweep>()
        .AddHostedService<NoticeSweep>();
}
