using System.Globalization;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Exchange;

/// <summary>Questions of other programs become documents of a change, all of a file or none.</summary>
public sealed class QuestionImport(LearningStore store, EditionStore editions, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Reads a file and says of each question what it is here. Stores nothing.</summary>
    /// <param name="format">The id of a format; null where the file shows it.</param>
    /// <param name="language">The language of questions that do not say theirs.</param>
    public async Task<Result<QuestionFile>> ReadAsync(Viewer viewer, string name, byte[] bytes, string? format, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(bytes);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if ((format is null ? ExchangeFormats.Recognise(bytes) : ExchangeFormats.Find(format)) is not { } chosen)
        {
            return Refusal.NotFound;
        }

        // Off the thread of the page: other pages of the circuit go on.
        var read = await Task.Run(() => chosen.Read(name, bytes, Languages.Known(language)), ct);
        var here = await HereAsync(read.Questions, ct);
        var questions = await Task.Run(() => read.Questions.Select(here.StateOf).ToArray(), ct);
        return new QuestionFile(name, chosen.Id, Digest.Of(bytes), questions, read.Losses, read.Findings);
    }

    /// <summary>Makes one change of everything that is new or changed.</summary>
    /// <param name="rules">The rule of each new question, by its place in the file; each must be there, and known.</param>
    /// <param name="title">What the change is called.</param>
    /// <returns>
    /// The number of the change. Refused with <see cref="Refusal.Invalid"/>: <c>Rules</c> where a rule is missing, <c>Title</c>, <c>File</c>
    /// where there is nothing to take (<c>nothing</c>), the file is wrong (<c>wrong</c>), or there would be too many documents (<c>too-many</c>).
    /// </returns>
    public async Task<Result<int>> TakeAsync(Viewer viewer, QuestionFile file, IReadOnlyDictionary<int, string> rules, string title, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(rules);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var current = await editions.NewestAsync(ct);
        if (Fault(file, rules, title, current.Edition) is { Any: true } findings)
        {
            return new Refusal.Invalid(findings);
        }

        return await store.WriteAsync<int>(
            async write =>
            {
                var now = calendar.Now;
                var change = await ChangeWrite.OpenAsync(write, viewer, title.Trim(), "", now, ct);
                var taken = await TakenPathsAsync(write.Db, current.Edition, ct);
                foreach (var (path, text) in DocumentsOf(file, rules, current.Edition, taken))
                {
                    var before = current.Edition.Documents.Find(path);
                    var document = ChangeDocument.Create(change.Change.Id, path, before is null ? null : DocumentBlob.HashOf(before));
                    document.Save(text, change.Change.NextDocumentVersion(now), viewer.PersonId, QuestionDraft.CountFindings(path, text), now);
                    write.Db.ChangeDocuments.Add(document);
                    write.Db.ChangeAuthors.Add(ChangeAuthor.Create(change.Change.Id, path, viewer.PersonId, now));
                    write.Record(viewer.Actor, new ChangeDocumentBegun(change.Change.Number, Slug.Of(path), false));
                }

                write.Record(viewer.Actor, new QuestionsImported(
                    change.Change.Number, Slug.Of(file.Format), file.Questions.Count(question => question.IsTaken), file.Count(ImportedState.Unchanged), file.Content));
                return change.Change.Number;
            },
            ct);
    }

    private static FormFindings Fault(QuestionFile file, IReadOnlyDictionary<int, string> rules, string title, Edition edition)
    {
        var findings = new FormFindings();
        findings.Add("Title", TypedText.LineFault(title, ChangeService.LongestTitle));
        findings.Add("File", file.Findings.Count > 0 ? "wrong"
            : !file.Questions.Any(question => question.IsTaken) ? "nothing"
            : edition.Documents.Paths.Count + file.Count(ImportedState.New) > ContentLimits.MostDocuments ? "too-many"
            : null);
        var nameless = file.Questions.Index()
            .Any(entry => entry.Item.State == ImportedState.New && !(rules.TryGetValue(entry.Index, out var rule) && edition.Rules.ContainsKey(rule)));
        findings.Add("Rules", nameless ? TypedText.Required : null);
        return findings;
    }

    private static IEnumerable<(string Path, string Text)> DocumentsOf(
        QuestionFile file, IReadOnlyDictionary<int, string> rules, Edition edition, HashSet<string> taken)
    {
        // Two of a file may be about the same document: the last one counts, as with any list of changes.
        foreach (var changed in file.Questions.Where(question => question.State == ImportedState.Changed).GroupBy(question => question.Path, StringComparer.Ordinal))
        {
            yield return (changed.Key!, changed.Last().Text!);
        }

        foreach (var (index, entry) in file.Questions.Index().Where(one => one.Item.State == ImportedState.New))
        {
            var id = FreeId(QuestionDraft.IdOf(entry.Question.Name), taken);
            yield return (PathOf(id), QuestionDraft.Write(entry.Question, id, rules[index], edition));
        }
    }

    private static string FreeId(string name, HashSet<string> taken)
    {
        var stem = name.Length == 0 ? "imported" : name;
        var id = name.Length == 0 ? "imported-1" : name;
        for (var i = 2; !taken.Add(PathOf(id)); i++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
        }

        return id;
    }

    private static string PathOf(string id) => $"questions/{id}.yaml";

    // An id that another open change uses would only be found when both are to be published.
    private static async Task<HashSet<string>> TakenPathsAsync(LearningDbContext db, Edition edition, CancellationToken ct)
    {
        var open = await db.ChangeDocuments
            .Where(document => db.ContentChanges.Any(change =>
                change.Id == document.ChangeId && change.State != ChangeState.Published && change.State != ChangeState.Withdrawn))
            .Select(document => document.Path)
            .ToListAsync(ct);
        return [.. edition.Documents.Paths, .. open];
    }

    private async Task<QuestionsHere> HereAsync(IReadOnlyList<ExchangeQuestion> questions, CancellationToken ct)
    {
        var current = await editions.CurrentAsync(ct);
        var known = new Dictionary<string, Edition>(StringComparer.Ordinal);
        foreach (var digits in questions.Select(question => question.Frozen?.Edition).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var number = await store.ReadAsync(
                db => db.Editions.Where(edition => edition.Hash.StartsWith(digits)).OrderByDescending(edition => edition.Number).Select(edition => (int?)edition.Number).FirstOrDefaultAsync(ct),
                ct);
            if (number is { } found)
            {
                known[digits] = (await editions.FindAsync(found, ct)).Edition;
            }
        }

        return new QuestionsHere(current.Edition, current.Edition.ItemsOn(calendar.Today), known);
    }
}
