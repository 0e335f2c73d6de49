using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Overview;

[Trait("Database", "Each")]
public sealed class BoardTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_board_of_a_unit_names_with_initials_who_has_what_to_complete_overdue_first_and_nobody_who_is_done_away_or_elsewhere()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (root, start, boards) = (await room.RootAsync(), room.Get<LocalCalendar>().Today, room.Get<BoardQueries>());
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var below = await room.AddUnitAsync("Archive", north);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Holding(HolderStatus.None).Managing(north));
        var late = await room.AddAsync(new PersonBuilder().Named("Aigerim Testova").In(north));
        await room.AddAsync(new PersonBuilder().Named("Өтегенов Нұрлан Серікұлы").In(north));
        await room.AddAsync(new PersonBuilder().Named("Berik Testov").In(below));
        await room.AddAsync(new PersonBuilder().Named("Elsewhere Testova").In(south));
        var done = await room.AddAsync(new PersonBuilder().Named("Done Testova").In(north));
        var away = await room.AddAsync(new PersonBuilder().Named("Away Testova").In(north));
        var acts = room.Get<CycleActs>();
        Assert.Equal(1, (await acts.AssignAsync(admin, [late.PersonId], EditionSample.Course, 0, None)).Value);
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        await room.SitAsync(done);
        Assert.True((await room.Get<StandingService>().ActAsync(admin, away.PersonId, new StandingForm { Act = StandingAct.Leave, Day = start }, None)).Ok);
        room.Clock.Advance(TimeSpan.FromDays(1));

        var title = EditionSample.Edition.Courses[EditionSample.Course].Title;
        var board = (await boards.FindAsync(manager, north.Id, false, 1, "kk", None)).Value!;
        Assert.Equal(("North", start.AddDays(1), true, 2, 1, 1), (board.UnitName, board.On, board.HasBelow, board.Total, board.Page, board.PageCount));
        Assert.Equal(
            [
                new BoardRow("A. Testova", "North", title["kk"], start, true),
                new BoardRow("Өтегенов Н. С.", "North", title["kk"], start.AddDays(30), false),
            ],
            board.Rows);

        var deep = (await boards.FindAsync(manager, north.Id, true, 9, "en", None)).Value!;
        Assert.Equal(
            [("A. Testova", "North", true), ("Өтегенов Н. С.", "North", false), ("B. Testov", "Archive", false)],
            deep.Rows.Select(row => (row.Name, row.UnitName, row.IsLate)));
        Assert.Equal(title["en"], deep.Rows[0].CourseTitle);
        Assert.False((await boards.FindAsync(manager, below.Id, true, 1, "en", None)).Value!.HasBelow);

        // An administrator sees every unit; a manager no other one, and a learner none.
        Assert.Equal("E. Testova", Assert.Single((await boards.FindAsync(admin, south.Id, false, 1, "en", None)).Value!.Rows).Name);
        Assert.Equal(Refusal.NotFound, (await boards.FindAsync(manager, south.Id, false, 1, "en", None)).Refused);
        Assert.Equal(Refusal.NotFound, (await boards.FindAsync(manager, root.Id, true, 1, "en", None)).Refused);
        Assert.Equal(Refusal.NotFound, (await boards.FindAsync(late, north.Id, false, 1, "en", None)).Refused);
    }

    [Fact]
    public async Task The_print_of_a_board_is_recorded_with_its_unit_by_those_who_answer_for_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Managing(north));
        var record = room.Get<PrintRecord>();

        Assert.True((await record.PrintedAsync(manager, new PrintRequest(RecordedPage.Board, north.Id), None)).Ok);
        Assert.Equal(Refusal.NotFound, (await record.PrintedAsync(manager, new PrintRequest(RecordedPage.Board, south.Id), None)).Refused);
        Assert.Equal([new PagePrinted(RecordedPage.Board, null, north.Id, null, null)], await room.FactsAsync<PagePrinted>());
    }
}
