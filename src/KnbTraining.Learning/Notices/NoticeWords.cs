using System.Globalization;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Notices;

/// <summary>A notice in words: a heading, and one sentence or two below it.</summary>
public sealed record NoticeText(string Title, string Text);

/// <summary>
/// The words of each kind of notice, as templates with the limits of all templates (<see cref="LiquidText"/>). <c>what</c> is the course, text or document,
/// <c>day</c> the day that it tells, written in the language; both may be empty.
/// </summary>
public static class NoticeWords
{
    private static readonly Dictionary<NoticeKind, (LiquidText Title, LiquidText Text)> ByKind = new()
    {
        [NoticeKind.Assigned] = Of(
            ("A course for you: {{ what }}", "Please complete it by {{ day }}."),
            ("Вам назначен курс: {{ what }}", "Пройдите его не позднее {{ day }}"),
            ("Сізге курс тағайындалды: {{ what }}", "Соңғы күні: {{ day }}.")),
        [NoticeKind.DueSoon] = Of(
            ("Due soon: {{ what }}", "The last day is {{ day }}."),
            ("Скоро срок: {{ what }}", "Последний день: {{ day }}"),
            ("Мерзімі жақын: {{ what }}", "Соңғы күні: {{ day }}.")),
        [NoticeKind.Overdue] = Of(
            ("Overdue: {{ what }}", "The last day was {{ day }}. Please complete the course now."),
            ("Срок прошёл: {{ what }}", "Последний день был {{ day }} Пройдите курс сейчас."),
            ("Мерзімі өтті: {{ what }}", "Соңғы күні: {{ day }}. Курсты қазір аяқтаңыз.")),
        [NoticeKind.Extended] = Of(
            ("More time: {{ what }}", "The last day is now {{ day }}."),
            ("Срок продлён: {{ what }}", "Теперь последний день: {{ day }}"),
            ("Мерзімі ұзартылды: {{ what }}", "Енді соңғы күні: {{ day }}.")),
        [NoticeKind.Waived] = Of(
            ("Not asked of you for now: {{ what }}", "You need not take this course up to and including {{ day }}."),
            ("Пока не требуется: {{ what }}", "Проходить этот курс не нужно по {{ day }} включительно."),
            ("Әзірге талап етілмейді: {{ what }}", "Бұл курс талап етілмейтін соңғы күн: {{ day }}.")),
        [NoticeKind.CertificateEnds] = Of(
            ("Your certificate ends: {{ what }}", "It is valid up to and including {{ day }}."),
            ("Сертификат заканчивается: {{ what }}", "Он действует по {{ day }} включительно."),
            ("Сертификаттың мерзімі аяқталады: {{ what }}", "Ол жарамды соңғы күн: {{ day }}.")),
        [NoticeKind.NewEdition] = Of(
            ("Rules have changed: {{ what }}", "A rule that the course teaches was changed. Please look at the course again."),
            ("Правила изменились: {{ what }}", "Изменилось правило, которому учит курс. Посмотрите курс ещё раз."),
            ("Ережелер өзгерді: {{ what }}", "Курс үйрететін ереже өзгерді. Курсты қайта қарап шығыңыз.")),
        [NoticeKind.TextToConfirm] = Of(
            ("To read and confirm: {{ what }}",
             "{% if day %}Your confirmation counts up to and including {{ day }}.{% else %}Please read the text and confirm it.{% endif %}"),
            ("Прочитать и подтвердить: {{ what }}",
             "{% if day %}Ваше подтверждение действует по {{ day }} включительно.{% else %}Прочитайте текст и подтвердите его.{% endif %}"),
            ("Оқып, растау керек: {{ what }}", "{% if day %}Растауыңыз жарамды соңғы күн: {{ day }}.{% else %}Мәтінді оқып, растаңыз.{% endif %}")),
        [NoticeKind.ReviewWaiting] = Of(
            ("A draft waits for review: {{ what }}", "Somebody else wrote it. It can be published when you have read it."),
            ("Черновик ждёт проверки: {{ what }}", "Его написал другой человек. Опубликовать можно после того, как вы его прочтёте."),
            ("Жоба тексеруді күтуде: {{ what }}", "Оны басқа адам жазған. Сіз оқып шыққаннан кейін жариялауға болады.")),
        [NoticeKind.ImportFailed] = Of(
            ("An import has failed: {{ what }}",
             "{% if day %}It began on {{ day }} and does not get on.{% else %}Nothing of it was stored. The report beside the file says why.{% endif %}"),
            ("Импорт не удался: {{ what }}",
             "{% if day %}Он начался {{ day }} и не продвигается.{% else %}Ничего не сохранено. Причина указана в отчёте рядом с файлом.{% endif %}"),
            ("Импорт орындалмады: {{ what }}",
             "{% if day %}Ол басталған күн: {{ day }}. Содан бері алға жылжымай тұр.{% else %}Ештеңе сақталған жоқ. Себебі файлдың жанындағы есепте көрсетілген.{% endif %}")),
        [NoticeKind.BackupMissing] = Of(
            ("No backup since {{ day }}", "Make a backup, so that nothing is lost if the machine fails."),
            ("Нет резервной копии с {{ day }}", "Сделайте резервную копию, чтобы при отказе машины ничего не пропало."),
            ("Сақтық көшірме жоқ: {{ day }}", "Машина істен шықса, ештеңе жоғалмауы үшін сақтық көшірме жасаңыз. Жоғарыда соңғы көшірменің күні көрсетілген.")),
        [NoticeKind.NodeGone] = Of(
            ("A server has gone: {{ what }}", "It served the same database and stopped without a word. People are served by the others."),
            ("Сервер пропал: {{ what }}", "Он работал с той же базой данных и остановился без предупреждения. Людей обслуживают другие."),
            ("Сервер жоғалды: {{ what }}", "Ол сол дерекқормен жұмыс істеп, ескертусіз тоқтады. Адамдарға басқа серверлер қызмет көрсетеді.")),
        [NoticeKind.Reminded] = Of(
            ("A reminder: {{ what }}", "You are reminded of this course. The last day is {{ day }}."),
            ("Напоминание: {{ what }}", "Вам напоминают об этом курсе. Последний день: {{ day }}"),
            ("Еске салу: {{ what }}", "Осы курс сізге еске салынады. Соңғы күні: {{ day }}.")),
        [NoticeKind.Week] = Of(
            ("What needs you this week", "{% if what %}In your units: {{ what }}. {% endif %}Your page in the administration lists who it is."),
            ("Что требует вас на этой неделе", "{% if what %}В ваших подразделениях: {{ what }}. {% endif %}Кого это касается, показано на вашей странице администрирования."),
            ("Осы аптада назарыңызды қажет ететіні", "{% if what %}Бөлімшелеріңізде: {{ what }}. {% endif %}Кімге қатысты екені басқару бетіңізде көрсетілген.")),
    };

    /// <param name="what">The title of what it is about, in the language; empty where it is about the house.</param>
    public static NoticeText Of(NoticeKind kind, string language, string what, DateOnly? day)
    {
        var (title, text) = ByKind[kind];
        var values = new Dictionary<string, object>(StringComparer.Ordinal) ;
        if (what.Length > 0)
        {
            values["what"] = what;
        }

        if (day is { } told)
        {
            values["day"] = Day(told, language);
        }

        return new NoticeText(title.Render(language, values), text.Render(language, values));
    }

    /// <summary>What is wrong with the templates; empty where nothing is.</summary>
    public static IEnumerable<string> Faults() => ByKind.Values
        .SelectMany(pair => new[] { pair.Title.Errors(), pair.Text.Errors() })
        .OfType<FindingSentence>()
        .Select(found => found.ToString()!);

    private static string Day(DateOnly day, string language)
    {
        var of = Languages.Of(language);
        return day.ToString(of.Day, CultureInfo.GetCultureInfo(of.Culture));
    }

    private static (LiquidText Title, LiquidText Text) Of((string Title, string Text) en, (string Title, string Text) ru, (string Title, string Text) kk)
    {
        (string Title, string Text) In(string language) => language == Languages.Russian ? ru : language == Languages.Kazakh ? kk : en;
        return (new LiquidText(LocalizedText.Of(language => In(language).Title)), new LiquidText(LocalizedText.Of(language => In(language).Text)));
    }
}
