using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence;

/// <summary>The names that drafts keep of whoever wrote them.</summary>
internal static class AuthorNames
{
    public static async Task ReplaceAsync(LearningDbContext db, Guid personId, string name, CancellationToken ct)
    {
        await db.Drafts.Where(draft => draft.AuthorId == personId).ExecuteUpdateAsync(draft => draft.SetProperty(one => one.AuthorName, name), ct);
        await db.DraftAuthors.Where(author => author.PersonId == personId).ExecuteUpdateAsync(author => author.SetProperty(one => one.Name, name), ct);
    }
}
