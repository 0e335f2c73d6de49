using KnbTraining.Content.Analysis;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Editing;

/// <summary>A rule that was begun.</summary>
/// <param name="Path">Where its document lies.</param>
/// <param name="Change">The number of the change that holds it.</param>
public sealed record RuleBegun(string Path, int Change);

/// <summary>Begins new rules: the document that the content gives, kept in a change with what it asks of planned rules.</summary>
public sealed class RuleDrafting(EditingQueries queries, ChangeQueries changes, DocumentSaving saving, EditionStore editions)
{
    /// <param name="change">The number of the change to begin it in; null to open a new one.</param>
    /// <param name="title">What a new change is called.</param>
    /// <returns>As <see cref="DocumentSaving.SaveAsync"/>.</returns>
    public async Task<Result<RuleBegun>> BeginAsync(Viewer viewer, RuleWish wish, int? change, string title, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(wish);
        var current = (await editions.NewestAsync(ct)).Edition;
        var held = change is { } number ? (await changes.FindAsync(viewer, number, ct)).Value?.Edits ?? [] : [];
        var typed = TypedRules.In(current, DraftCheck.Apply(current.Documents, held));

        // Ids of rules that wait in any open change are taken too: both may be published.
        var known = await queries.ListAsync(viewer, ct);
        var taken = known.Where(document => document.Kind == DocumentKind.Rule).Select(document => DocumentPath.NameOf(document.Path)).ToHashSet(StringComparer.Ordinal);
        var draft = RuleDraft.Of(typed, wish, taken.Contains);
        var saved = await saving.SaveAsync(viewer, new DocumentSave(change, draft.Path, draft.Text, 0, null, title), ct);
        if (saved.Value is not { } begun)
        {
            return saved.As<RuleBegun>();
        }

        foreach (var (path, text) in draft.Others)
        {
            var stored = (await queries.FindAsync(viewer, path, begun.Change, ct)).Value;

            // Where somebody was faster the contradiction stays, and the new rule's page names it.
            await saving.SaveAsync(viewer, new DocumentSave(begun.Change, path, text, stored?.DraftVersion ?? 0, stored?.PublishedHash, title), ct);
        }

        return new RuleBegun(draft.Path, begun.Change);
    }
}
