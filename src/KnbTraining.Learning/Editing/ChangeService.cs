using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Editing;

/// <summary>Opens, describes and gives up changes. What they hold is written by <see cref="DocumentSaving"/>; what is decided, by <see cref="ChangeDecisions"/>.</summary>
public sealed class ChangeService(LearningStore store, EditionStore editions, RefusedActs refused, LocalCalendar calendar)
{
    public const int LongestTitle = 200;

    /// <returns>The number of the change.</returns>
    public async Task<Result<int>> OpenAsync(Viewer viewer, string title, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if (WrongWords(title, reason) is { } wrong)
        {
            return wrong;
        }

        return await store.WriteAsync<int>(
            async write => (await ChangeWrite.OpenAsync(write, viewer, title.Trim(), reason.Trim(), calendar.Now, ct)).Change.Number, ct);
    }

    /// <summary>Says what a change is called and why it is made.</summary>
    /// <param name="readVersion">The version of the change that was read.</param>
    public Task<Result<Done>> DescribeAsync(Viewer viewer, int number, string title, string reason, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return !viewer.Is(Role.Editor) ? Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Drafts))
            : WrongWords(title, reason) is { } wrong ? Task.FromResult<Result<Done>>(wrong)
            : ActAsync(
                number,
                (write, change) =>
                {
                    if (change.Change.Version != readVersion)
                    {
                        return Refusal.Conflict;
                    }

                    change.Change.Describe(title.Trim(), reason.Trim(), calendar.Now);
                    write.Record(viewer.Actor, new ChangeDescribed(number, write.Text(null, title.Trim()), write.TextOrNone(null, reason.Trim())));
                    return null;
                },
                ct);
    }

    /// <summary>Gives a change up. It stays readable.</summary>
    public async Task<Result<Done>> WithdrawAsync(Viewer viewer, int number, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if (TypedText.OptionalLinesFault(reason, TypedText.LongestNote) is { } fault)
        {
            return new Refusal.Invalid("Reason", fault);
        }

        var current = await editions.NewestAsync(ct);
        return await ActAsync(
            number,
            async (write, change) =>
            {
                if (!change.Change.IsOpen)
                {
                    return new WrongState(change.Change.State);
                }

                await change.ReviseAsync(RevisionOccasion.Left, current.Number, calendar.Now, ct);
                change.Change.Become(ChangeState.Withdrawn, calendar.Now);
                change.Step(ChangeStepKind.Withdrawn, viewer.PersonId, calendar.Now, (reason ?? "").Trim());
                write.Record(viewer.Actor, new ChangeWithdrawn(number, write.TextOrNone(null, (reason ?? "").Trim())));
                return null;
            },
            ct);
    }

    private static Refusal.Invalid? WrongWords(string title, string reason)
    {
        var findings = new FormFindings();
        findings.Add("Title", TypedText.LineFault(title, LongestTitle));
        findings.Add("Reason", TypedText.OptionalLinesFault(reason, TypedText.LongestNote));
        return findings.Any ? new Refusal.Invalid(findings) : null;
    }

    private Task<Result<Done>> ActAsync(int number, Func<StoreWrite, ChangeWrite, Refusal?> act, CancellationToken ct) =>
        ChangeWrite.ActAsync(store, number, (write, change) => Task.FromResult(act(write, change)), ct);

    private Task<Result<Done>> ActAsync(int number, Func<StoreWrite, ChangeWrite, Task<Refusal?>> act, CancellationToken ct) =>
        ChangeWrite.ActAsync(store, number, act, ct);
}
