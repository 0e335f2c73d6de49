using System.Globalization;
using System.Text.RegularExpressions;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Documents;

/// <summary>Single values: texts, ids, numbers, dates and choices.</summary>
internal sealed partial class FieldReader
{
    public string Id(string key = "id")
    {
        var id = Text(key);
        if (id.Length > 0 && !IdPattern.IsMatch(id))
        {
            Report(LineOf(key), $"'{id}' is not an id.", "Use lower-case letters, digits and hyphens.");
        }

        return id;
    }

    /// <summary>A required single-line or folded text.</summary>
    public string Text(string key)
    {
        if (Required(key) is YamlScalar scalar)
        {
            if (scalar.Value.Trim().Length > 0)
            {
                return scalar.Value.Trim();
            }

            Report(scalar.Line, $"'{new FieldName(key)}' is empty.", "Fill it in.");
        }
        else if (Find(key) is { } other)
        {
            Report(other.Line, $"'{new FieldName(key)}' must be text.", "Write the value on the same line or as a folded block (>-).");
        }

        return "";
    }

    public string? OptionalText(string key) => Has(key) ? Text(key) : Skip<string>(key);

    public int Number(string key, int least, int most)
    {
        var text = Text(key);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        if (text.Length > 0)
        {
            Report(LineOf(key), $"'{new FieldName(key)}' is '{text}'.", $"Give a whole number from {least} to {most}.");
        }

        return least;
    }

    public double? OptionalDecimal(string key, double least, double most)
    {
        if (!Has(key))
        {
            return Skip<double?>(key);
        }

        var text = Text(key);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        if (text.Length > 0)
        {
            Report(
                LineOf(key),
                $"'{new FieldName(key)}' is '{text}'.",
                $"Give a number from {least} to {most}, with a point before a fraction.");
        }

        return null;
    }

    public DateOnly? Date(string key)
    {
        if (!Has(key))
        {
            return Skip<DateOnly?>(key);
        }

        var text = Text(key);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Report(LineOf(key), $"'{text}' is not a date.", "Write it as year-month-day, for example 2027-03-31, with a day that exists.");
        return null;
    }

    public bool Flag(string key)
    {
        var text = Text(key);
        if (text is not ("true" or "false" or ""))
        {
            Report(LineOf(key), $"'{new FieldName(key)}' is '{text}'.", "Write true or false.");
        }

        return text == "true";
    }

    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices)
    {
        var text = Text(key);
        if (choices.TryGetValue(text, out var value))
        {
            return value;
        }

        if (text.Length > 0)
        {
            Report(LineOf(key), $"'{text}' is not known for '{new FieldName(key)}'.", $"Use one of: {string.Join(", ", choices.Keys)}.");
        }

        return choices.Values.First();
    }

    public IReadOnlyList<int> Numbers(string key)
    {
        var numbers = new List<int>();
        foreach (var text in Texts(key))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
            else
            {
                Report(LineOf(key), $"'{text}' in '{new FieldName(key)}' is not a whole number.", "Write numbers only.");
            }
        }

        return numbers;
    }

    private static readonly Regex IdPattern = new(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
}
