using System.Text;
using KnbTraining.Learning.Names;

namespace KnbTraining.Learning.Imports;

/// <summary>The titles that columns have in lists of people, in three languages.</summary>
internal static class Titles
{
    private static readonly Dictionary<ImportField, string[]> Known = new()
    {
        [ImportField.PersonnelNumber] =
        [
            "табельный номер", "табельный no", "таб номер", "таб no", "таб", "табномер", "номер сотрудника", "код сотрудника",
            "табель нөмірі", "табельдік нөмір", "табельдік нөмірі", "қызметкер нөмірі",
            "personnel number", "personnel no", "employee number", "employee no", "employee id", "staff number", "number",
        ],
        [ImportField.FullName] =
        [
            "фио", "ф и о", "фио сотрудника", "сотрудник", "работник", "физическое лицо", "фамилия имя отчество", "полное имя",
            "аты жөні", "аты-жөні", "таә", "т а ә", "тегі аты әкесінің аты", "қызметкер", "full name", "name", "employee name",
        ],
        [ImportField.Surname] = ["фамилия", "тегі", "surname", "last name", "family name"],
        [ImportField.GivenName] = ["имя", "аты", "есімі", "given name", "first name"],
        [ImportField.Patronymic] = ["отчество", "әкесінің аты", "patronymic", "middle name"],
        [ImportField.Email] =
        [
            "email", "e-mail", "e mail", "почта", "электронная почта", "эл почта", "адрес электронной почты",
            "электрондық пошта", "пошта", "mail", "email address",
        ],
        [ImportField.UserName] =
            ["логин", "имя пользователя", "учетная запись", "пайдаланушы аты", "пайдаланушының аты", "user name", "username", "login", "account"],
        [ImportField.Unit] =
        [
            "подразделение", "структурное подразделение", "отдел", "департамент", "управление", "подразделение организации",
            "бөлімше", "бөлім", "құрылымдық бөлімше", "unit", "department", "division",
        ],
        [ImportField.HolderStatus] =
        [
            "допуск", "статус допуска", "допуск к гостайне", "допуск к государственным секретам",
            "рұқсат", "рұқсаттама", "мемлекеттік құпияларға рұқсат", "clearance", "clearance status",
        ],
        [ImportField.Capacity] =
            ["должностное положение", "лауазымдық жағдайы", "категория", "категория должности", "санаты", "лауазым санаты", "category"],
        [ImportField.Employment] =
        [
            "состояние", "занятость", "жұмыста болуы", "статус", "статус сотрудника", "күйі", "мәртебесі", "status", "state", "employment", "employment status",
        ],
        [ImportField.FirstDay] =
        [
            "дата приема", "дата приема на работу", "принят", "первый день", "жұмысқа қабылданған күні", "қабылданған күні", "алғашқы күні",
            "first day", "hire date", "date of hire", "start date",
        ],
        [ImportField.LastDay] =
        [
            "дата увольнения", "уволен", "последний день", "жұмыстан шыққан күні", "босатылған күні", "соңғы күні", "last day", "termination date", "end date",
        ],
        [ImportField.Since] =
            ["дата изменения", "дата перевода", "действует с", "өзгерген күні", "ауысқан күні", "effective date", "effective from", "valid from", "since"],
        [ImportField.Iin] =
        [
            "иин", "жсн", "индивидуальный идентификационный номер", "жеке сәйкестендіру нөмірі", "iin", "individual identification number",
        ],
        [ImportField.Language] = ["язык", "тіл", "тілі", "language"],
    };

    private static readonly Dictionary<string, ImportField> ByTitle = Known
        .SelectMany(field => field.Value.Append(field.Key.ToString()).Select(title => (Title: Fold(title), field.Key)))
        .DistinctBy(each => each.Title)
        .ToDictionary(each => each.Title, each => each.Key, StringComparer.Ordinal);

    /// <summary>Titles that differ in case, dots or blanks are the same.</summary>
    public static string Fold(string title)
    {
        var folded = new StringBuilder(title.Length);
        foreach (var sign in NameFold.Fold(title))
        {
            if (char.IsLetterOrDigit(sign))
            {
                folded.Append(sign);
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    public static ImportField? Find(string title) => ByTitle.TryGetValue(Fold(title), out var field) ? field : null;
}
