using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>The IINs of people, for administrators: each look at a whole number is recorded.</summary>
public sealed class IinService(LearningStore store, IinSeals seals, IPeopleSettings settings, RefusedActs refused)
{
    public const string Field = "Iin";

    /// <summary>The last digits of a person's number; null where there is none, where it cannot be decrypted, or where the organisation keeps none.</summary>
    public async Task<IinView> FindAsync(Viewer viewer, Guid personId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return new IinView(IsKept: false, HasNumber: false, Masked: null);
        }

        var (kept, row) = await store.ReadAsync(
            async db => ((await settings.ReadAsync(db, ct)).KeepsIin, await db.PersonIins.FirstOrDefaultAsync(found => found.PersonId == personId, ct)), ct);
        var number = kept && row is not null && await seals.OpenAsync(ct) is { } seal ? seal.Open(row.Sealed) : null;
        return new IinView(kept, row is not null, number is null ? null : Iin.Mask(number));
    }

    /// <summary>The whole number, and a fact that says who saw it.</summary>
    public async Task<Result<string>> ShowAsync(Viewer viewer, Guid personId, CancellationToken ct)
    {
        if (Refuse(viewer) is { } no)
        {
            return no;
        }

        var seal = await seals.OpenAsync(ct);
        return await store.WriteAsync<string>(
            async write =>
            {
                if (!(await settings.ReadAsync(write.Db, ct)).KeepsIin || await write.Db.PersonIins.FirstOrDefaultAsync(found => found.PersonId == personId, ct) is not { } row)
                {
                    return Refusal.NotFound;
                }

                if (seal?.Open(row.Sealed) is not { } number)
                {
                    return new Refusal.Invalid(Field, "other-keys");
                }

                write.Record(viewer.Actor, new IinShown(personId));
                return number;
            },
            ct);
    }

    /// <param name="typed">Null or blank takes the number away.</param>
    /// <returns>Refused with <see cref="Refusal.Invalid"/> at <see cref="Field"/> where no such number is issued, or somebody else has it.</returns>
    public async Task<Result<Done>> SetAsync(Viewer viewer, Guid personId, string? typed, CancellationToken ct)
    {
        if (Refuse(viewer) is { } no)
        {
            return no;
        }

        var number = Iin.Read(typed);
        if (number is null && !string.IsNullOrWhiteSpace(typed))
        {
            return new Refusal.Invalid(Field, "not-issued");
        }

        if (await seals.OpenAsync(ct) is not { } seal)
        {
            return new Refusal.Invalid(Field, "other-keys");
        }

        return await store.WriteAsync<Done>(
            async write =>
            {
                if (!(await settings.ReadAsync(write.Db, ct)).KeepsIin || !await write.Db.People.AnyAsync(person => person.Id == personId, ct))
                {
                    return Refusal.NotFound;
                }

                var iin = number is null ? null : seal.Close(number);
                if (iin is not null && await IsTakenAsync(write.Db, iin, personId, ct))
                {
                    return new Refusal.Invalid(Field, "iin-taken");
                }

                await WriteAsync(write, viewer.Actor, personId, iin, ct);
                return new Done();
            },
            ct);
    }

    /// <summary>Erases all numbers and the key of their hashes; what was encrypted stays readable in older backups alone.</summary>
    internal static async Task EraseAllAsync(StoreWrite write, Actor actor, CancellationToken ct)
    {
        var count = await write.Db.PersonIins.ExecuteDeleteAsync(ct);
        await write.Db.IinKeys.ExecuteDeleteAsync(ct);
        write.Record(actor, new IinsErased(count));
    }

    internal static Task<bool> IsTakenAsync(LearningDbContext db, SealedIin iin, Guid? personId, CancellationToken ct) =>
        db.PersonIins.AnyAsync(row => row.Hash == iin.Hash && row.PersonId != personId, ct);

    /// <summary>Stores the number of somebody, or takes it away, and records what it was.</summary>
    internal static async Task WriteAsync(StoreWrite write, Actor actor, Guid personId, SealedIin? iin, CancellationToken ct)
    {
        var row = await write.Db.PersonIins.FirstOrDefaultAsync(found => found.PersonId == personId, ct);
        if (row?.Hash == iin?.Hash)
        {
            return;
        }

        write.Record(actor, new IinChanged(personId, iin is null ? IinAct.Removed : row is null ? IinAct.Set : IinAct.Replaced));
        if (iin is null)
        {
            write.Db.PersonIins.Remove(row!);
        }
        else if (row is null)
        {
            write.Db.PersonIins.Add(PersonIin.Create(personId, iin));
        }
        else
        {
            row.Replace(iin);
        }
    }

    private Refusal? Refuse(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Administrator) ? null : refused.Refuse(viewer, RefusedAct.People);
    }
}

/// <param name="IsKept">False where the organisation keeps no such numbers.</param>
/// <param name="Masked">Null where there is no number, or where it cannot be decrypted.</param>
public sealed record IinView(bool IsKept, bool HasNumber, string? Masked);
