using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Demo;

/// <summary>Fills an empty folder with an invented organisation, for trying things out.</summary>
public sealed class DemoSeeder(
    LearningStore store,
    EditionStore editions,
    DocumentSaving saving,
    ChangeService changes,
    ChangeDecisions decisions,
    ChangeQueries changeQueries,
    AnswerSums sums,
    CycleUpgrade cycles,
    SettingsStore settings,
    IPasswordHasher<AppUser> hasher,
    LocalCalendar calendar,
    IOptions<LearningOptions> options)
{
    /// <summary>Fixed, so that the demo is the same everywhere, only moved to today.</summary>
    private const ulong Seed = 0x4B4E_4254;

    private const string FewUnit = "Archive and Records";

    /// <summary>Makes the demo, or leaves the one that is there as it is.</summary>
    /// <exception cref="LearningStartupException">The folder holds real data, or cannot be written.</exception>
    public async Task SeedAsync(CancellationToken ct)
    {
        var (demo, real) = await store.ReadAsync(
            async db => (
                await db.People.AnyAsync(person => person.IsDemo, ct),
                await db.People.AnyAsync(person => !person.IsDemo, ct) || (await db.Units.AnyAsync(ct) && !await db.People.AnyAsync(ct))),
            ct);
        if (real)
        {
            throw new LearningStartupException(
                $"The data folder '{options.Value.DataFolder}' holds real data, so the demo was not made. Start the demo with an empty data folder of its own.");
        }

        if (demo)
        {
            return;
        }

        var edition = await editions.CurrentAsync(ct);
        var today = calendar.Today;
        DateTimeOffset InstantOf(int daysAgo) => options.Value.InstantOf(today.AddDays(-daysAgo), new TimeOnly(8, 0));
        var organisation = DemoOrganisation.Create(Seed, today, InstantOf);
        var history = new DemoHistory(edition, organisation, options.Value, today, Seed);
        history.Simulate(organisation.PersonNamed(DemoSignIns.Admin).Person.Id, organisation.UnitNamed(FewUnit).Path);
        var texts = new DemoAcknowledgements(edition, organisation, options.Value, today, Seed);
        texts.Simulate();
        var stored = await store.WriteAsync<Done>(write => StoreAsync(write, organisation, history, texts, ct), ct);
        if (!stored.Ok)
        {
            throw new LearningStartupException($"The data folder '{options.Value.DataFolder}' cannot be written, so the demo was not made.");
        }

        await settings.ReloadAsync(ct);
        await PublishedOnAsync(edition, InstantOf(DemoTimeline.HouseDay), ct);
        await ReviseAsync(texts, organisation.PersonNamed(DemoSignIns.Reviewer).Person, InstantOf(DemoTimeline.RevisionDay), ct);

        await DraftAsync(edition, organisation.PersonNamed(DemoSignIns.Editor).Person, ct);
    }

    private async Task<Result<Done>> StoreAsync(
        StoreWrite write, DemoOrganisation organisation, DemoHistory history, DemoAcknowledgements texts, CancellationToken ct)
    {
        var db = write.Db;
        db.Units.AddRange(organisation.Units);
        db.People.AddRange(organisation.People.Select(person => person.Person));
        settings.AddFirst(write, organisation.Units[0].Name, null);

        // One hash for all: hashing sixty passwords would take seconds, and this one is printed on the screen anyway.
        var hash = "";
        foreach (var person in organisation.People)
        {
            var user = AppUser.Create(person.Person.Id, person.UserName, null, mustChangePassword: false);
            user.NormalizedUserName = person.UserName.ToUpperInvariant();
            user.SecurityStamp = Guid.NewGuid().ToString("N");
            user.PasswordHash = hash = hash.Length > 0 ? hash : hasher.HashPassword(user, DemoSignIns.Password);
            db.Users.Add(user);
        }

        var sittings = history.Sittings.OrderBy(sitting => sitting.Attempt.StartedAt).ToArray();
        db.AssignmentRules.AddRange(history.Rules);
        db.Cycles.AddRange(history.Cycles);
        db.LessonProgress.AddRange(history.Lessons);
        db.Attempts.AddRange(sittings.Select(sitting => sitting.Attempt));
        db.Acknowledgements.AddRange(texts.Confirmed);
        await db.SaveChangesAsync(ct);

        // Before anybody acts on the facts: whoever found no reason would let it begin today.
        await cycles.FillAsync(db, ct);
        await sums.AddAsync(db, [.. sittings.Select(sitting => sitting.Attempt).Where(attempt => attempt.State == AttemptState.Graded)], ct);

        // Steps name their attempt by a number that the database gave just now.
        db.AttemptSteps.AddRange(
            from sitting in sittings
            from step in sitting.Steps
            orderby step.At
            select AttemptStep.Create(Guid.CreateVersion7(step.At), sitting.Attempt.Number, step.Kind, step.Position, step.Response, step.At));
        await db.SaveChangesAsync(ct);

        // Certificates follow from the exams, as they always do.
        await DemoLedger.RecordAsync(write, organisation, history, texts.Confirmed, options.Value, ct);

        // Handlers save after each fact, and every save looks through all rows that the context still holds: these are stored, so it lets them go.
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();

        // But not of the rows that are told the number of their fact at the end.
        db.AttachRange(organisation.Units.SelectMany(unit => unit.Versions));
        db.AttachRange(organisation.People.SelectMany(demo => demo.Person.Standings));
        db.AttachRange(organisation.People.SelectMany(demo => demo.Person.StandingChanges));
        db.AttachRange(organisation.People.SelectMany(demo => demo.Person.Managed));
        return new Done();
    }

    // Nothing can be confirmed before it was published.
    private async Task PublishedOnAsync(NumberedEdition edition, DateTimeOffset at, CancellationToken ct)
    {
        var stored = await store.WriteAsync<NumberedEdition>(
            async write =>
            {
                await write.Db.Editions.Where(row => row.Number == edition.Number).ExecuteUpdateAsync(update => update.SetProperty(row => row.PublishedAt, at), ct);
                return edition with { PublishedAt = at };
            },
            ct);
        editions.Activate(stored.Value ?? throw new LearningStartupException($"The data folder '{options.Value.DataFolder}' cannot be written, so the demo was not made."));
    }

    private async Task ReviseAsync(DemoAcknowledgements texts, Person reviewer, DateTimeOffset at, CancellationToken ct)
    {
        if (texts.Revise() is not { } revised)
        {
            return;
        }

        var stored = await store.WriteAsync<NumberedEdition>(
            async write =>
            {
                var added = await editions.AddAsync(write, revised, EditionOrigin.Editors, reviewer.Name, reviewer.Id, ct);
                write.Record(Actor.Of(reviewer.Id), new EditionPublished(added.Number, Digest.Parse(revised.Hash)));
                return added;
            },
            ct);
        await PublishedOnAsync(stored.Value ?? throw new LearningStartupException($"The data folder '{options.Value.DataFolder}' cannot be written, so the demo was not made."), at, ct);
    }

    // Something that waits for a reviewer: a longer exam, through the same door as any draft.
    private async Task DraftAsync(NumberedEdition edition, Person editor, CancellationToken ct)
    {
        var course = edition.Edition.Courses.Values.MaxBy(course => course.Lessons.Count)!;
        var path = $"courses/{course.Id}.yaml";
        var text = YamlEdit.Set(edition.Edition.Documents.Find(path)!, [new("exam/minutes", "40")]);
        var viewer = new Viewer(editor.Id, editor.Name, editor.Roles.Select(role => role.Role).ToHashSet(), editor.Language, null);
        var title = $"{course.Title[editor.Language]}: 40";
        var saved = await saving.SaveAsync(viewer, new DocumentSave(null, path, text, 0, DocumentBlob.HashOf(edition.Edition.Documents.Find(path)!), title), ct);
        var change = saved.Value ?? throw new LearningStartupException($"The demo's change was refused: {saved}");
        var reason = editor.Language switch
        {
            Languages.Russian => "Тридцати минут мало: вопросов стало больше.",
            Languages.Kazakh => "Отыз минут аз: сұрақ саны көбейді.",
            _ => "Thirty minutes are too few: there are more questions now.",
        };
        await changes.DescribeAsync(viewer, change.Change, title, reason, 1, ct);
        var read = (await changeQueries.FindAsync(viewer, change.Change, ct)).Value!.AsRead;
        var asked = await decisions.AskReviewAsync(viewer, read, ct);
        if (!asked.Ok)
        {
            throw new LearningStartupException($"The demo's change was refused: {asked}");
        }
    }
}
