using System.Globalization;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Notices;

/// <summary>A notice in words: a heading, and one sentence or two below it.</summary>
public sealed record NoticeText(string Title, string Text);

/// <summary>
/// The words of each kind of notice, as templates with the limits of all templates (<see cref="LiquidText"/>). <c>what</c> is the course, text or document,
/// <c>day</c> the day that it tells, written in the language, <c>outcome</c> what was decided; each may be empty. The organisation may write others
/// (<see cref="NoticeWording"/>).
/// </summary>
public static class NoticeWords
{
    public const string What = "what";

    public const string Day = "day";

    public const string Outcome = "outcome";

    /// <summary>Longest heading, with its places for values.</summary>
    public const int LongestTitle = 200;

    /// <summary>Longest text below it.</summary>
    public const int LongestText = ContentLimits.LongestTemplate;

    private static readonly Dictionary<NoticeKind, NoticeTemplate> ByKind = new()
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
            ("A change waits for review: {{ what }}", "Somebody else wrote it. It can be published when you have read and approved it."),
            ("Правка ждёт проверки: {{ what }}", "Её написал другой человек. Опубликовать можно после того, как вы её прочтёте и одобрите."),
            ("Өзгеріс тексеруді күтуде: {{ what }}", "Оны басқа адам жазған. Сіз оқып, мақұлдағаннан кейін жариялауға болады.")),
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
        [NoticeKind.WaiverWaiting] = Of(
            ("A waiver waits for your decision: {{ what }}", "It is proposed up to and including {{ day }}. Until you decide, nothing changes."),
            ("Отсрочка ждёт вашего решения: {{ what }}", "Она предложена по {{ day }} включительно. Пока вы не решите, ничего не меняется."),
            ("Кейінге қалдыру шешіміңізді күтуде: {{ what }}", "Ұсынылған соңғы күні: {{ day }}. Сіз шешім қабылдағанша ештеңе өзгермейді.")),
        [NoticeKind.WaiverDecided] = Of(
            ("The waiver that you proposed was {{ outcome }}: {{ what }}", "It was proposed up to and including {{ day }}."),
            ("Предложенная вами отсрочка {{ outcome }}: {{ what }}", "Она была предложена по {{ day }} включительно."),
            ("Сіз ұсынған кейінге қалдыру {{ outcome }}: {{ what }}", "Ұсынылған соңғы күні: {{ day }}.")),
        [NoticeKind.ChangeDecided] = Of(
            ("The change was {{ outcome }}: {{ what }}", "You wrote part of it. Its page says by whom, and why."),
            ("Правка {{ outcome }}: {{ what }}", "Вы её писали. На её странице указано, кем и почему."),
            ("Өзгеріс {{ outcome }}: {{ what }}", "Оны сіз жаздыңыз. Кім және неге шешкені өзгерістің бетінде көрсетілген.")),
        [NoticeKind.PublishingFailed] = Of(
            ("A change could not be published on its day: {{ what }}", "The edition from before stays in use. The page of the change says what to do."),
            ("Правку не удалось опубликовать в назначенный день: {{ what }}", "Действует прежний выпуск. Что делать, сказано на странице правки."),
            ("Өзгерісті белгіленген күні жариялау мүмкін болмады: {{ what }}", "Бұрынғы шығарылым қолданыста қалады. Не істеу керегі өзгерістің бетінде айтылған.")),
        [NoticeKind.TextFailed] = Of(
            ("A text of notices cannot be used: {{ what }}", "People get the text that was delivered with the application. Please correct yours."),
            ("Текст уведомлений не удаётся использовать: {{ what }}", "Люди получают текст, поставленный с приложением. Исправьте свой текст."),
            ("Хабарлама мәтінін пайдалану мүмкін емес: {{ what }}", "Адамдар қолданбамен бірге жеткізілген мәтінді алады. Өз мәтініңізді түзетіңіз.")),
        [NoticeKind.GradedAnew] = Of(
            (
                "Your exam was graded anew: {{ what }}",
                "A question of it was found wrong and taken out. {{ outcome }} Your result shows both gradings.{% if day %} Please take the exam again by {{ day }}.{% endif %}"),
            (
                "Ваш экзамен оценён заново: {{ what }}",
                "Один из его вопросов оказался неверным и исключён. {{ outcome }} В результате показаны обе оценки.{% if day %} Сдайте экзамен снова не позднее {{ day }}{% endif %}"),
            (
                "Емтиханыңыз қайта бағаланды: {{ what }}",
                "Оның бір сұрағы қате болып шығып, алып тасталды. {{ outcome }} Нәтижеде екі баға да көрсетілген.{% if day %} Емтиханды қайта тапсырыңыз, соңғы күні: {{ day }}.{% endif %}")),
        [NoticeKind.AnnulmentWaiting] = Of(
            ("Grading anew waits for a decision: {{ what }}", "Somebody proposes to take questions out of gradings. Nothing changes before it is approved."),
            ("Новая оценка ждёт решения: {{ what }}", "Предложено исключить вопросы из оценки. Пока это не одобрено, ничего не меняется."),
            ("Қайта бағалау шешімді күтуде: {{ what }}", "Сұрақтарды бағалаудан алып тастау ұсынылды. Мақұлданғанша ештеңе өзгермейді.")),
        [NoticeKind.AnnulmentDecided] = Of(
            ("The grading anew that you proposed was {{ outcome }}: {{ what }}", "Its page says by whom, why, and what has changed."),
            ("Предложенная вами новая оценка {{ outcome }}: {{ what }}", "На её странице указано, кем, почему и что изменилось."),
            ("Сіз ұсынған қайта бағалау {{ outcome }}: {{ what }}", "Кім, неге шешкені және не өзгергені оның бетінде көрсетілген.")),
        [NoticeKind.TakenBack] = Of(
            ("Not asked of you any more: {{ what }}", "The course was taken back. You need not do anything; what you have done is kept."),
            ("От вас больше не требуется: {{ what }}", "Курс отозван. Делать ничего не нужно; пройденное сохранено."),
            ("Сізден енді талап етілмейді: {{ what }}", "Курс қайтарып алынды. Ештеңе істеудің қажеті жоқ, аяқтағаныңыз сақталды.")),
        [NoticeKind.DeltaWaiting] = Of(
            ("A course is proposed: {{ what }}", "An editor has prepared it. Nobody is asked for anything before you decide who gets it."),
            ("Предложен курс: {{ what }}", "Его подготовил редактор. Пока вы не решите, кто его получит, ни от кого ничего не требуется."),
            ("Курс ұсынылды: {{ what }}", "Оны редактор дайындады. Оны кім алатынын сіз шешкенше ешкімнен ештеңе талап етілмейді.")),
        [NoticeKind.DeltaDecided] = Of(
            ("The course that you proposed was {{ outcome }}: {{ what }}", "Its page says by whom and why."),
            ("Предложенный вами курс {{ outcome }}: {{ what }}", "На его странице указано, кем и почему."),
            ("Сіз ұсынған курс {{ outcome }}: {{ what }}", "Кім және неге шешкені оның бетінде көрсетілген.")),
        [NoticeKind.RemarkAnswered] = Of(
            ("Your remark about a question was answered: {{ what }}", "Somebody has looked at the question. Your page of remarks says what became of it."),
            ("Ответ на ваш отклик о вопросе: {{ what }}", "Вопрос проверили. Что решено, сказано на странице ваших откликов."),
            ("Сұрақ туралы өтінішіңізге жауап берілді: {{ what }}", "Сұрақ тексерілді. Не шешілгені өтініштеріңіз бетінде айтылған.")),
    };

    private static readonly Dictionary<NoticeKind, (string En, string Ru, string Kk)> KindNames = new()
    {
        [NoticeKind.Assigned] = ("A course was given", "Назначен курс", "Курс тағайындалды"),
        [NoticeKind.DueSoon] = ("A due day is near", "Срок близко", "Мерзім жақын"),
        [NoticeKind.Overdue] = ("A due day has passed", "Срок прошёл", "Мерзім өтті"),
        [NoticeKind.Extended] = ("A due day was extended", "Срок продлён", "Мерзім ұзартылды"),
        [NoticeKind.Waived] = ("A course is not asked for", "Отсрочка действует", "Кейінге қалдыру күшінде"),
        [NoticeKind.CertificateEnds] = ("A certificate ends", "Сертификат заканчивается", "Сертификат мерзімі аяқталады"),
        [NoticeKind.NewEdition] = ("Rules of a passed course have changed", "Изменились правила пройденного курса", "Өтілген курстың ережелері өзгерді"),
        [NoticeKind.TextToConfirm] = ("A text is to be confirmed", "Нужно подтвердить текст", "Мәтінді растау керек"),
        [NoticeKind.ReviewWaiting] = ("A change waits for review", "Правка ждёт проверки", "Өзгеріс тексеруді күтуде"),
        [NoticeKind.ImportFailed] = ("An import has failed", "Импорт не удался", "Импорт орындалмады"),
        [NoticeKind.BackupMissing] = ("A backup is missing", "Нет резервной копии", "Сақтық көшірме жоқ"),
        [NoticeKind.NodeGone] = ("A server has gone", "Сервер пропал", "Сервер жоғалды"),
        [NoticeKind.Reminded] = ("A reminder by hand", "Напоминание вручную", "Қолмен еске салу"),
        [NoticeKind.Week] = ("The week of a manager", "Неделя руководителя", "Басшының аптасы"),
        [NoticeKind.WaiverWaiting] = ("A waiver waits for a decision", "Отсрочка ждёт решения", "Кейінге қалдыру шешімді күтуде"),
        [NoticeKind.WaiverDecided] = ("A waiver was decided", "Решение об отсрочке", "Кейінге қалдыру туралы шешім"),
        [NoticeKind.ChangeDecided] = ("A change was decided", "Решение о правке", "Өзгеріс туралы шешім"),
        [NoticeKind.PublishingFailed] = ("A change could not be published", "Правку не удалось опубликовать", "Өзгерісті жариялау мүмкін болмады"),
        [NoticeKind.TextFailed] = ("A text cannot be used", "Текст не удаётся использовать", "Мәтінді пайдалану мүмкін емес"),
        [NoticeKind.GradedAnew] = ("An exam was graded anew", "Экзамен оценён заново", "Емтихан қайта бағаланды"),
        [NoticeKind.AnnulmentWaiting] = ("Grading anew waits for a decision", "Новая оценка ждёт решения", "Қайта бағалау шешімді күтуде"),
        [NoticeKind.AnnulmentDecided] = ("Grading anew was decided", "Решение о новой оценке", "Қайта бағалау туралы шешім"),
        [NoticeKind.TakenBack] = ("A course was taken back", "Курс отозван", "Курс қайтарып алынды"),
        [NoticeKind.DeltaWaiting] = ("A course about changed rules is proposed", "Предложен курс об изменённых правилах", "Өзгерген қағидалар туралы курс ұсынылды"),
        [NoticeKind.DeltaDecided] = ("A proposed course was decided", "Решение о предложенном курсе", "Ұсынылған курс туралы шешім"),
        [NoticeKind.RemarkAnswered] = ("A remark about a question was answered", "Ответ на отклик о вопросе", "Сұрақ туралы өтінішке жауап"),
    };

    /// <summary>The texts that are delivered with the application.</summary>
    public static NoticeTemplate Delivered(NoticeKind kind) => ByKind[kind];

    /// <summary>The names that a text of this kind may hold.</summary>
    public static IReadOnlyList<string> Names(NoticeKind kind) => kind switch
    {
        NoticeKind.BackupMissing => [Day],
        NoticeKind.NewEdition or NoticeKind.ReviewWaiting or NoticeKind.NodeGone or NoticeKind.Week or NoticeKind.TextFailed or NoticeKind.PublishingFailed
            or NoticeKind.RemarkAnswered or NoticeKind.AnnulmentWaiting or NoticeKind.TakenBack or NoticeKind.DeltaWaiting => [What],
        NoticeKind.ChangeDecided or NoticeKind.AnnulmentDecided or NoticeKind.DeltaDecided => [What, Outcome],
        NoticeKind.WaiverDecided or NoticeKind.GradedAnew => [What, Day, Outcome],
        _ => [What, Day],
    };

    /// <summary>What notices of a kind are called in lists.</summary>
    public static string NameOf(NoticeKind kind, string language)
    {
        var (en, ru, kk) = KindNames[kind];
        return language == Languages.Russian ? ru : language == Languages.Kazakh ? kk : en;
    }

    /// <summary>What is wrong with a text of this kind: at most one finding for each heading and each text.</summary>
    public static IReadOnlyList<NoticeTextFault> FaultsOf(NoticeKind kind, NoticeTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return
        [
            .. Languages.All
                .SelectMany(language => new[] { FaultOf(kind, language, true, template.Title[language]), FaultOf(kind, language, false, template.Text[language]) })
                .OfType<NoticeTextFault>(),
        ];
    }

    private static NoticeTextFault? FaultOf(NoticeKind kind, string language, bool isTitle, string typed) =>
        string.IsNullOrWhiteSpace(typed) ? new NoticeTextFault(language, isTitle, null)
        : isTitle && typed.Length > LongestTitle ? new NoticeTextFault(language, isTitle, new TemplateFault(TemplateFaultKind.TooLong, null, ""))
        : TemplateCheck.Find(typed, Names(kind)) is { } found ? new NoticeTextFault(language, isTitle, found)
        : null;

    /// <summary>In the words that are delivered with the application.</summary>
    /// <param name="what">The title of what it is about, in the language; empty where it is about the house.</param>
    public static NoticeText Of(NoticeKind kind, string language, string what, DateOnly? day, string? outcome = null) =>
        Of(Delivered(kind), language, what, day, outcome);

    /// <summary>In the words of a template.</summary>
    /// <exception cref="InvalidOperationException">The engine gave up.</exception>
    public static NoticeText Of(NoticeTemplate template, string language, string what, DateOnly? day, string? outcome)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(what);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        Add(What, what);
        Add(Day, day is { } told ? In(told, language) : null);
        Add(Outcome, outcome);
        return new NoticeText(template.ReadyTitle.Render(language, values), template.ReadyText.Render(language, values));

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                values[name] = value;
            }
        }
    }

    private static string In(DateOnly day, string language)
    {
        var of = Languages.Of(language);
        return day.ToString(of.Day, CultureInfo.GetCultureInfo(of.Culture));
    }

    private static NoticeTemplate Of((string Title, string Text) en, (string Title, string Text) ru, (string Title, string Text) kk)
    {
        (string Title, string Text) In(string language) => language == Languages.Russian ? ru : language == Languages.Kazakh ? kk : en;
        return new NoticeTemplate(LocalizedText.Of(language => In(language).Title), LocalizedText.Of(language => In(language).Text));
    }
}
