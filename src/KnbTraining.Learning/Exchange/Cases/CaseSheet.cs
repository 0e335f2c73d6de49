using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Tables;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Exchange.Cases;

/// <summary>A table of cases for spreadsheets: a column for each fact of the act, then what is expected. What it writes, <see cref="CaseSheetReader"/> reads.</summary>
/// <param name="edition">Gives the words.</param>
/// <param name="act">Its facts are the columns.</param>
public sealed class CaseSheet(Edition edition, string act)
{
    // Several of one cell.
    internal const string Separator = "; ";

    /// <summary>The facts that have a column, in the order of the vocabulary.</summary>
    public IReadOnlyList<Dimension> Axes { get; } = new LawCaseRuns(edition.RuleBook).AxesOf(act);

    internal Edition Edition => edition;

    internal string Act => act;

    public static string Heading(CaseColumn column, string language) => CaseWords.Heading(column)[language];

    public Table Write(IEnumerable<CaseRow> rows, string language)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var words = edition.Words;
        return Table.Of(
            language,
            words.Values[(edition.RuleBook.Vocabulary.Act.Id, act)][language],
            rows,
            [
                .. Axes.Select(axis => new TableColumn<CaseRow>(words.Dimensions[axis.Id][language], row => ValueOf(axis.Id, row, language))),
                .. Enum.GetValues<CaseColumn>().Select(column => new TableColumn<CaseRow>(Heading(column, language), row => Cell(column, row, language))),
            ]);
    }

    /// <summary>What a cell may say: each text, folded as titles are, and the value that it stands for. The same text in two languages counts once.</summary>
    internal static Dictionary<string, T> Known<T>(IEnumerable<(LocalizedText Words, string? Id, T Value)> values)
    {
        var known = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (words, id, value) in values)
        {
            foreach (var text in Languages.All.Select(language => words[language]).Append(id).OfType<string>())
            {
                known.TryAdd(Titles.Fold(text), value);
            }
        }

        return known;
    }

    private string ValueOf(string axis, CaseRow row, string language) => row.Facts.GetValueOrDefault(axis) is { } value
        ? edition.Words.Values.GetValueOrDefault((axis, value))?[language] ?? value
        : CaseWords.Any[language];

    private object? Cell(CaseColumn column, CaseRow row, string language)
    {
        var words = edition.Words;
        return column switch
        {
            CaseColumn.AsOf => row.AsOf,
            CaseColumn.Law => CaseWords.Law(row.IfAdopted)[language],
            CaseColumn.Expected => row.Expected is { } expected ? words.Liabilities[expected][language] : null,
            CaseColumn.Duties => Joined(row.Duties.Select(duty => words.Duties.GetValueOrDefault(duty)?[language] ?? duty)),
            CaseColumn.Rule => row.Rule is { } rule ? edition.Rules.GetValueOrDefault(rule)?.Title[language] ?? rule : null,
            CaseColumn.Sources => Joined(row.Sources),
            CaseColumn.Note => row.Note,
            _ => throw new InvalidOperationException(),
        };
    }

    private static string? Joined(IEnumerable<string> texts) => string.Join(Separator, texts) is { Length: > 0 } joined ? joined : null;
}
