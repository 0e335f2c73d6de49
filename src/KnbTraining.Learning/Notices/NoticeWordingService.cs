using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>The text of a kind of notice as administrators see it.</summary>
/// <param name="Current">What counts now.</param>
/// <param name="IsOwn">False where it is the delivered one.</param>
/// <param name="Version">Hand it back with a change; 0 where nothing was ever changed.</param>
/// <param name="ChangedByName">Null where nothing was ever changed.</param>
public sealed record NoticeWordingView(
    NoticeKind Kind, NoticeTemplate Current, bool IsOwn, int Version, DateTimeOffset? ChangedAt, string? ChangedByName);

/// <summary>The text of a kind of notice was written anew.</summary>
/// <param name="Texts">In each language; none where the delivered text counts again.</param>
[RecordedAs("notice.text-changed")]
public sealed record NoticeTextChanged(NoticeKind Notice, int Version, FactList<RecordedNoticeText> Texts) : Fact;

public sealed record RecordedNoticeText(Slug Language, TextRef Title, TextRef Text) : IFactPart;

/// <summary>Changes the texts of notices. For administrators.</summary>
public sealed class NoticeWordingService(LearningStore store, RefusedActs refused, TimeProvider clock)
{
    /// <summary>Each kind, in the order of its number; nothing for who is no administrator.</summary>
    public async Task<IReadOnlyList<NoticeWordingView>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return [];
        }

        var rows = await store.ReadAsync(
            async db => await (from row in NoticeWordings.Newest(db)
                               join person in db.People on row.ChangedById equals person.Id
                               select new { Row = row, person.Name }).ToDictionaryAsync(found => found.Row.Kind, ct),
            ct);
        return
        [
            .. Enum.GetValues<NoticeKind>().Select(kind =>
            {
                var own = rows.TryGetValue(kind, out var found) ? found.Row.ToTemplate() : null;
                return new NoticeWordingView(
                    kind, own ?? NoticeWords.Delivered(kind), own is not null, found?.Row.Version ?? 0, found?.Row.ChangedAt, found?.Name);
            }),
        ];
    }

    public async Task<Result<NoticeWordingView>> FindAsync(Viewer viewer, NoticeKind kind, CancellationToken ct) =>
        (await ListAsync(viewer, ct)).FirstOrDefault(one => one.Kind == kind) is { } found ? found : Refusal.NotFound;

    /// <summary>From now on notices of the kind are sent with this text; those that were sent keep theirs.</summary>
    /// <param name="template">Null for the delivered text.</param>
    /// <param name="readVersion">The version that the form was filled from; anything newer is a conflict and nothing is written.</param>
    /// <returns>Refused with <see cref="WrongNoticeText"/> where it cannot be used in each language.</returns>
    public async Task<Result<Done>> SaveAsync(Viewer viewer, NoticeKind kind, NoticeTemplate? template, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return refused.Refuse(viewer, RefusedAct.Settings);
        }

        if (!Enum.IsDefined(kind))
        {
            return Refusal.NotFound;
        }

        var kept = template is null ? null : new NoticeTemplate(template.Title.Select(text => text.Trim()), template.Text.Select(text => text.Trim()));
        if (kept is not null && NoticeWords.FaultsOf(kind, kept) is { Count: > 0 } faults)
        {
            return new WrongNoticeText(faults);
        }

        // What says the same as the delivered text follows it when a later version of the application words it better.
        kept = kept == NoticeWords.Delivered(kind) ? null : kept;
        return await store.WriteAsync<Done>(
            async write =>
            {
                var newest = await NoticeWordings.Newest(write.Db).FirstOrDefaultAsync(row => row.Kind == kind, ct);
                if ((newest?.Version ?? 0) != readVersion)
                {
                    return Refusal.Conflict;
                }

                if (newest?.ToTemplate() == kept)
                {
                    return new Done();
                }

                write.Db.NoticeWordings.Add(NoticeWording.After(kind, readVersion, kept, viewer.PersonId, clock.GetUtcNow()));
                write.Record(viewer.Actor, new NoticeTextChanged(kind, readVersion + 1, kept is null ? [] :
                [
                    .. Languages.All.Select(language => new RecordedNoticeText(
                        Slug.Of(language), write.Text(null, kept.Title[language]), write.Text(null, kept.Text[language]))),
                ]));
                return new Done();
            },
            ct);
    }
}
