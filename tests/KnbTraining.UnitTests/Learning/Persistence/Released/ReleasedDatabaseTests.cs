using System.Reflection;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Persistence.Released;

/// <summary>A database of each released version is brought up to date by this one, and everything in it is read.</summary>
[Trait("Database", "Each")]
public sealed class ReleasedDatabaseTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string> All => [.. ReleasedDatabase.Versions];

    /// <summary>Run by hand when a version is released: <c>KNB_RELEASE=1.1 … -explicit only -method '*Keep_what_this_version_writes'</c>.</summary>
    [Fact(Explicit = true)]
    public Task Keep_what_this_version_writes() =>
        ReleasedDatabase.WriteAsync(Environment.GetEnvironmentVariable("KNB_RELEASE") ?? throw new InvalidOperationException("KNB_RELEASE names the version."));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_database_of_a_released_version_is_brought_up_to_date_and_everything_in_it_is_read(string version)
    {
        await using var room = await ReleasedDatabase.OpenAsync(version, RoomDatabase.Usual);
        var before = await CountAsync(room);

        await room.InitialiseAsync();

        await using (var db = room.Open())
        {
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(None));
        }

        Assert.Empty(await EmptiedTablesAsync(room, before));
        var check = await room.Get<LedgerCheck>().RunAsync(None);
        Assert.True(check.Fits, $"{check}");
        var exams = await room.Get<AttemptCheck>().RunAsync(None);
        Assert.True(exams is { Exams: 2, Broken.Count: 0 }, $"{exams.Exams} exams, {string.Join(", ", exams.Broken)}");
        await ReadAsTheAdministratorDoesAsync(room);
        await ReadAsALearnerDoesAsync(room);
    }

    /// <summary>Archives of version 1.0 are not encrypted.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task An_archive_of_a_released_version_is_restored_and_started(string version)
    {
        await using var room = LearningRoom.OpenEmpty(DatabaseKind.Sqlite);
        var restored = await new BackupRestore(new LearningOptions { DataFolder = room.Database.Folder }, room.Clock)
            .RestoreAsync(ReleasedDatabase.ArchiveOf(version), null, false, None);
        Assert.Equal(ReleasedHouse.People, restored.Contents.People);
        await room.InitialiseAsync();
        Assert.True((await room.Get<LedgerCheck>().RunAsync(None)).Fits);
    }

    private static async Task ReadAsTheAdministratorDoesAsync(LearningRoom room)
    {
        var admin = await room.ViewerAsync(ReleasedHouse.Administrator);
        var (auditor, editor, reviewer) = (await room.ViewerAsync("auditor"), await room.ViewerAsync("editor"), await room.ViewerAsync("reviewer"));
        var today = new DateOnly(2026, 3, 4);
        var people = (await room.Get<PeopleQueries>().ListAsync(admin, null, null, includeInactive: true, None)).People;
        Assert.Equal(ReleasedHouse.People, people.Count);
        Assert.Equal(5, (await room.Get<PeopleQueries>().ListAsync(admin, "ӨТЕГЕН", null, includeInactive: true, None)).People.Count);
        foreach (var person in people)
        {
            Assert.True((await room.Get<PeopleQueries>().FindAsync(admin, person.Id, None)).Ok);
            Assert.True((await room.Get<TranscriptQueries>().FindAsync(admin, person.Id, "kk", None)).Ok);
            var period = Assert.Single((await room.Get<StandingOverviewQueries>().FindAsync(admin, person.Id, None)).Value!.Periods);
            Assert.Equal((person.UnitName, person.HolderStatus, person.Capacity, person.Active), (period.UnitName, period.HolderStatus, period.Capacity, period.Employment != Employment.Left));
            Assert.InRange(period.From, new DateOnly(2026, 3, 2), today);
            await room.Get<AcknowledgementQueries>().OfPersonAsync(admin, person.Id, "ru", None);
            Assert.NotEmpty((await room.Get<LedgerQueries>().TimelineAsync(auditor, person.Id, None)).Entries);
        }

        var units = await room.Get<PeopleQueries>().UnitsAsync(admin, None);
        Assert.Equal(2, units.Count);
        var user = room.Get<UserManager<AppUser>>();
        Assert.True(await user.CheckPasswordAsync((await user.FindByNameAsync(ReleasedHouse.Administrator))!, ReleasedHouse.Password));
        var settings = await room.Get<SettingsStore>().CurrentAsync(None);
        Assert.Equal("Room 7,\nextension 12", settings.SecurityContact);
        Assert.Equal(TinyPicture.Png, (await room.Get<SettingsStore>().FindLogoAsync(settings.LogoHash!, None))!.Bytes);
        Assert.NotNull((await room.Get<OverviewQueries>().FindAsync(admin, None)).Value);

        var rule = Assert.Single(await room.Get<AssignmentRuleQueries>().ListAsync(admin, "en", None));
        Assert.True((await room.Get<AssignmentRuleQueries>().FindAsync(admin, rule.Id, "en", None)).Ok);
        Assert.NotEmpty(await room.Get<ProgressQueries>().ByUnitAsync(admin, today, "en", None));
        Assert.NotEmpty(await room.Get<ProgressQueries>().PeopleAsync(admin, units[^1].Id, EditionSample.Course, today, None));
        Assert.NotEmpty(await room.Get<MissedRulesQueries>().ListAsync(admin, null, "en", None));
        Assert.NotNull(await room.Get<DifficultyQueries>().ReadAsync(admin, today, None));
        Assert.Contains(await room.Get<AcknowledgementReport>().ListAsync(admin, null, "en", None), text => text.DocumentId == Confirming.Travel);

        Assert.Equal(2, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
        Assert.Equal(2, (await room.Get<EditingQueries>().HistoryAsync(editor, None)).Count);
        Assert.NotEmpty(await room.Get<EditingQueries>().ListAsync(editor, None));
        var change = Assert.Single(await room.Get<ChangeQueries>().OpenAsync(reviewer, None));
        var carried = (await room.Get<ChangeQueries>().FindAsync(editor, change.Number, None)).Value!;
        Assert.False(Assert.Single(carried.Documents).IsMoved);
        Assert.NotEmpty(carried.Documents[0].Authors);
        Assert.True((await room.PublishChangeAsync(editor, reviewer, change.Number)).Ok);

        var page = await room.Get<LedgerQueries>().ListAsync(auditor, new LedgerFilter(), 1, None);
        Assert.All(page.Entries, entry => Assert.NotNull(entry.Fact));
        var outside = await room.Get<OutsideHeads>().ListAsync(None);
        Assert.True((await room.Get<LedgerVerifier>().RunAsync(outside.Select(head => head.Head), None)).Found.NothingFound);

        // The keys of a released version are not kept: what was signed with them cannot be checked here, so no checkpoint of then is the head.
        Assert.Null((await room.Get<CheckpointHead>().ReadAsync(auditor, None)).Head);
    }

    private static async Task ReadAsALearnerDoesAsync(LearningRoom room)
    {
        var (learner, second) = (await room.ViewerAsync("learner"), await room.ViewerAsync("second"));
        var course = Assert.Single(await room.Get<OwnCourses>().MineAsync(learner, "ru", None), course => course.CourseId == EditionSample.Course);
        Assert.NotNull(course.CertificateNumber);
        Assert.True((await room.Get<CertificateQueries>().FindAsync(learner, course.CertificateNumber, "en", None)).Ok);
        Assert.Single(await room.Get<LessonQueries>().DoneAsync(learner, EditionSample.Course, None));
        Assert.NotEmpty(await room.Get<AcknowledgementQueries>().MineAsync(learner, "en", None));
        await room.Get<RefresherQueries>().MineAsync(learner, "en", None);
        foreach (var viewer in new[] { learner, second })
        {
            var attempts = await room.Get<AttemptQueries>().MineAsync(viewer, "en", None);
            Assert.Equal(2, attempts.Count);
            foreach (var attempt in attempts)
            {
                var result = await room.Get<AttemptQueries>().ResultAsync(viewer, attempt.Id, "kk", None);
                var open = await room.Get<AttemptQueries>().FindAsync(viewer, attempt.Id, "kk", None);
                Assert.True(result.Ok || open.Ok, $"{result.Refused} {open.Refused}");
            }
        }
    }

    private static async Task<Dictionary<string, int>> CountAsync(LearningRoom room)
    {
        await using var db = room.Open();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var table in await db.Database.SqlQueryRaw<string>(room.Database.Kind == DatabaseKind.Sqlite
            ? "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            : "SELECT table_name::text AS \"Value\" FROM information_schema.tables WHERE table_schema = 'public'").ToListAsync(None))
        {
#pragma warning disable EF1002 // Names of tables.
            counts[table] = await db.Database.SqlQueryRaw<int>($"SELECT CAST(count(*) AS int) AS \"Value\" FROM \"{table}\"").SingleAsync(None);
#pragma warning restore EF1002
        }

        Assert.True(counts.Values.Count(rows => rows > 0) > 25, "The database is not as full as the version kept it.");
        return counts;
    }

    /// <summary>Every row of every table is read by way of the model.</summary>
    /// <returns>The tables in which there was something and is nothing.</returns>
    private static async Task<List<string>> EmptiedTablesAsync(LearningRoom room, Dictionary<string, int> before)
    {
        await using var db = room.Open();
        var read = typeof(ReleasedDatabaseTests).GetMethod(nameof(ReadAllAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
        var emptied = new List<string>();
        foreach (var type in db.Model.GetEntityTypes())
        {
            var rows = await (Task<int>)read.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
            if (rows == 0 && before.GetValueOrDefault(type.GetTableName()!) > 0)
            {
                emptied.Add(type.GetTableName()!);
            }
        }

        return emptied;
    }

    private static async Task<int> ReadAllAsync<T>(LearningDbContext db)
        where T : class => (await db.Set<T>().AsNoTracking().ToListAsync(None)).Count;
}
