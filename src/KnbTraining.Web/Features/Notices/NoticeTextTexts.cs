namespace KnbTraining.Web.Features.Notices;

public sealed class NoticeTextTexts;
