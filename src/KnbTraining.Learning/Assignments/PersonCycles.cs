using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Opens a person's cycles as soon as the person belongs to the audience of an assignment.</summary>
internal sealed class PersonCycles(LocalCalendar calendar)
    : IFactHandler<PersonAdded>, IFactHandler<StandingChanged>, IFactHandler<StandingUndone>, IFactHandler<StandingBegan>, IFactHandler<PersonActivated>
{
    public Task HandleAsync(StoreWrite write, Actor actor, PersonAdded fact, CancellationToken ct) => OpenAsync(write, actor, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, StandingChanged fact, CancellationToken ct) => OpenAsync(write, actor, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, StandingUndone fact, CancellationToken ct) => OpenAsync(write, actor, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, StandingBegan fact, CancellationToken ct) => OpenAsync(write, actor, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, PersonActivated fact, CancellationToken ct) => OpenAsync(write, actor, fact.PersonId, ct);

    private async Task OpenAsync(StoreWrite write, Actor actor, Guid personId, CancellationToken ct)
    {
        var db = write.Db;
        foreach (var rule in await db.AssignmentRules.Running().OrderBy(rule => rule.CreatedAt).ToListAsync(ct))
        {
            await CycleOpening.OpenAsync(write, actor, db.People.Where(person => person.Id == personId), rule, calendar.Today, ct);
        }
    }
}
