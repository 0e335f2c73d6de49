using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>Reads what stands in cells: days and the words for standing, in three languages.</summary>
public static class ImportValues
{
    private static readonly string[] DayFormats =
    [
        "d.M.yyyy", "yyyy-M-d", "d.M.yy", "d/M/yyyy", "d-M-yyyy", "yyyy.M.d", "yyyy/M/d",
        "d.M.yyyy H:mm", "d.M.yyyy H:mm:ss", "yyyy-M-d H:mm:ss", "yyyy-M-dTHH:mm:ss", "yyyy-M-dTHH:mm:ss.FFFFFFF",
    ];

    private static readonly (HolderStatus Value, string[] Words)[] HolderWords =
    [
        (HolderStatus.None, ["no", "never held", "не было", "болмаған", "нет", "не имеет", "без допуска", "жоқ", "-"]),
        (HolderStatus.Candidate,
        [
            "кандидат", "оформляется", "на оформлении", "үміткер", "рәсімделуде", "asked for, not yet given", "запрошен, еще не дан",
            "сұратылған, әлі берілмеген",
        ]),
        (HolderStatus.Current,
        [
            "yes", "да", "есть", "имеет", "имеется", "действует", "действующий", "действующая", "допущен", "допущена", "бар", "иә", "қолданыстағы", "+",
            "held now", "есть сейчас", "қазір бар",
        ]),
        (HolderStatus.Former, ["ended", "бывший", "бывшая", "прекращен", "прекращена", "снят", "снята", "бұрынғы", "тоқтатылған"]),
    ];

    private static readonly (Capacity Value, string[] Words)[] CapacityWords =
    [
        (Capacity.Employee, ["сотрудник", "работник", "специалист", "қызметкер", "маман", "нет", "жоқ", "no"]),
        (Capacity.Head,
        [
            "head or authorised person", "руководитель или уполномоченное лицо", "басшы немесе уәкілетті адам", "руководитель", "начальник",
            "басшы", "бастық", "да", "иә", "yes",
        ]),
    ];

    private static readonly (Employment Value, string[] Words)[] EmploymentWords =
    [
        (Employment.Active, ["at work", "работа", "работает", "принят", "жұмыс істейді", "жұмыста", "employed"]),
        (Employment.OnLeave, ["on leave", "leave", "отпуск", "в отпуске", "декрет", "в декрете", "отпуск по уходу за ребенком", "демалыста", "демалыс"]),
        (Employment.Left, ["уволен", "уволена", "увольнение", "жұмыстан шықты", "жұмыстан шыққан", "босатылды", "terminated"]),
    ];

    private static readonly (string Value, string[] Words)[] LanguageWords =
    [
        (Languages.English, ["en", "english", "английский", "ағылшын", "ағылшынша"]),
        (Languages.Russian, ["ru", "russian", "русский", "орыс", "орысша"]),
        (Languages.Kazakh, ["kk", "kz", "kazakh", "казахский", "қазақ", "қазақша"]),
    ];

    /// <summary>A day as it is written here, by ISO 8601, or as the number of a spreadsheet. Day stands before month.</summary>
    /// <returns>False where it is none.</returns>
    public static bool TryDay(string text, out DateOnly? day)
    {
        day = null;
        if (!text.AsSpan().ContainsAnyInRange('1', '9'))
        {
            // Blank, or "00.00.0000" and "  .  .    ", as exports write no day.
            return text.All(sign => sign is '0' or '.' or '-' or '/' or ':' or ' ');
        }

        if (text.Length == 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
        {
            day = DateOnly.FromDateTime(DateTime.FromOADate(serial));
        }
        else if (DateTime.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            day = DateOnly.FromDateTime(time);
        }

        return day is { Year: >= 1900 and <= 2200 };
    }

    public static HolderStatus? HolderOf(string text) => Find(HolderWords, text);

    public static Capacity? CapacityOf(string text) => Find(CapacityWords, text);

    public static Employment? EmploymentOf(string text) => Find(EmploymentWords, text);

    public static string? LanguageOf(string text)
    {
        var folded = Titles.Fold(text);
        return Array.Find(LanguageWords, each => each.Words.Contains(folded)).Value;
    }

    private static T? Find<T>((T Value, string[] Words)[] words, string text)
        where T : struct, Enum
    {
        var folded = Names.NameFold.Fold(text);
        foreach (var (value, known) in words)
        {
            // The name of the value is its English word.
            if (known.Contains(folded) || value.ToString().Equals(folded, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
