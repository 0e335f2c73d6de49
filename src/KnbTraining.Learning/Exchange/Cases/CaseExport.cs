using System.Globalization;
using System.Text;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Exchange.Cases;

/// <summary>A table of cases as a file.</summary>
public sealed record ExportedCases(string FileName, string MediaType, byte[] Bytes);

/// <summary>What somebody wants to take along.</summary>
/// <param name="Path">Of a document of cases.</param>
/// <param name="Change">The number of the change in which it is edited; null for what is published.</param>
/// <param name="Language">Of titles and values.</param>
/// <param name="Format"><c>csv</c> or <c>xlsx</c>.</param>
public sealed record CaseOrder(string Path, int? Change, string Language, string Format);

/// <summary>Tables of cases for spreadsheets, as they are stored.</summary>
public sealed class CaseExport(LearningStore store, EditionStore editions, EditingQueries queries, RefusedActs refused)
{
    /// <summary>The file, recorded before it leaves.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where there is no such document of cases, change, language or format.</returns>
    public async Task<Result<ExportedCases>> SendAsync(Viewer viewer, CaseOrder order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(order);
        if (!EditingQueries.MayRead(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Page);
        }

        if (ContentKinds.Of(order.Path) != ContentKind.LawCases || order.Format is not ("csv" or "xlsx") || !Languages.All.Contains(order.Language, StringComparer.Ordinal))
        {
            return Refusal.NotFound;
        }

        var found = await queries.FindAsync(viewer, order.Path, order.Change, ct);
        if (found.Value is not { } document)
        {
            return found.As<ExportedCases>();
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var text = document.DraftText ?? document.PublishedText ?? "";
        if (YamlEdit.Get(text, LawCases.ActKey) is not { } act || !edition.RuleBook.Vocabulary.Knows(edition.RuleBook.Vocabulary.Act.Id, act))
        {
            return Refusal.NotFound;
        }

        var rows = CaseRow.In(text);
        var table = new CaseSheet(edition, act).Write(rows, order.Language);
        var (bytes, type) = order.Format == "xlsx" ? (XlsxFile.Write(table), XlsxFile.MediaType) : (Encoding.UTF8.GetBytes(CsvFile.Write(table)), CsvFile.MediaType);
        var name = string.Create(CultureInfo.InvariantCulture, $"cases-{DocumentPath.NameOf(order.Path)}-{order.Language}.{order.Format}");
        return await store.WriteAsync<ExportedCases>(
            write =>
            {
                write.Record(viewer.Actor, new CasesExported(
                    Slug.Of(order.Path), Slug.Of(order.Format), Slug.Of(order.Language), document.Change?.Number, rows.Count, Digest.Of(bytes)));
                return Task.FromResult<Result<ExportedCases>>(new ExportedCases(name, type, bytes));
            },
            ct);
    }
}
