using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;

namespace KnbTraining.Learning.Reports;

/// <summary>The words of exported reports.</summary>
internal static class ReportWords
{
    public static readonly LocalizedText Progress = new("Progress", "Прохождение", "Оқу барысы");
    public static readonly LocalizedText MissedRules = new("Missed rules", "Ошибки по правилам", "Қағидалар бойынша қателер");

    public static readonly LocalizedText Unit = new("Unit", "Подразделение", "Бөлімше");
    public static readonly LocalizedText Level = new("Level", "Уровень", "Деңгей");
    public static readonly LocalizedText Course = new("Course", "Курс", "Курс");
    public static readonly LocalizedText Required = new("Required", "Должны пройти", "Өтуі тиіс");
    public static readonly LocalizedText Done = new("Done", "Завершено", "Аяқталған");
    public static readonly LocalizedText DueSoon = new("Due soon", "Срок скоро истекает", "Мерзімі жақындаған");
    public static readonly LocalizedText Overdue = new("Overdue", "Просрочено", "Мерзімі өткен");
    public static readonly LocalizedText Due = new("Due later", "Срок ещё не близко", "Мерзімі әлі жақын емес");
    public static readonly LocalizedText AsOf = new("As of", "По состоянию на", "Есептік күн");
    public static readonly LocalizedText Name = new("Name", "Имя", "Аты-жөні");
    public static readonly LocalizedText State = new("State", "Состояние", "Күйі");
    public static readonly LocalizedText DueOn = new("Due date", "Срок выполнения", "Орындау мерзімі");
    public static readonly LocalizedText CompletedOn = new("Completed on", "Дата завершения", "Аяқталған күні");
    public static readonly LocalizedText ValidUntil = new("Valid until", "Действительно до", "Жарамдылық мерзімі");
    public static readonly LocalizedText Percent = new("Latest exam, %", "Последний экзамен, %", "Соңғы емтихан, %");

    public static readonly LocalizedText Rule = new("Rule", "Правило", "Қағида");
    public static readonly LocalizedText Statement = new("Statement", "Формулировка", "Тұжырым");
    public static readonly LocalizedText Answers = new("Answers (n)", "Число ответов", "Жауап саны");
    public static readonly LocalizedText Missed = new("Missed", "С ошибкой", "Қатемен");
    public static readonly LocalizedText MissedPercent = new("Missed, %", "С ошибкой, %", "Қатемен, %");
    public static readonly LocalizedText SureAndWrong = new("Sure and wrong", "Уверенно и неверно", "Сенімді, бірақ қате");

    public static readonly LocalizedText Family = new("Item family", "Семейство заданий", "Тапсырмалар тобы");
    public static readonly LocalizedText StatedLevel = new("Stated difficulty", "Заявленная трудность", "Мәлімделген қиындық");
    public static readonly LocalizedText Facility = new("Facility index", "Индекс лёгкости", "Жеңілдік индексі");
    public static readonly LocalizedText IntervalLow = new("95 % interval, from", "95 %-й интервал, от", "95 %-дық аралық, бастап");
    public static readonly LocalizedText IntervalHigh = new("95 % interval, to", "95 %-й интервал, до", "95 %-дық аралық, дейін");

    public static LocalizedText Of(CycleState state) => state switch
    {
        CycleState.Done => Done,
        CycleState.DueSoon => DueSoon,
        CycleState.Overdue => Overdue,
        _ => Due,
    };
}
