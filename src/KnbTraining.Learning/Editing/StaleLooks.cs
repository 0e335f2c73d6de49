using System.Linq.Expressions;
using KnbTraining.Content.Analysis;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>What somebody has looked at: texts of one document in one language that still hold, though another language says something new.</summary>
/// <param name="Path">Of the document.</param>
/// <param name="Marks">See <see cref="StaleText.Marks"/>.</param>
public sealed record StaleLook(string Path, string Language, IReadOnlyList<string> Marks)
{
    /// <summary>As a step of a change keeps it.</summary>
    internal string ToText() => string.Join('\n', [Path, Language, .. Marks]);

    /// <summary>What the step of a change says.</summary>
    /// <exception cref="FormatException">It was not written by <see cref="ToText"/>.</exception>
    public static StaleLook Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('\n') is [var path, var language, .. var marks]
            ? new StaleLook(path, language, marks)
            : throw new FormatException("This is no look at a text.");
    }
}

/// <summary>Keeps who has looked at texts whose other languages changed, and found that they still hold. It counts until one of those languages changes again.</summary>
public sealed class StaleLooks(LearningStore store, ChangeWeighing weighing, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Says that texts of a change still hold in one language.</summary>
    /// <param name="marks">See <see cref="StaleText.Marks"/>; at least one.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.Conflict"/> where one of them is not stale as it was read: somebody wrote on, or has looked at it before.
    /// </returns>
    public async Task<Result<Done>> LookAsync(Viewer viewer, int number, string language, IReadOnlyCollection<string> marks, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(marks);
        if (!viewer.Is(Role.Editor) && !ChangeDecisions.MayReview(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var found = await weighing.FindStaleAsync(number, ct);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        var meant = found.Where(text => text.Left.Contains(language) && marks.Contains(text.Marks[language])).ToArray();
        return marks.Count == 0 || meant.Select(text => text.Marks[language]).Distinct().Count() != marks.Distinct().Count()
            ? Refusal.Conflict
            : await ChangeWrite.ActAsync(
                store,
                number,
                (write, change) =>
                {
                    if (!change.Change.IsOpen)
                    {
                        return Task.FromResult<Refusal?>(new WrongState(change.Change.State));
                    }

                    foreach (var document in meant.GroupBy(text => text.PathIn(language)))
                    {
                        var look = new StaleLook(document.Key, language, [.. document.Select(text => text.Marks[language]).Distinct()]);
                        change.Step(ChangeStepKind.LookedAt, viewer.PersonId, calendar.Now, look.ToText());
                        write.Record(viewer.Actor, new ChangeTextsLookedAt(number, Slug.Of(look.Path), Slug.Of(language), look.Marks.Count));
                    }

                    return Task.FromResult<Refusal?>(null);
                },
                ct);
    }

    /// <summary>Marks of everything that somebody has looked at in some changes.</summary>
    internal static async Task<HashSet<string>> MarksAsync(LearningDbContext db, Expression<Func<ContentChange, bool>> changes, CancellationToken ct) =>
        MarksOf(await (
            from change in db.ContentChanges.Where(changes)
            join step in db.ChangeSteps on change.Id equals step.ChangeId
            where step.Kind == ChangeStepKind.LookedAt
            select step.Text).ToListAsync(ct));

    internal static HashSet<string> MarksOf(IEnumerable<string> steps) => [.. steps.SelectMany(text => StaleLook.Parse(text).Marks)];
}
