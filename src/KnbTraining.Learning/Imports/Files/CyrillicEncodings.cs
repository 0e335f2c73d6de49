using System.Text;

namespace KnbTraining.Learning.Imports.Files;

/// <summary>
/// Recognises the encodings of one byte in which Cyrillic lists are written, by how often each letter stands in Russian and by capitals, which begin words. What
/// is not plain is refused: a name that was misread would be applied like any other.
/// </summary>
internal static class CyrillicEncodings
{
    private const int MostSampled = 1 << 18;

    // Natural logarithms: what a sign costs that does not stand in lists, and how much better than all others an encoding must be.
    private const double Odd = -8;
    private const double Mark = -2;
    private const double Margin = 6;

    // Letters of a hundred thousand in Russian texts, by their usual order of frequency.
    private static readonly (char Letter, int Count)[] Frequencies =
    [
        ('о', 10983), ('е', 8483), ('а', 7998), ('и', 7367), ('н', 6700), ('т', 6318), ('с', 5473), ('р', 4746), ('в', 4533), ('л', 4343), ('к', 3486), ('м', 3203),
        ('д', 2977), ('п', 2804), ('у', 2615), ('я', 2001), ('ы', 1898), ('ь', 1735), ('г', 1687), ('з', 1641), ('б', 1592), ('ч', 1450), ('й', 1208), ('х', 966),
        ('ж', 940), ('ш', 718), ('ю', 639), ('ц', 486), ('щ', 361), ('э', 331), ('ф', 267), ('ъ', 37), ('ё', 37), ('і', 100), ('ә', 100), ('ғ', 100), ('қ', 100),
        ('ң', 100), ('ө', 100), ('ұ', 100), ('ү', 100), ('һ', 40),
    ];

    private static readonly Dictionary<char, double> Scores = Frequencies.ToDictionary(each => each.Letter, each => Math.Log(each.Count / 100_000d));

    private const string WindowsName = "windows-1251";

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    private static readonly (string Name, Encoding Encoding)[] Known =
    [
        (WindowsName, Windows),
        ("KOI8-R", CodePagesEncodingProvider.Instance.GetEncoding(20866)!),
        ("CP866", CodePagesEncodingProvider.Instance.GetEncoding(866)!),
        ("ISO 8859-5", CodePagesEncodingProvider.Instance.GetEncoding(28595)!),
        ("Mac Cyrillic", CodePagesEncodingProvider.Instance.GetEncoding(10007)!),
    ];

    // KZ-1048 (the national standard of 2002) is windows-1251 with Kazakh letters in place of these.
    private const string KazakhPlaces = "ЌЋќћЎўЈҐЄЇґєјЅѕї";
    private const string KazakhLetters = "ҚҺқһҰұӘӨҒҮөғәҢңү";

    // Those that stand in Ukrainian names: where only they occur, nobody can tell which it is.
    private const string UkrainianLetters = "ҐЄЇґєї";

    /// <exception cref="TableFaultException">Several encodings fit, or none.</exception>
    public static (string Text, string Name) Decode(byte[] bytes)
    {
        var sample = Sample(bytes);
        var found = Known
            .Select(one => (one.Name, one.Encoding, Text: one.Encoding.GetString(sample)))
            .Select(one => (one.Name, one.Encoding, one.Text, Score: Score(one.Text)))
            .OrderByDescending(one => one.Score)
            .ToArray();
        var best = found.FirstOrDefault(one => one.Name == WindowsName && HasNoLetters(one.Text), found[0]);
        var isPlain = HasNoLetters(best.Text) || found.Where(other => other.Text != best.Text).All(other => best.Score - other.Score >= Margin);
        if (!isPlain || IsForeign(best.Text))
        {
            throw new TableFaultException(TableFault.UnknownEncoding);
        }

        var text = best.Encoding.GetString(bytes);
        return best.Name == WindowsName ? Kazakh(text) : (text, best.Name);
    }

    private static (string Text, string Name) Kazakh(string text)
    {
        var places = text.Where(sign => KazakhPlaces.Contains(sign, StringComparison.Ordinal)).ToHashSet();
        if (places.Count == 0)
        {
            return (text, WindowsName);
        }

        return places.All(sign => UkrainianLetters.Contains(sign, StringComparison.Ordinal))
            ? throw new TableFaultException(TableFault.UnknownEncoding)
            : (string.Create(text.Length, text, static (signs, from) =>
            {
                for (var i = 0; i < signs.Length; i++)
                {
                    signs[i] = KazakhPlaces.IndexOf(from[i], StringComparison.Ordinal) is >= 0 and var at ? KazakhLetters[at] : from[i];
                }
            }), "KZ-1048");
    }

    // Words with letters beyond ASCII tell something, wherever they stand: a long file may begin with numbers.
    private static byte[] Sample(byte[] bytes)
    {
        if (bytes.Length <= MostSampled)
        {
            return bytes;
        }

        var sample = new List<byte>(MostSampled);
        for (var i = 1; i < bytes.Length - 1 && sample.Count < MostSampled; i++)
        {
            if (bytes[i] >= 0x80 || bytes[i - 1] >= 0x80)
            {
                sample.Add(bytes[i]);
            }
        }

        return [.. sample];
    }

    private static double Score(string text)
    {
        var (score, before) = (0d, ' ');
        foreach (var sign in text)
        {
            if (sign >= '\x80')
            {
                var isLower = char.IsLower(sign);
                score += Scores.TryGetValue(char.ToLowerInvariant(sign), out var one) ? one : IsMark(sign) ? Mark : Odd;
                score += !isLower && char.IsLower(before) && char.IsLetter(sign) ? Odd : 0;
            }

            before = sign;
        }

        return score;
    }

    private static bool HasNoLetters(string text) => !text.Any(sign => sign >= '\x80' && char.IsLetter(sign));

    private static bool IsMark(char sign) => sign is '№' or '«' or '»' or '–' or '—' or '…' or '“' or '”' or '„' or '’' or '\u00A0' or '·' or '§' or '°';

    // Words of German or French letters become a mixture of Latin and Cyrillic ones.
    private static bool IsForeign(string text)
    {
        var (mixed, all) = (0, 0);
        foreach (var word in text.Split([' ', ';', ',', '\t', '\n', '\r', '"', '-', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var hasCyrillic = word.Any(sign => sign >= '\x80' && char.IsLetter(sign));
            all += hasCyrillic ? 1 : 0;
            mixed += hasCyrillic && word.Any(char.IsAsciiLetter) ? 1 : 0;
        }

        return mixed * 2 > all;
    }
}
