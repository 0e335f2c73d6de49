namespace KnbTraining.Learning.Certificates;

/// <summary>A name as strangers see it: the surname, and initials for the rest.</summary>
public static class ShortName
{
    // Where the last of three names is a patronymic, the surname stands first, as in official lists.
    private static readonly string[] Patronymics = ["вич", "вна", "ична", "ұлы", "улы", "қызы", "кызы", "vich", "vna", "uly", "kyzy", "qyzy"];

    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 2)
        {
            return string.Concat(words.Select(Initial));
        }

        return IsPatronymic(words[^1]) && words.Length > 2
            ? string.Join(' ', [.. words[1..].Select(Initial), words[0]])
            : string.Join(' ', [.. words[..^1].Select(Initial), words[^1]]);
    }

    private static string Initial(string word) => System.Globalization.StringInfo.GetNextTextElement(word) + ".";

    private static bool IsPatronymic(string word) => Array.Exists(Patronymics, ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
