using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>Comments on changes: said, answered and settled by whoever works with the content.</summary>
public sealed class CommentService(LearningStore store, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Says something about a place in a change, or answers what somebody said.</summary>
    public Task<Result<Done>> CommentAsync(Viewer viewer, int number, CommentPlace place, string text, Guid? answers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(place);
        if (!EditingQueries.MayRead(viewer))
        {
            return Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Drafts));
        }

        if (TypedText.LinesFault(text, TypedText.LongestNote) is { } fault)
        {
            return Task.FromResult<Result<Done>>(new Refusal.Invalid("Text", fault));
        }

        var at = place with { Quote = place.Quote.Length > CommentPlace.LongestQuote ? place.Quote[..CommentPlace.LongestQuote] : place.Quote };
        return ChangeWrite.ActAsync(
            store,
            number,
            async (write, change) =>
            {
                if (at.Path.Length > 0 && !change.Documents.Exists(document => document.Path == at.Path))
                {
                    return Refusal.NotFound;
                }

                if (answers is { } id && !await write.Db.ChangeComments.AnyAsync(one => one.Id == id && one.ChangeId == change.Change.Id && one.AnswersId == null, ct))
                {
                    return Refusal.NotFound;
                }

                var comment = ChangeComment.Create(change.Change.Id, change.Change.Revision, at, text.Trim(), viewer.PersonId, answers, calendar.Now);
                write.Db.ChangeComments.Add(comment);
                write.Record(
                    viewer.Actor,
                    new ChangeCommented(number, comment.Id, at.Path.Length == 0 ? null : Slug.Of(at.Path), write.Text(null, comment.Text)));
                return null;
            },
            ct);
    }

    /// <summary>Says that what a comment asked for is done, or needs nothing. It and its answers stay readable.</summary>
    public Task<Result<Done>> SettleAsync(Viewer viewer, int number, Guid comment, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return !EditingQueries.MayRead(viewer) ? Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Drafts))
            : ChangeWrite.ActAsync(
                store,
                number,
                async (write, change) =>
                {
                    var found = await write.Db.ChangeComments.FirstOrDefaultAsync(one => one.Id == comment && one.ChangeId == change.Change.Id, ct);
                    if (found is null)
                    {
                        return Refusal.NotFound;
                    }

                    if (found.SettledAt is null)
                    {
                        found.Settle(viewer.PersonId, calendar.Now);
                        write.Record(viewer.Actor, new ChangeCommentSettled(number, comment));
                    }

                    return null;
                },
                ct);
    }
}
