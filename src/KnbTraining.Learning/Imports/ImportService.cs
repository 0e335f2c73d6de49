using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>So many people are leaving by an import that their number must be typed before it is applied.</summary>
/// <param name="Leaving">The number to be typed.</param>
/// <param name="Active">How many people are employed.</param>
public sealed record TooManyLeaving(int Leaving, int Active) : Refusal(RefusalKind.TooMany);

/// <summary>Somebody has undone the import before, or is about to.</summary>
/// <param name="At">Null where the application did not keep it yet.</param>
/// <param name="By">The name; null for the application itself.</param>
public sealed record UndoneAlready(DateTimeOffset? At, string? By) : Refusal(RefusalKind.Finished);

/// <summary>
/// Stores lists of people that were compared, and says that they be applied, undone or given up. For administrators, and for the command line
/// and the watched folder, which act for the application: there the viewer is null.
/// </summary>
public sealed class ImportService(LearningStore store, RefusedActs refused, LocalCalendar calendar, IinSeals seals, IPeopleSettings settings)
{
    /// <summary>How long an import can be undone, and how long its lines are kept.</summary>
    public static readonly TimeSpan Undoable = TimeSpan.FromDays(1);

    private const int PartsAtOnce = 10;

    /// <summary>Stores what a file came to, in short transactions. Nothing is done with it.</summary>
    public Task<Result<Guid>> StageAsync(Viewer? viewer, string fileName, Digest file, ImportResult result, CancellationToken ct) =>
        StageAsync(viewer, fileName, file, result, null, ct);

    /// <inheritdoc cref="StageAsync(Viewer?, string, Digest, ImportResult, CancellationToken)"/>
    /// <param name="sheet">What it was compared from, where somebody may decide about it and have it compared again.</param>
    public async Task<Result<Guid>> StageAsync(Viewer? viewer, string fileName, Digest file, ImportResult result, ImportSheet? sheet, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (Refuse(viewer) is { } no)
        {
            return no;
        }

        var import = PeopleImport.Create(NameOf(fileName), file.ToString(), result, viewer?.PersonId, calendar.Now);
        var parts = PeopleImportPart.Of(import, result);
        var rows = sheet is null ? null : await SheetAsync(import.Id, sheet, ct);
        var stored = await store.WriteAsync<Done>(
            write =>
            {
                write.Db.PeopleImports.Add(import);
                if (rows is not null)
                {
                    write.Db.PeopleImportSheets.Add(rows);
                }

                return Task.FromResult<Result<Done>>(new Done());
            },
            ct);
        foreach (var some in parts.Chunk(PartsAtOnce))
        {
            stored = stored.Ok ? await AddAsync(some, ct) : stored;
        }

        if (!stored.Ok)
        {
            return stored.As<Guid>();
        }

        var actParts = parts.Count(part => PeopleImportPart.Acts.Contains(part.Kind));
        return await ChangeAsync(import.Id, ImportState.Staging, (_, found) => found.Stage(actParts), ct);
    }

    /// <param name="leaving">The number that was typed where the brake holds; else null.</param>
    /// <param name="brakePercent">See <see cref="Settings.OrganisationSettings.BrakePercent"/>.</param>
    /// <returns>
    /// Refused with <see cref="TooManyLeaving"/> where the brake holds, with <see cref="Refusal.Conflict"/> while another import is being applied or undone,
    /// and with <see cref="Refusal.Finished"/> where it is not staged any more.
    /// </returns>
    public async Task<Result<Guid>> ApplyAsync(Viewer? viewer, Guid importId, int? leaving, int brakePercent, CancellationToken ct)
    {
        if (Refuse(viewer) is { } no)
        {
            return no;
        }

        // Lines of a staged import never change, so they can be read beside the writer.
        var lines = await store.ReadAsync(
            db => db.PeopleImportParts
                .Where(part => part.ImportId == importId && PeopleImportPart.Acts.Contains(part.Kind))
                .OrderBy(part => part.Number)
                .Select(part => part.Lines)
                .ToListAsync(ct),
            ct);
        var sealedAs = Digest.OfAll(lines);
        return await store.WriteAsync<Guid>(
            async write =>
            {
                var db = write.Db;
                if (await db.PeopleImports.FirstOrDefaultAsync(found => found.Id == importId, ct) is not { } import)
                {
                    return Refusal.NotFound;
                }

                if (import.State != ImportState.Staged)
                {
                    return Refusal.Finished;
                }

                if (await db.PeopleImports.AnyAsync(other => other.State == ImportState.Applying || other.State == ImportState.Undoing, ct))
                {
                    return Refusal.Conflict;
                }

                if (import.HoldsBrake(brakePercent) && leaving != import.Leaving)
                {
                    return new TooManyLeaving(import.Leaving, import.Active);
                }

                import.Apply(viewer?.PersonId, calendar.Now);
                write.Record(ImportApplying.ActorOf(import), new ImportBegun(
                    import.Id, write.Text(null, import.FileName), Digest.Parse(import.FileHash), sealedAs,
                    import.New, import.Changed, import.Moved, import.Leaving, import.Unclear, import.Wrong, import.Unchanged));
                return import.Id;
            },
            ct);
    }

    /// <returns>
    /// Refused with <see cref="Refusal.Finished"/> where it was not applied, or longer than <see cref="Undoable"/> ago, and with <see cref="UndoneAlready"/>
    /// where somebody was first.
    /// </returns>
    public Task<Result<Guid>> UndoAsync(Viewer? viewer, Guid importId, CancellationToken ct) => Refuse(viewer) is { } no
        ? Task.FromResult<Result<Guid>>(no)
        : store.WriteAsync<Guid>(
            async write =>
            {
                if (await write.Db.PeopleImports.FirstOrDefaultAsync(found => found.Id == importId, ct) is not { } import)
                {
                    return Refusal.NotFound;
                }

                if (import.State is ImportState.Undoing or ImportState.Undone)
                {
                    return new UndoneAlready(import.UndoneAt, await NamesOf(write.Db, import.ActedBy).FirstOrDefaultAsync(ct));
                }

                if (import.State != ImportState.Applied || import.Cleared || import.AppliedAt + Undoable < calendar.Now)
                {
                    return Refusal.Finished;
                }

                if (await write.Db.PeopleImports.AnyAsync(other => other.State == ImportState.Applying || other.State == ImportState.Undoing, ct))
                {
                    return Refusal.Conflict;
                }

                import.Undo(viewer?.PersonId, calendar.Now);
                write.Record(ImportApplying.ActorOf(import), new ImportUndoBegun(import.Id));
                return import.Id;
            },
            ct);

    /// <summary>Gives up what was staged.</summary>
    public Task<Result<Guid>> DiscardAsync(Viewer? viewer, Guid importId, CancellationToken ct) => Refuse(viewer) is { } no
        ? Task.FromResult<Result<Guid>>(no)
        : ChangeAsync(
            importId,
            ImportState.Staged,
            (write, import) =>
            {
                import.Discard();
                write.Record(viewer?.Actor ?? Actor.Application, new ImportDiscarded(import.Id));
            },
            ct);

    /// <summary>Ends an import that does not get any further: what was not reached is left out, and what was done can be undone.</summary>
    public Task<Result<Guid>> StopAsync(Viewer? viewer, Guid importId, CancellationToken ct) => Refuse(viewer) is { } no
        ? Task.FromResult<Result<Guid>>(no)
        : ChangeAsync(
            importId,
            ImportState.Applying,
            (write, import) => write.Record(viewer?.Actor ?? Actor.Application, new ImportStopped(import.Id, import.Stop())),
            ct);

    private async Task<PeopleImportSheet> SheetAsync(Guid importId, ImportSheet sheet, CancellationToken ct)
    {
        var decided = await store.ReadAsync(db => settings.ReadAsync(db, ct), ct);
        var seal = decided.KeepsIin && sheet.Mapping.Has(ImportField.Iin) ? (await seals.FindAsync(ct)).Seal : null;
        return PeopleImportSheet.Create(importId, sheet, seal, decided.NumbersOnly);
    }

    private Task<Result<Done>> AddAsync(IEnumerable<PeopleImportPart> parts, CancellationToken ct) => store.WriteAsync<Done>(
        write =>
        {
            write.Db.PeopleImportParts.AddRange(parts);
            return Task.FromResult<Result<Done>>(new Done());
        },
        ct);

    private Task<Result<Guid>> ChangeAsync(Guid importId, ImportState from, Action<StoreWrite, PeopleImport> change, CancellationToken ct) =>
        store.WriteAsync<Guid>(
            async write =>
            {
                if (await write.Db.PeopleImports.FirstOrDefaultAsync(found => found.Id == importId, ct) is not { } import)
                {
                    return Refusal.NotFound;
                }

                if (import.State != from)
                {
                    return Refusal.Finished;
                }

                change(write, import);
                return import.Id;
            },
            ct);

    private Refusal? Refuse(Viewer? viewer) => viewer is null || viewer.Is(Role.Administrator) ? null : refused.Refuse(viewer, RefusedAct.People);

    private static IQueryable<string> NamesOf(LearningDbContext db, Guid? personId) => db.People.Where(person => person.Id == personId).Select(person => person.Name);

    private static string NameOf(string path)
    {
        var name = new string([.. path.Split('/', '\\')[^1].Where(sign => !char.IsControl(sign))]).Trim();
        return name.Length == 0 ? "?" : name.Length > 200 ? name[..200] : name;
    }
}
