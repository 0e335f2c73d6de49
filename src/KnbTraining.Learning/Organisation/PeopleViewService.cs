using KnbTraining.Content.Text;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>Keeps the filters of the list of people that each person has saved by name. Nobody sees those of others.</summary>
public sealed class PeopleViewService(LearningStore store, RefusedActs refused)
{
    /// <summary>The most that one person keeps.</summary>
    public const int MostOfOne = 30;

    /// <summary>Those of the viewer, by name.</summary>
    public async Task<IReadOnlyList<PeopleView>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var own = await store.ReadAsync(db => db.PeopleViews.AsNoTracking().Where(row => row.OwnerId == viewer.PersonId).ToListAsync(ct), ct);
        return [.. own.OrderBy(row => row.Name, Names.NameOrder.Comparer).ThenBy(row => row.Id)];
    }

    /// <summary>Saves a view; one of the same name is replaced.</summary>
    /// <returns>Refused with <see cref="Refusal.Invalid"/> where the name is not right, and with <see cref="Refusal.TooMany"/>.</returns>
    public async Task<Result<Guid>> SaveAsync(Viewer viewer, string name, PeopleFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        if (!viewer.IsAny(Role.Administrator, Role.Manager, Role.Auditor))
        {
            return refused.Refuse(viewer, RefusedAct.Page);
        }

        if (TypedText.LineFault(name, PeopleView.LongestName) is { } fault)
        {
            return new Refusal.Invalid(nameof(PeopleView.Name), fault);
        }

        return await store.WriteAsync<Guid>(
            async write =>
            {
                var own = await write.Db.PeopleViews.Where(row => row.OwnerId == viewer.PersonId).ToListAsync(ct);
                var same = own.Find(row => Names.NameFold.Fold(row.Name) == Names.NameFold.Fold(name.Trim()));
                if (same is null && own.Count >= MostOfOne)
                {
                    return Refusal.TooMany;
                }

                var view = PeopleView.Create(viewer.PersonId, name, filter);
                if (same is not null)
                {
                    write.Db.PeopleViews.Remove(same);
                }

                write.Db.PeopleViews.Add(view);
                return view.Id;
            },
            ct);
    }

    public Task<Result<Done>> DeleteAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.WriteAsync<Done>(
            async write =>
            {
                if (await write.Db.PeopleViews.FirstOrDefaultAsync(row => row.Id == id && row.OwnerId == viewer.PersonId, ct) is not { } row)
                {
                    return Refusal.NotFound;
                }

                write.Db.PeopleViews.Remove(row);
                return new Done();
            },
            ct);
    }
}
