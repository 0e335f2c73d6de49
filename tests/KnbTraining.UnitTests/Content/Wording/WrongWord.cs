using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Content.Wording;

/// <summary>A wording that a reader found wrong and that must not come back.</summary>
/// <param name="Language">Of the texts in which it is wrong.</param>
/// <param name="Found">Pattern of what is wrong.</param>
/// <param name="Example">Words that stood in a text; the pattern finds them.</param>
/// <param name="Better">What to write instead, for the message.</param>
/// <param name="Right">Pattern of places where the same words are right; they are left out before the search.</param>
internal sealed record WrongWord(string Language, string Found, string Example, string Better, string? Right = null)
{
    private const string Holder = "рұқсат етілген (адам|қызметкер|инженер)";

    /// <summary>Kazakh: one word has one meaning, and a calque that says something else is none.</summary>
    private static readonly WrongWord[] Kazakh =
    [
        new("kk", "[рР]әсімде", "рұқсат етуді рәсімдеу", "ресімдеу is to formalise; рәсім is a procedure"),
        new("kk", "[бБ]ейресми", "бейресми көшірме", "ресми емес"),
        new("kk", @"\b[еЕ]реже", "шешуші ереже", "қағида is a rule, тармақ an item of the decree"),
        new("kk", @"\b[нН]орма", "норма сұрайтын факт", "қағида", "(халықаралық құқықтың [а-яәғқңөұүһі ]*|құқықтың басқа )нормалар"),
        new("kk", @"құқықтық анықтама(ға|сы|ны|да)?\b", "құқықтық анықтамаға жатады", "мағлұмат: анықтама is a definition too"),
        new("kk", "(етудің|[еЕ]кі|екінші|—|басқа да|қағиданың|[оО]ның) шарт|шарт ретінде|[шШ]арттар(ды|ын|ға|ы|) (қосыңыз|түзетіңіз|мен негіз|керек)", "рұқсат етудің шарты", "алғышарт or талап: шарт is an agreement", "[аА]лғышарт[а-яәғқңөұүһі]*"),
        new("kk", "(әлі|сізді|күннен|өзі|[А-Я][а-я]+ды) байланыстыр|міндеттемемен байланыс", "міндеттеме сізді байланыстырады", "міндеттейді, күшінде, міндеттемесі бар"),
        new("kk", Holder, "рұқсат етілген адамның жария етуі", "рұқсаты бар, бұрын рұқсаты болған: the bare words say that the act is allowed", $"(құпияларға( қазір| бұрын)?|істеуге|жұмысқа) {Holder}"),
        new("kk", "[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]+(ға|ге|қа|ке) рұқсат етіл|оған рұқсат етілген", "Заринаға рұқсат етілген, ол", "…ның мемлекеттік құпияларға рұқсаты бар"),
        new("kk", "рұқсат етуі тоқтат", "рұқсат етуі тоқтатылған адам", "рұқсаты тоқтатылған"),
        new("kk", "рұқсат етуді ресімдеп жатқан", "рұқсат етуді ресімдеп жатқан адам", "рұқсаты ресімделіп жатқан: others formalise it"),
        new("kk", "құпиялар үшін (берілген )?рұқсат", "мемлекеттік құпиялар үшін рұқсат", "мемлекеттік құпияларға рұқсат"),
        new("kk", "үнсіздігінен ештеңе шықпайды|[оО](лардың|ның) артында(:|ғы жауаптылық)", "олардың артындағы жауаптылық", "қорытынды шығаруға болмайды; көзделген"),
        new("kk", "қағида (шешеді|шешер|сұрайтын)", "бұл жағдайды қай қағида шешеді", "бұл жағдайға қай қағида қолданылады"),
        new("kk", "қорғау бөлімше", "ҰҚК немесе қорғау бөлімшесі емес", "қорғау жөніндегі бөлімше"),
        new("kk", "[қҚ]ұрамдар", "жоспарланған құрамдардың бірі", "құқық бұзушылық: құрам says nothing alone"),
        new("kk", "[қҚ]ұпия ?сөз", "құпиясөзін ұмытса", "пароль: the word for a secret is kept for state secrets"),
    ];

    private static readonly WrongWord[] Russian =
    [
        new("ru", "(норма|правило|ответ КНБ) (не )?спрашивает|которых спрашивает", "фактов, о которых спрашивает норма", "от которых зависит применение нормы"),
        new("ru", "[сС]огласовани[а-я]+ (руководителя организации )?на (эту )?(поездк|выезд)", "согласования на поездку", "согласование поездки"),
        new("ru", "реша(ет|ло бы) этот случай|случай решают|[рР]еша(ет|ло бы) это", "правило решает этот случай", "применяется к этому случаю"),
        new("ru", "[тТ]ри занятия", "три занятия подразделения", "три задачи"),
        new("ru", "[пП]оложени[а-я]+ (64-|указа|Указа|о КНБ)|приведённы[а-я]+ положени", "приведённые положения", "пункт"),
        new("ru", "связывает( с первого дня)?[.,;:]|обязательство (ещё )?связывает[,.]", "Оно связывает.", "связывает needs an object"),
        new("ru", "Приёмных часов", "Приёмных часов у него нет", "действует не только в рабочее время"),
        new("ru", "систему защиты и её средства", "развивает систему защиты и её средства", "меры"),
        new("ru", "оформляющ[а-я]+ допуск|кто (только )?оформляет допуск", "лицо, оформляющее допуск", "которому оформляют допуск: others formalise it"),
        new("ru", @"государственн(ый|ого|ому|ым|ом) секрет(а|у|ом|е)?\b", "Это государственный секрет.", "государственная тайна: the plural alone is the general term"),
        new("ru", "(свободная|безопасная) зона", "Это не свободная зона.", "say what does not follow"),
        new("ru", "Для неё нужно|Она требует:", "Для неё нужно: допуск", "правило is neuter, and the name of a rule may be anything"),
        new("ru", "обязательство перед государством, а не перед|[вВ]ы берёте обязательство", "Вы берёте обязательство перед государством", "обязательство дают государству или принимают на себя"),
        new("ru", "[оО]бязательство переживает", "Обязательство переживает допуск", "сохраняется и после прекращения допуска"),
    ];

    private static readonly WrongWord[] English =
    [
        new("en", @"(Before|After|after) access\b|access ends", "After access ends", "clearance: access is getting to know particular information"),
        new("en", "[sS]ecurity unit", "Ask your security unit", "protection unit"),
        new("en", "head of the place", "head of the place", "head of the organisation"),
        new("en", @"\b[cC]rimes?\b", "liability for a crime", "criminal offence"),
        new("en", "change turns|turns the answer", "which change turns the answer", "alters"),
        new("en", "violations were new", "The violations were new", "had not been found before"),
        new("en", "free space|safe place", "This is no free space.", "say what does not follow"),
        new("en", "(papers|devices|notes) (and notes )?at home", "Leave work papers, work devices and notes at home", "do not take them with you: they do not belong at home either"),
        new("en", "every working day", "accompanies every working day", "every day, at work and outside it"),
        new("en", "has (so far )?asked for (a )?clearance", "A person has asked for a clearance", "clearance has been requested for the person"),
        new("en", "that the rule asks about", "facts that the rule asks about", "on which the rule depends"),
    ];

    // These never go back: their time grows with the text alone.
    private readonly Regex _found = new(Found, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    private readonly Regex? _right = Right is null ? null : new Regex(Right, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public static IReadOnlyList<WrongWord> All { get; } = [.. Kazakh, .. Russian, .. English];

    public bool StandsIn(string words) => _found.IsMatch(_right?.Replace(words, " ") ?? words);

    public override string ToString() => $"{Language} '{Found}'";
}
