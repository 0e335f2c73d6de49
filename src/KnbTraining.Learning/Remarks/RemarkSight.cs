using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Remarks;

/// <summary>Which question is meant.</summary>
public abstract record RemarkSubject
{
    /// <summary>One of an own attempt, where the answer is known: graded, or told at once.</summary>
    public sealed record InAttempt(Guid AttemptId, int Position) : RemarkSubject;

    /// <summary>One of a lesson. Lessons store nothing, so the page says what it showed.</summary>
    /// <param name="Edition">Its number.</param>
    /// <param name="Order">The ids of the options as they were shown, or of the rows and then the choices.</param>
    /// <param name="Chosen">The option ids that were chosen.</param>
    public sealed record InLesson(int Edition, string ItemId, IReadOnlyList<string> Order, IReadOnlyList<string> Chosen) : RemarkSubject;
}

/// <summary>A question that a remark may be made about. It holds no key: whoever writes an address by hand learns nothing.</summary>
/// <param name="Case">The story; null where there is none.</param>
/// <param name="Answered">The words of what was chosen.</param>
public sealed record RemarkableQuestion(SeenQuestion Seen, RemarkPlace Place, string? Case, string Question, IReadOnlyList<string> Answered);

/// <summary>Finds the question that somebody means, and shows it as it was seen.</summary>
public sealed class RemarkSight(LearningStore store, EditionStore editions, RefusedActs refused, LocalCalendar calendar)
{
    /// <param name="language">In which the person reads it.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.NotFound"/> where there is no such question, or it is somebody else's; with <see cref="Refusal.NotAllowed"/> while its
    /// answer is not known to the person, as in an exam that is under way; with <see cref="Refusal.Outdated"/> where the lesson was read in an older edition.
    /// </returns>
    public Task<Result<RemarkableQuestion>> FindAsync(Viewer viewer, RemarkSubject about, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return about switch
        {
            RemarkSubject.InAttempt attempt => OfAttemptAsync(viewer, attempt, language, ct),
            RemarkSubject.InLesson lesson => OfLessonAsync(lesson, language, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(about), about, null),
        };
    }

    /// <summary>A question as it was seen, made again from its own edition.</summary>
    internal async Task<ResultItemView> ShowAsync(SeenQuestion seen, CancellationToken ct)
    {
        var bank = (await editions.FindAsync(seen.Edition, ct)).Edition.ItemsOn(seen.LawDate);
        return Show(bank, Grader.ItemOf(bank, Item.IdOf(seen.FamilyId, seen.Variant)), seen);
    }

    private static ResultItemView Show(ItemBank bank, Item item, SeenQuestion seen) =>
        ResultView.ItemOf(bank, item, new AnsweredItem(1, seen.Order, AttemptStep.Split(seen.Chosen), seen.RuleId), seen.Language);

    private static RemarkableQuestion WithoutKey(SeenQuestion seen, RemarkPlace place, ResultItemView shown) =>
        new(seen, place, shown.Case, shown.Question, [.. shown.Options.Where(option => option.Chosen).Select(option => option.Text)]);

    private async Task<Result<RemarkableQuestion>> OfAttemptAsync(Viewer viewer, RemarkSubject.InAttempt about, string language, CancellationToken ct)
    {
        var record = await store.ReadAsync(db => AttemptRecord.ReadAsync(db, about.AttemptId, ct), ct);
        if (record?.Attempt.Items.FirstOrDefault(entry => entry.Position == about.Position) is not { } asked)
        {
            return Refusal.NotFound;
        }

        var attempt = record.Attempt;
        if (attempt.PersonId != viewer.PersonId)
        {
            refused.Count(viewer.PersonId, RefusedAct.Record);
            return Refusal.NotFound;
        }

        var bank = await editions.ItemsOfAsync(attempt, ct);
        var (item, chosen) = (Grader.ItemOf(bank, asked.ItemId), record.Answers.ResponseTo(about.Position));
        var isGraded = attempt.State == AttemptState.Graded;
        if (!isGraded && !(attempt.Mode.TellsAtOnce() && QuestionKinds.Of(item).IsComplete(item, chosen)))
        {
            return Refusal.NotAllowed;
        }

        var seen = new SeenQuestion(
            asked.Family.FamilyId, asked.Variant, asked.Family.RuleId, attempt.EditionNumber, attempt.LawDate, language, asked.Order, AttemptStep.Join(chosen));
        return WithoutKey(seen, isGraded ? RemarkPlace.Outcome : RemarkPlace.Practice, Show(bank, item, seen));
    }

    private async Task<Result<RemarkableQuestion>> OfLessonAsync(RemarkSubject.InLesson about, string language, CancellationToken ct)
    {
        // Whoever reads while an edition is published still sees the one before; nobody sees older ones.
        var current = await editions.CurrentAsync(ct);
        if (about.Edition < 1 || about.Edition > current.Number)
        {
            return Refusal.NotFound;
        }

        if (about.Edition < current.Number - 1)
        {
            return Refusal.Outdated;
        }

        var (today, edition) = (calendar.Today, (await editions.FindAsync(about.Edition, ct)).Edition);
        var bank = edition.ItemsOn(today);
        if (!bank.TryFind(about.ItemId, out var item)
            || PresentedOrder.TryEncode(item, about.Order) is not { } order
            || about.Chosen.Count == 0
            || QuestionKinds.Of(item).Reject(item, about.Chosen) is not null)
        {
            return Refusal.NotFound;
        }

        var seen = new SeenQuestion(item.Family.Id, item.Variant, item.Family.Rule, about.Edition, today, language, order, AttemptStep.Join(about.Chosen));
        return WithoutKey(seen, RemarkPlace.Lesson, Show(bank, item, seen));
    }
}
