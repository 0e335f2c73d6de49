using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.TestKit;

/// <summary>Reads drafts as somebody does who is about to publish them.</summary>
public static class DraftReading
{
    /// <summary>What a reviewer would send who has just read these drafts; all open ones where none is named.</summary>
    public static async Task<PublishRequest> ReadDraftsAsync(this LearningRoom room, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(room);
        var reader = new Viewer(Guid.NewGuid(), "Reader", new HashSet<Role> { Role.Reviewer }, "en", null);
        var review = (await room.Get<ReviewQueries>().ListAsync(reader, CancellationToken.None)).Value!;
        return new PublishRequest(
            review.Base.Number,
            [.. review.Drafts.Where(draft => paths.Length == 0 || paths.Contains(draft.Path, StringComparer.Ordinal)).Select(draft => draft.AsRead)]);
    }
}
