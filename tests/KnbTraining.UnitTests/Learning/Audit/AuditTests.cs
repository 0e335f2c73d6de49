using KnbTraining.Learning.Audit;
using KnbTraining.Learning.People;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Audit;

public sealed class AuditTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Entries_written_at_once_make_one_chain()
    {
        await using var room = await LearningRoom.OpenAsync();
        var before = (await room.Get<AuditQueries>().CheckAsync(None)).Entries;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => room.Get<AuditLog>().WriteAsync(AuditActor.System, "test.done", $"{i}", null, None)));

        var check = await room.Get<AuditQueries>().CheckAsync(None);
        Assert.Equal((before + 20, null), (check.Entries, check.BrokenAt));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Detail = 'nothing happened' WHERE Number = 3")]
    [InlineData("DELETE FROM AuditEntries WHERE Number = 3")]
    [InlineData("UPDATE AuditEntries SET At = At + 1 WHERE Number = 3")]
    public async Task A_changed_or_missing_entry_shows(string sql)
    {
        await using var room = await LearningRoom.OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            await room.Get<AuditLog>().WriteAsync(AuditActor.System, "test.done", $"{i}", "something", None);
        }

        await using (var db = room.Open())
        {
            await db.Database.ExecuteSqlRawAsync(sql, None);
        }

        Assert.InRange((await room.Get<AuditQueries>().CheckAsync(None)).BrokenAt!.Value, 3, 4);
    }

    [Fact]
    public async Task Only_administrators_and_auditors_read_the_log()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.Get<AuditLog>().WriteAsync(AuditActor.System, "test.done", "x", null, None);
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        var manager = await room.AddAsync(new PersonBuilder().Managing(await room.RootAsync()));

        Assert.Equal("test.done", (await room.Get<AuditQueries>().ListAsync(auditor, 1, None)).Rows[0].Action);
        Assert.Empty((await room.Get<AuditQueries>().ListAsync(manager, 1, None)).Rows);
    }

    [Fact]
    public async Task A_change_to_a_person_is_in_the_log_without_their_name()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var form = new PersonForm { Name = "Secret Name", UserName = "somebody", UnitId = (await room.RootAsync()).Id };
        var added = await room.Get<PeopleService>().AddAsync(admin, form, None);

        var entry = (await room.Get<AuditQueries>().ListAsync(admin, 1, None)).Rows[0];

        Assert.Equal(("person.added", added.Value!.Id.ToString(), "Admin"), (entry.Action, entry.Subject, entry.ActorName));
        Assert.DoesNotContain("Secret", entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_of_any_name_is_never_shown_as_the_application()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named(AuditActor.System.Name).With(Role.Administrator));
        var log = room.Get<AuditLog>();
        await log.WriteAsync(AuditActor.From(admin), "report.exported", "progress", null, CancellationToken.None);
        await log.WriteAsync(AuditActor.System, "demo.made", "-", null, CancellationToken.None);

        var rows = (await room.Get<AuditQueries>().ListAsync(admin, 1, CancellationToken.None)).Rows;

        Assert.True(rows.Single(row => row.Action == "demo.made").ByApplication);
        Assert.False(rows.Single(row => row.Action == "report.exported").ByApplication);
    }

    [Fact]
    public void A_subject_is_one_short_line()
    {
        Assert.Throws<ArgumentException>(() => AuditEntry.After(null, LearningRoom.Start, null, "a", "report.exported", "x\r\ny", ""));
        Assert.Throws<ArgumentException>(() => AuditEntry.After(null, LearningRoom.Start, null, "a", "report.exported", new string('x', AuditEntry.LongestSubject + 1), ""));
        Assert.Equal(AuditEntry.LongestSubject, AuditEntry.After(null, LearningRoom.Start, null, "a", "report.exported", new string('x', AuditEntry.LongestSubject), "").Subject.Length);
    }
}
