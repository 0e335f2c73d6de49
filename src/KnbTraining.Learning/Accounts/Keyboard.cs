namespace KnbTraining.Learning.Accounts;

/// <summary>Keys and their neighbours, on the keyboards that people here have.</summary>
internal static class Keyboard
{
    // The same keys in three layouts. Kazakh has letters where the others have digits.
    private const string Latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,./";
    private const string Russian = "йцукенгшщзхъфывапролджэячсмитьбю.";
    private const string KazakhDigits = "әіңғүұқөһ";
    private const string KazakhOnKeys = "2345890-=";

    private static readonly string[] Lines =
    [
        "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./",
        "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/",
        "abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    ];

    private static readonly Dictionary<char, char> Keys = Russian.Zip(Latin).Concat(KazakhDigits.Zip(KazakhOnKeys))
        .Where(pair => pair.First != '.')
        .ToDictionary(pair => pair.First, pair => pair.Second);

    private static readonly HashSet<(char, char)> Neighbours =
        [.. Lines.SelectMany(line => line.Zip(line.Skip(1))).SelectMany(pair => new[] { (pair.First, pair.Second), (pair.Second, pair.First) })];

    /// <summary>The keys that were pressed, as Latin letters: "пароль" and "gfhjkm" are the same keys.</summary>
    public static string KeysOf(string folded) => string.Concat(folded.Select(sign => Keys.GetValueOrDefault(sign, sign)));

    /// <summary>Into how many pieces a text falls of which each is one sign repeated or a walk from neighbour to neighbour.</summary>
    public static int Walks(string folded)
    {
        var walks = folded.Length == 0 ? 0 : 1;
        for (var at = 1; at < folded.Length; at++)
        {
            if (folded[at] != folded[at - 1] && !Neighbours.Contains((folded[at - 1], folded[at])))
            {
                walks++;
            }
        }

        return walks;
    }
}
