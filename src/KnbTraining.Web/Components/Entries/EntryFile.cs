using System.Text;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Tables;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Entries;

/// <summary>Entries as a table in the reader's language, with the lines beside them.</summary>
public sealed class EntryFile(IStringLocalizer<EntryTexts> texts, EntryWords words)
{
    public byte[] Csv(IReadOnlyList<LedgerEntry> entries, LedgerNames names) => Encoding.UTF8.GetBytes(CsvFile.Write(TableOf(entries, names)));

    private Table TableOf(IReadOnlyList<LedgerEntry> entries, LedgerNames names)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return new Table(
            Cultures.CurrentLanguage,
            texts["Title"],
            [texts["Number"], texts["When"], texts["Who"], texts["What"], texts["Details"], texts["Kind"], texts["Line"]],
            [.. entries.Select(entry => (IReadOnlyList<object?>)
            [
                entry.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                words.Actor(entry, names),
                words.Sentence(entry, names),
                string.Join("; ", words.Details(entry, names).Select(detail => texts["Detail", detail.Label, detail.Value].Value)),
                entry.Kind,
                entry.Line,
            ])]);
    }
}
