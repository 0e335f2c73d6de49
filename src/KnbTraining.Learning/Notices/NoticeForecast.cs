namespace KnbTraining.Learning.Notices;

/// <summary>What people would be told because something is saved, before it is saved.</summary>
/// <param name="AtOnce">Notices that people find in the application within a minute.</param>
/// <param name="Mails">Messages with them, by the day and hour from which they are sent; none where no mail is sent.</param>
/// <param name="SendsMail">False where no mail server is set.</param>
/// <param name="WithoutAddress">People among those who are told at once who cannot be mailed.</param>
/// <param name="Later">Reminders for as long as nobody completes the course, by days.</param>
/// <param name="Managers">How many managers would find somebody of these people in the summary of the week; 0 where nobody.</param>
/// <param name="SummaryOn">The day of that summary, a Monday.</param>
public sealed record NoticeForecast(
    int AtOnce,
    IReadOnlyList<MailForecast> Mails,
    bool SendsMail,
    int WithoutAddress,
    IReadOnlyList<DayForecast> Later,
    int Managers,
    DateOnly SummaryOn)
{
    /// <summary>The local hour from which the summary is told.</summary>
    public const int SummaryHour = WeekNotices.FirstHour;
}

/// <param name="FromHour">The local hour.</param>
/// <param name="Count">Messages: what somebody is told on one day is one.</param>
public sealed record MailForecast(DateOnly Day, int FromHour, int Count);

/// <param name="Notices">That people find in the application from the beginning of the day.</param>
/// <param name="Mails">Messages with them, from <see cref="Mail.MailRound.FirstHour"/> on.</param>
public sealed record DayForecast(DateOnly Day, int Notices, int Mails);

/// <summary>An open course with the day on which it would be due.</summary>
/// <param name="OpensNow">True where it would open now; false where it is open and its due day moves.</param>
public sealed record ForecastDue(Guid PersonId, DateOnly Due, bool OpensNow);

/// <summary>Something that is about to be saved and concerns one course.</summary>
/// <param name="Told">What is told of it at once besides the courses that open.</param>
/// <param name="RuleId">The assignment that is changed; null where none is.</param>
/// <param name="OwnReminders">Days of reminders of the assignment; empty where those of the house count.</param>
public sealed record ForecastMatter(
    string CourseId, IReadOnlyList<ForecastDue> Dues, IReadOnlyList<PlannedNotice> Told, Guid? RuleId, IReadOnlyList<int> OwnReminders);
