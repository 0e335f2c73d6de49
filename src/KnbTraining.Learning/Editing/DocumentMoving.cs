using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Editing;

/// <summary>Gives rules another name or family while nobody but their authors knows them: the name is what everything else hangs on.</summary>
public sealed class DocumentMoving(LearningStore store, EditionStore editions, DraftCheck check, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>The rule under another id and in another family, with what the same change says of it.</summary>
    /// <param name="path">The path of the document.</param>
    /// <param name="readVersion">The version of the document that the person looked at.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.NotFound"/> where the change does not hold it, with <see cref="Refusal.Conflict"/> where the rule is published or
    /// the new name is taken, with <see cref="DraftConflict"/> where the document is newer, and with <see cref="WrongState"/> where the change is not a draft.
    /// </returns>
    public async Task<Result<RuleBegun>> RenameRuleAsync(Viewer viewer, int change, string path, int readVersion, string family, string id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(id);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var target = RuleDraft.PathOf(family, id);
        if (!DocumentPath.IsGood(target) || id.Contains('/', StringComparison.Ordinal))
        {
            return new Refusal.Invalid("Path", "shape");
        }

        if (target == path)
        {
            return new RuleBegun(path, change);
        }

        var current = await editions.NewestAsync(ct);
        if (current.Edition.Documents.Find(path) is not null || current.Edition.Documents.Find(target) is not null
            || (id != DocumentPath.NameOf(path) && current.Edition.Rules.ContainsKey(id)))
        {
            return Refusal.Conflict;
        }

        var edits = await store.ReadAsync(db => DocumentSaving.ReadEditsAsync(db, change, ct), ct);
        if (edits.Find(edit => edit.Path == path).Text is not { } text)
        {
            return Refusal.NotFound;
        }

        var moved = RuleDraft.Rename(text, family, id);
        var others = edits.Where(edit => edit.Path != path && edit.Text is not null)
            .Select(edit => (edit.Path, Before: edit.Text!, After: RuleDraft.Rename(edit.Path, edit.Text!, DocumentPath.NameOf(path), id)))
            .Where(edit => edit.After != edit.Before)
            .ToDictionary(edit => edit.Path, edit => edit, StringComparer.Ordinal);
        DocumentEdit[] all = [.. edits.Where(edit => edit.Path != path && !others.ContainsKey(edit.Path)), new(target, moved), .. others.Values.Select(edit => new DocumentEdit(edit.Path, edit.After))];
        var findings = await check.FindAsync(current.Edition, all, target, ct);
        int OwnFindings(string document) => findings.Count(finding => finding.Path == document);
        return await store.WriteAsync<RuleBegun>(
            async write =>
            {
                var now = calendar.Now;
                var found = await ChangeWrite.ReadAsync(write, change, ct);
                if (found?.Documents.Find(one => one.Path == path) is not { } document)
                {
                    return Refusal.NotFound;
                }

                if (found.Change.State is not (ChangeState.Draft or ChangeState.SentBack))
                {
                    return new WrongState(found.Change.State);
                }

                if (document.Version != readVersion || document.Text != text)
                {
                    return new DraftConflict(document.Text, document.Version);
                }

                if (found.Documents.Exists(one => one.Path == target) || others.Values.Any(other => found.Documents.Find(one => one.Path == other.Path)?.Text != other.Before))
                {
                    return Refusal.Conflict;
                }

                await found.ReviseAsync(RevisionOccasion.Left, current.Number, now, ct);
                var authors = found.Authors.Where(author => author.Path == path).ToArray();
                write.Record(viewer.Actor, new ChangeDocumentDropped(change, Slug.Of(path), [.. authors.Select(author => author.PersonId)]));
                write.Record(viewer.Actor, new ChangeDocumentBegun(change, Slug.Of(target), Retires: false));
                write.Db.ChangeDocuments.Remove(document);
                write.Db.ChangeAuthors.RemoveRange(authors);

                // Whoever wrote it stays its author: nobody may review own work by renaming it.
                foreach (var author in authors.Select(author => author.PersonId).Append(viewer.PersonId).Distinct())
                {
                    write.Db.ChangeAuthors.Add(ChangeAuthor.Create(found.Change.Id, target, author, now));
                }

                var named = ChangeDocument.Create(found.Change.Id, target, null);
                write.Db.ChangeDocuments.Add(named);
                named.Save(moved, found.Change.NextDocumentVersion(now), viewer.PersonId, OwnFindings(target), now);
                foreach (var other in others.Values)
                {
                    var beside = found.Documents.Find(one => one.Path == other.Path)!;
                    if (!found.Authors.Exists(author => author.Path == other.Path && author.PersonId == viewer.PersonId))
                    {
                        write.Db.ChangeAuthors.Add(ChangeAuthor.Create(found.Change.Id, other.Path, viewer.PersonId, now));
                        write.Record(viewer.Actor, new ChangeDocumentBegun(change, Slug.Of(other.Path), Retires: false));
                    }

                    beside.Save(other.After, found.Change.NextDocumentVersion(now), viewer.PersonId, OwnFindings(other.Path), now);
                }

                return new RuleBegun(target, change);
            },
            ct);
    }
}
