using KnbTraining.Content.Text;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>
/// Keeps the tree of units. Each act holds from a day, today or behind; it may not reach back behind the last change of the units that it concerns,
/// so that no later change has to be made again. For administrators.
/// </summary>
public sealed class UnitService(LearningStore store, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Fields of <see cref="FormFindings"/> beside those of <see cref="UnitNames"/>.</summary>
    public const string DayField = "Day";

    /// <inheritdoc cref="DayField"/>
    public const string ParentField = "Parent";

    // Nothing comes under a unit that goes, and no unit goes into which another one is coming.
    private const string BeingMerged = "being-merged";

    /// <param name="from">The first day on which the unit is there; null for always, so that people can be in it on any day.</param>
    public Task<Result<Guid>> AddAsync(Viewer viewer, UnitNames names, Guid parentId, DateOnly? from, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(names);
        return AdministerAsync<Guid>(
            viewer,
            async write =>
            {
                var parent = await write.Db.Units.FirstOrDefaultAsync(unit => unit.Id == parentId && unit.ClosedOn == null, ct);
                if (parent is null)
                {
                    return Refusal.NotFound;
                }

                if (parent.MergesInto is not null)
                {
                    return new Refusal.Invalid(ParentField, BeingMerged);
                }

                var findings = UnitCheck.NamesFaults(names, await UnitCheck.SiblingsAsync(write.Db, parentId, null, ct));
                findings.Add(DayField, from > calendar.Today ? "lies-ahead" : null);
                var ordinal = await UnitCheck.NextOrdinalAsync(write.Db, parentId, ct);
                findings.Add(ParentField, UnitCheck.PlaceFault(parent, ordinal));
                if (findings.Any)
                {
                    return new Refusal.Invalid(findings);
                }

                var added = Unit.Create(names, parent, ordinal, from ?? Unit.Always);
                write.Db.Units.Add(added);
                write.Record(viewer.Actor, UnitAdded.Of(write, added), added.KnownBy);
                return added.Id;
            },
            ct);
    }

    /// <param name="day">The first day of the new names.</param>
    /// <param name="readVersion">The version of the unit that was read.</param>
    public Task<Result<Done>> RenameAsync(Viewer viewer, Guid id, UnitNames names, DateOnly day, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(names);
        return ChangeAsync(
            viewer,
            id,
            readVersion,
            async (write, unit) =>
            {
                var findings = UnitCheck.NamesFaults(names, unit.ParentId is { } parent ? await UnitCheck.SiblingsAsync(write.Db, parent, id, ct) : []);
                var open = await UnitCheck.OpenVersionsAsync(write.Db, [unit], ct);
                findings.Add(DayField, UnitCheck.DayFault(day, calendar.Today, open));
                if (findings.Any)
                {
                    return new Refusal.Invalid(findings);
                }

                var before = RecordedUnitNames.Of(write, unit.Names == new UnitNames() ? new UnitNames(unit.Name) : unit.Names);
                var edit = new UnitEdit(write.Db, day);
                edit.Replace(open[0], unit, () => unit.Rename(names));
                write.Record(viewer.Actor, new UnitRenamed(id, day, before, RecordedUnitNames.Of(write, unit.Names)), edit.Numbered);
                return new Done();
            },
            ct);
    }

    /// <param name="day">The first day at the new place.</param>
    /// <inheritdoc cref="RenameAsync"/>
    public Task<Result<Done>> MoveAsync(Viewer viewer, Guid id, Guid parentId, DateOnly day, int readVersion, CancellationToken ct) => ChangeAsync(
        viewer,
        id,
        readVersion,
        async (write, unit) =>
        {
            var parent = await write.Db.Units.FirstOrDefaultAsync(found => found.Id == parentId && found.ClosedOn == null, ct);
            return parent is null ? new Refusal.Invalid(ParentField, TypedText.Required)
                : parent.MergesInto is not null ? new Refusal.Invalid(ParentField, BeingMerged)
                : unit.ParentId == parentId ? new Refusal.Invalid(ParentField, "nothing-changes")
                : await MoveAsync(write, viewer, unit, parent, day, ct);
        },
        ct);

    /// <param name="day">The first day on which the unit is not there.</param>
    /// <returns>Refused with <see cref="UnitInUse"/> while people or open units are in it.</returns>
    /// <inheritdoc cref="RenameAsync"/>
    public Task<Result<Done>> CloseAsync(Viewer viewer, Guid id, DateOnly day, int readVersion, CancellationToken ct) => ChangeAsync(
        viewer, id, readVersion, (write, unit) => CloseAsync(write, viewer, unit, day, ct), ct);

    /// <summary>
    /// Brings the lower units of a unit into another one at once, and its people in the background, after whom it is closed: see <see cref="UnitMerging"/>.
    /// </summary>
    /// <param name="day">The first day in the other unit.</param>
    /// <inheritdoc cref="RenameAsync"/>
    public Task<Result<Done>> MergeAsync(Viewer viewer, Guid id, Guid intoId, DateOnly day, int readVersion, CancellationToken ct) => ChangeAsync(
        viewer,
        id,
        readVersion,
        async (write, unit) =>
        {
            var db = write.Db;
            var into = await db.Units.FirstOrDefaultAsync(found => found.Id == intoId && found.ClosedOn == null, ct);
            if (into is null || into.Path.StartsWith(unit.Path, StringComparison.Ordinal))
            {
                return new Refusal.Invalid(ParentField, into is null ? TypedText.Required : "own-subtree");
            }

            if (into.MergesInto is not null || await IsMergedIntoAsync(db, id, ct))
            {
                return new Refusal.Invalid(ParentField, BeingMerged);
            }

            if (UnitCheck.DayFault(day, calendar.Today, await UnitCheck.OpenVersionsAsync(db, [unit, into], ct)) is { } fault)
            {
                return new Refusal.Invalid(DayField, fault);
            }

            foreach (var child in await db.Units.Where(found => found.ParentId == id && found.ClosedOn == null).OrderBy(found => found.Path).ToListAsync(ct))
            {
                if (await MoveAsync(write, viewer, child, into, day, ct) is { Ok: false } refusedChild)
                {
                    return refusedChild;
                }

                await db.SaveChangesAsync(ct);
            }

            unit.Merge(intoId, day, viewer.PersonId);
            write.Record(viewer.Actor, new UnitMergeBegun(id, intoId, day));
            return new Done();
        },
        ct);

    private async Task<Result<Done>> MoveAsync(StoreWrite write, Viewer viewer, Unit unit, Unit parent, DateOnly day, CancellationToken ct)
    {
        var db = write.Db;
        if (unit.ParentId is null || parent.Path.StartsWith(unit.Path, StringComparison.Ordinal))
        {
            return new Refusal.Invalid(ParentField, "own-subtree");
        }

        var before = UnitPlace.Of(unit);
        var subtree = await db.Units.Where(found => found.Path.StartsWith(unit.Path)).OrderBy(found => found.Path).ToListAsync(ct);
        var open = await UnitCheck.OpenVersionsAsync(db, [.. subtree, parent], ct);
        var ordinal = await UnitCheck.NextOrdinalAsync(db, parent.Id, ct);
        var findings = new FormFindings();
        findings.Add(DayField, UnitCheck.DayFault(day, calendar.Today, open));
        findings.Add(ParentField, UnitCheck.PlaceFault(parent, ordinal, subtree.Max(found => found.Path.Length) - unit.Path.Length)
            ?? (UnitCheck.NamesFaults(unit.Names with { En = unit.Names.En ?? unit.Name }, await UnitCheck.SiblingsAsync(db, parent.Id, unit.Id, ct)).Any ? "name-taken" : null));
        if (findings.Any)
        {
            return new Refusal.Invalid(findings);
        }

        var (oldPath, newPath, edit) = (unit.Path, Unit.PathOf(parent, ordinal), new UnitEdit(db, day));
        foreach (var one in subtree)
        {
            var place = string.Concat(newPath, one.Path.AsSpan(oldPath.Length));
            edit.Replace(open.FirstOrDefault(version => version.UnitId == one.Id), one, () => one.Move(one == unit ? parent.Id : one.ParentId, place));
        }

        write.Record(viewer.Actor, new UnitMoved(unit.Id, day, before, UnitPlace.Of(unit)), edit.Numbered);
        return new Done();
    }

    private async Task<Result<Done>> CloseAsync(StoreWrite write, Viewer viewer, Unit unit, DateOnly day, CancellationToken ct)
    {
        var db = write.Db;
        if (unit.ParentId is null)
        {
            return new Refusal.Invalid(ParentField, "whole-organisation");
        }

        if (await IsMergedIntoAsync(db, unit.Id, ct))
        {
            return new Refusal.Invalid(ParentField, BeingMerged);
        }

        var open = await UnitCheck.OpenVersionsAsync(db, [unit], ct);
        if (UnitCheck.DayFault(day, calendar.Today, open) is { } fault)
        {
            return new Refusal.Invalid(DayField, fault);
        }

        var people = db.People.Where(person => UnitMerging.InUse(db, unit.Id, day).Any(row => row.PersonId == person.Id));
        var below = await db.Units.Where(found => found.ParentId == unit.Id && found.ClosedOn == null).ToListAsync(ct);
        if (await people.CountAsync(ct) is var count && (count > 0 || below.Count > 0))
        {
            return new UnitInUse(
                count,
                await people.OrderBy(person => person.SortKey).Select(person => person.Name).Take(UnitInUse.MostNames).ToListAsync(ct),
                [.. below.Select(found => found.Name).Order(NameOrder.Comparer)]);
        }

        await UnitClosing.CloseAsync(write, viewer.Actor, unit, day, ct);
        return new Done();
    }

    private static Task<bool> IsMergedIntoAsync(LearningDbContext db, Guid id, CancellationToken ct) =>
        db.Units.AnyAsync(unit => unit.MergesInto == id && unit.ClosedOn == null, ct);

    private Task<Result<Done>> ChangeAsync(Viewer viewer, Guid id, int readVersion, Func<StoreWrite, Unit, Task<Result<Done>>> change, CancellationToken ct) => AdministerAsync<Done>(
        viewer,
        async write => await write.Db.Units.FirstOrDefaultAsync(found => found.Id == id, ct) is not { } unit ? Refusal.NotFound
            : unit.ClosedOn is not null ? Refusal.Finished
            : unit.MergesInto is not null ? new Refusal.Invalid(ParentField, BeingMerged)
            : unit.Version != readVersion ? Refusal.Conflict
            : await change(write, unit),
        ct);

    private Task<Result<T>> AdministerAsync<T>(Viewer viewer, Func<StoreWrite, Task<Result<T>>> write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Administrator)
            ? store.WriteAsync(
                async one =>
                {
                    // No two acts on the tree at once: names and places are looked at before they are taken.
                    await one.Db.LockNumbersAsync(NumberSeries.Units, ct);
                    return await write(one);
                },
                ct)
            : Task.FromResult<Result<T>>(refused.Refuse(viewer, RefusedAct.People));
    }
}
