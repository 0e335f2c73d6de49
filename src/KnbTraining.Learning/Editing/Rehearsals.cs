using KnbTraining.Content.Analysis;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Editing;

/// <summary>What was looked at.</summary>
/// <param name="Exams">Those that the amendment touches, by title.</param>
public sealed record Rehearsal(Adoption Adoption, IReadOnlyList<AdoptedExam> Exams);

/// <summary>Looks at planned rules as if they were law, and makes a change of them once they are.</summary>
public sealed class Rehearsals(EditingQueries queries, DocumentSaving saving, EditionStore editions)
{
    /// <summary>What the newest edition would be with some planned rules in force from a day.</summary>
    /// <returns>Refused with <see cref="Refusal.Invalid"/> where no planned rule is named.</returns>
    public async Task<Result<Rehearsal>> LookAsync(Viewer viewer, IReadOnlyCollection<string> rules, DateOnly day, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(rules);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var current = (await editions.NewestAsync(ct)).Edition;
        var adoption = await Task.Run(() => Adoption.Of(current, rules, day), ct);
        return adoption.Rules.Count == 0
            ? new Refusal.Invalid("Rules", TypedText.Required)
            : new Rehearsal(adoption, await Task.Run(() => adoption.StudyExams(viewer.Language, ct), ct));
    }

    /// <summary>Opens a change in which the planned rules are in force from the day. It is reviewed and published as any other.</summary>
    /// <param name="title">What the change is called.</param>
    /// <returns>The number of the change; refused as <see cref="LookAsync"/> and <see cref="DocumentSaving.SaveAsync"/>.</returns>
    public async Task<Result<int>> AdoptAsync(Viewer viewer, IReadOnlyCollection<string> rules, DateOnly day, string title, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(rules);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var adoption = Adoption.Of((await editions.NewestAsync(ct)).Edition, rules, day);
        if (adoption.Rules.Count == 0)
        {
            return new Refusal.Invalid("Rules", TypedText.Required);
        }

        int? change = null;
        foreach (var (path, text) in adoption.Documents.OrderBy(document => document.Key, StringComparer.Ordinal))
        {
            var published = (await queries.FindAsync(viewer, path, null, ct)).Value?.PublishedHash;
            var saved = await saving.SaveAsync(viewer, new DocumentSave(change, path, text, 0, published, title), ct);
            if (saved.Value is not { } kept)
            {
                return saved.As<int>();
            }

            change = kept.Change;
        }

        return change!.Value;
    }
}
