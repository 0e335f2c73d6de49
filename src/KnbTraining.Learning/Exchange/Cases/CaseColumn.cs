using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Exchange.Cases;

/// <summary>The columns of a table of cases besides the facts of the situation, in their order.</summary>
public enum CaseColumn
{
    AsOf,
    Law,
    Expected,
    Duties,
    Rule,
    Sources,
    Note,
}

/// <summary>What stands at the head of a column, and in cells that no document gives words for, in each language.</summary>
internal static class CaseWords
{
    private static readonly System.Resources.ResourceManager Texts = new(typeof(CaseWords));

    public static LocalizedText Heading(CaseColumn column) => Of($"Column.{column}");

    public static LocalizedText Law(bool ifAdopted) => Of(ifAdopted ? "Law.if-adopted" : "Law.in-force");

    /// <summary>For a fact that may have any value.</summary>
    public static LocalizedText Any => Of("Any");

    private static LocalizedText Of(string key) => LocalizedText.Of(language =>
        Texts.GetString(key, System.Globalization.CultureInfo.GetCultureInfo(language)) ?? throw new KeyNotFoundException($"CaseWords.resx has no '{key}'."));
}
