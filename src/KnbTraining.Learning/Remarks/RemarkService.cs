using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Remarks;

/// <summary>What an editor answers.</summary>
/// <param name="Outcome">Null where none was chosen.</param>
/// <param name="CorrectedIn">The number of an edition, where the question was corrected.</param>
/// <param name="Text">For the person; may be empty only where the question was corrected.</param>
public sealed record RemarkAnswer(RemarkOutcome? Outcome, int? CorrectedIn, string? Text);

/// <summary>Takes remarks about questions, and answers them.</summary>
public sealed class RemarkService(LearningStore store, RemarkSight sight, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Longest text of a remark and of an answer, in characters.</summary>
    public const int LongestText = 1_000;

    /// <summary>Remarks that one person may make on one day.</summary>
    public const int MostADay = 10;

    /// <summary>Most remarks that are answered at once.</summary>
    public const int MostAtOnce = 200;

    /// <summary>An editor or a reviewer: they know the content, and nobody else's word about it is the organisation's.</summary>
    public static bool MayAnswer(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.IsAny(Role.Editor, Role.Reviewer);
    }

    /// <param name="language">In which the question was read.</param>
    /// <returns>
    /// The id of the remark. Refused with <see cref="Refusal.Invalid"/> at <c>Reason</c>, <c>Text</c>, or at <c>Item</c> where the person has said something
    /// about the question that is not answered yet; with <see cref="Refusal.TooMany"/> after <see cref="MostADay"/>; and as <see cref="RemarkSight.FindAsync"/> says.
    /// </returns>
    public async Task<Result<Guid>> MakeAsync(Viewer viewer, RemarkSubject about, RemarkReason? reason, string? text, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var found = await sight.FindAsync(viewer, about, language, ct);
        if (found.Value is not { } question)
        {
            return found.As<Guid>();
        }

        var findings = FormFindings.Of(
        [
            .. reason is { } chosen && Enum.IsDefined(chosen) ? Array.Empty<FormFinding>() : [new FormFinding("Reason", TypedText.Required)],
            .. TypedText.LinesFault(text, LongestText) is { } fault ? [new FormFinding("Text", fault)] : Array.Empty<FormFinding>(),
        ]);
        if (findings.Any)
        {
            return new Refusal.Invalid(findings);
        }

        var (seen, person) = (question.Seen, viewer.PersonId);
        return await store.WriteAsync<Guid>(
            async write =>
            {
                var (db, today) = (write.Db, calendar.Today);
                if (await db.Remarks.CountAsync(remark => remark.PersonId == person && remark.MadeOn == today, ct) >= MostADay)
                {
                    return Refusal.TooMany;
                }

                if (await db.Remarks.AnyAsync(
                    remark => remark.PersonId == person && remark.FamilyId == seen.FamilyId && remark.Variant == seen.Variant && remark.State != RemarkState.Answered, ct))
                {
                    return new Refusal.Invalid("Item", "said-already");
                }

                var kept = write.Text(person, text!.Trim());
                var remark = Remark.Create(person, seen, question.Place, reason!.Value, kept.ToString(), calendar.Now, today);
                db.Remarks.Add(remark);
                write.Record(
                    viewer.Actor,
                    new RemarkMade(
                        remark.Id, person, Slug.Of(seen.FamilyId), seen.Variant, Slug.Of(seen.RuleId), seen.Edition, question.Place, remark.Reason, kept),
                    remark.Made);
                return remark.Id;
            },
            ct);
    }

    /// <summary>An editor begins to look at everything that was said about a question and is not answered.</summary>
    /// <param name="remarkId">Any of these remarks.</param>
    /// <returns>Refused with <see cref="Refusal.Finished"/> where all are answered.</returns>
    public Task<Result<Done>> TakeAsync(Viewer viewer, Guid remarkId, CancellationToken ct) => EditAsync<Done>(
        viewer,
        async write =>
        {
            if (await write.Db.Remarks.AsNoTracking().FirstOrDefaultAsync(remark => remark.Id == remarkId, ct) is not { } one)
            {
                return Refusal.NotFound;
            }

            var waiting = await write.Db.Remarks
                .Where(remark => remark.FamilyId == one.FamilyId && remark.Variant == one.Variant && remark.State != RemarkState.Answered)
                .OrderBy(remark => remark.Id)
                .ToListAsync(ct);
            if (waiting.Count == 0)
            {
                return Refusal.Finished;
            }

            foreach (var remark in waiting.Where(remark => remark.EditorId != viewer.PersonId))
            {
                remark.Take(viewer.PersonId);
                write.Record(viewer.Actor, new RemarkTaken(remark.Id, remark.PersonId, Slug.Of(remark.RuleId)));
            }

            return new Done();
        },
        ct);

    /// <summary>Answers remarks about one question, all of them or none. Each person is told.</summary>
    /// <returns>
    /// Refused with <see cref="Refusal.Conflict"/> where one of them was answered meanwhile, with <see cref="Refusal.Invalid"/> at <c>Remarks</c> where
    /// none was chosen, at <c>Outcome</c>, <c>CorrectedIn</c> or <c>Text</c>.
    /// </returns>
    public Task<Result<Done>> AnswerAsync(Viewer viewer, IReadOnlyCollection<Guid> remarks, RemarkAnswer answer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(remarks);
        ArgumentNullException.ThrowIfNull(answer);
        return EditAsync<Done>(
            viewer,
            async write =>
            {
                var newest = await write.Db.Editions.MaxAsync(edition => edition.Number, ct);
                if (FaultsOf(remarks, answer, newest) is { Any: true } faults)
                {
                    return new Refusal.Invalid(faults);
                }

                var found = await write.Db.Remarks.Where(remark => remarks.Contains(remark.Id)).OrderBy(remark => remark.Id).ToListAsync(ct);
                if (found.Count != remarks.Distinct().Count() || found.DistinctBy(remark => remark.ItemId, StringComparer.Ordinal).Count() != 1)
                {
                    return Refusal.NotFound;
                }

                if (found.Exists(remark => remark.State == RemarkState.Answered))
                {
                    return Refusal.Conflict;
                }

                found.ForEach(remark => Answer(write, viewer, remark, answer));
                return new Done();
            },
            ct);
    }

    private static FormFindings FaultsOf(IReadOnlyCollection<Guid> remarks, RemarkAnswer answer, int newest) => FormFindings.Of(
    [
        .. new FormFinding?[]
        {
            remarks.Count is 0 or > MostAtOnce ? new("Remarks", TypedText.Required) : null,
            answer.Outcome is not { } outcome || !Enum.IsDefined(outcome) ? new("Outcome", TypedText.Required) : null,
            answer.Outcome == RemarkOutcome.Corrected && !(answer.CorrectedIn >= 1 && answer.CorrectedIn <= newest) ? new("CorrectedIn", "no-such-edition") : null,
            (answer.Outcome == RemarkOutcome.Corrected ? TypedText.OptionalLinesFault(answer.Text, LongestText) : TypedText.LinesFault(answer.Text, LongestText))
                is { } fault ? new("Text", fault) : null,
        }.OfType<FormFinding>(),
    ]);

    private void Answer(StoreWrite write, Viewer viewer, Remark remark, RemarkAnswer answer)
    {
        var edition = answer.Outcome == RemarkOutcome.Corrected ? answer.CorrectedIn : null;

        // About the person who asked, so that it goes where their texts go.
        var text = write.TextOrNone(remark.PersonId, answer.Text?.Trim());
        remark.AnswerWith(viewer.PersonId, answer.Outcome!.Value, edition, text?.ToString(), calendar.Today);
        write.Record(
            viewer.Actor,
            new RemarkAnswered(remark.Id, remark.PersonId, Slug.Of(remark.RuleId), answer.Outcome.Value, edition, text),
            remark.Answered);
    }

    private Task<Result<T>> EditAsync<T>(Viewer viewer, Func<StoreWrite, Task<Result<T>>> edit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return MayAnswer(viewer) ? store.WriteAsync(edit, ct) : Task.FromResult<Result<T>>(refused.Refuse(viewer, RefusedAct.Remarks));
    }
}
