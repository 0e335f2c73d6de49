using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports;

[Trait("Database", "Each")]
public sealed class ExceptionTests
{
    private const string Course = EditionSample.Course;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task Each_exception_says_for_whom_why_until_when_who_made_it_and_who_allowed_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var chief = await room.AddAsync(new PersonBuilder().Named("Chief").Holding(HolderStatus.None).With(Role.Administrator));
        var (north, south) = (await room.AddUnitAsync("North", await room.RootAsync()), await room.AddUnitAsync("South", await room.RootAsync()));
        var (first, second) = (await room.AddAsync(new PersonBuilder().Named("First").In(north)), await room.AddAsync(new PersonBuilder().Named("Second").In(south)));
        var (acts, waivers) = (room.Get<CycleActs>(), room.Get<WaiverService>());
        await acts.AssignAsync(admin, [first.PersonId, second.PersonId], Course, 30, None);
        await using var db = room.Open();
        var cycles = await db.Cycles.AsNoTracking().ToDictionaryAsync(cycle => cycle.PersonId, cycle => cycle.Id, None);

        Assert.True((await acts.ExtendAsync(admin, [cycles[first.PersonId]], Today.AddDays(50), "Fire in the archive", None)).Ok);
        room.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await waivers.ProposeAsync(admin, [cycles[second.PersonId]], Today.AddDays(40), chief.PersonId, "Ill", None)).Ok);
        Assert.True((await waivers.DecideAsync(chief, (await db.WaiverProposals.AsNoTracking().SingleAsync(None)).Id, true, null, None)).Ok);
        room.Clock.Advance(TimeSpan.FromDays(1));
        var number = await db.CycleEvents.Where(row => row.Kind == CycleEventKind.Extended).Select(row => row.Number).SingleAsync(None);
        Assert.True((await acts.UndoAsync(admin, cycles[first.PersonId], number, "Mistaken", None)).Ok);
        room.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await acts.EndAsync(admin, [cycles[first.PersonId]], "Given to the wrong person", None)).Ok);

        var all = await ListAsync(admin);
        Assert.Equal(
            [
                (ExceptionKind.Ended, null, "First", "Given to the wrong person", "Admin", null, null, false),
                (ExceptionKind.Undone, ExceptionKind.Extended, "First", "Mistaken", "Admin", null, null, false),
                (ExceptionKind.Waived, null, "Second", "Ill", "Chief", "Chief", Today.AddDays(40), false),
                (ExceptionKind.Extended, null, "First", "Fire in the archive", "Admin", null, (DateOnly?)Today.AddDays(50), true),
            ],
            all.Select(row => (row.Kind, row.Undid, row.Name, row.Reason, row.By, row.ApproverName, row.Until, row.IsUndone)));
        Assert.Equal([3, 2, 1, 0], all.Select(row => row.Day.DayNumber - Today.DayNumber));
        Assert.All(all, row => Assert.Equal(row.Day, row.ToldOn));

        // By kind, unit, time and course, and across the border of scope.
        Assert.Equal(["Second"], (await ListAsync(admin, filter => filter with { Kind = ExceptionKind.Waived })).Select(row => row.Name));
        Assert.Equal(["Second"], (await ListAsync(admin, filter => filter with { UnitId = south.Id })).Select(row => row.Name));
        Assert.Equal([ExceptionKind.Undone, ExceptionKind.Waived], (await ListAsync(admin, filter => filter with { From = Today.AddDays(1), To = Today.AddDays(2) })).Select(row => row.Kind));
        Assert.Empty(await ListAsync(admin, filter => filter with { CourseId = "for-heads" }));
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Holding(HolderStatus.None).Managing(south));
        Assert.Equal(["Second"], (await ListAsync(manager)).Select(row => row.Name));

        // The file holds the same, and takes no kind that is none.
        var asked = new ReportQuestion(Today.AddDays(3), "en");
        Assert.Equal(4, (await room.FindTableAsync(ExportedReport.Exceptions, admin, asked))!.Rows.Count);
        Assert.Single((await room.FindTableAsync(ExportedReport.Exceptions, admin, asked with { Choice = "waived" }))!.Rows);
        Assert.Null(await room.FindTableAsync(ExportedReport.Exceptions, admin, asked with { Choice = "Waived" }));

        async Task<IReadOnlyList<ExceptionRow>> ListAsync(Viewer viewer, Func<ExceptionFilter, ExceptionFilter>? change = null)
        {
            var filter = new ExceptionFilter(DateOnly.MinValue, Today.AddDays(100));
            return (await room.Get<ExceptionQueries>().ListAsync(viewer, change?.Invoke(filter) ?? filter, 1, "en", None)).Rows;
        }
    }
}
