using System.Text;
using Ical.Net.CalendarComponents;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Notices;

/// <summary>The file is read by a library that did not write it.</summary>
public sealed class DueCalendarTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    [Trait("Database", "Each")]
    public async Task An_event_keeps_its_id_and_counts_up_where_its_day_moves_and_is_cancelled_where_it_is_done()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (acts, days, today) = (room.Get<CycleActs>(), room.Get<DueCalendar>(), room.Get<LocalCalendar>().Today);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var (learner, other) = (await room.AddLearnerAsync(), await room.AddLearnerAsync());
        Assert.Empty(Read(await days.MineAsync(learner, "en", None)));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        await using var db = room.Open();
        var cycle = db.Cycles.Single(found => found.PersonId == learner.PersonId).Id;

        var first = Assert.Single(Read(await days.MineAsync(learner, "en", None)));
        Assert.Equal(("Last day: Working with state secrets", today.AddDays(30), false), (first.Summary, first.Start!.Date, first.Start.HasTime));
        Assert.Equal(("CONFIRMED", "TRANSPARENT", today.AddDays(31)), (first.Status, first.Transparency, first.End!.Date));
        Assert.Empty(first.Alarms);
        Assert.StartsWith("Соңғы күні: ", Assert.Single(Read(await days.MineAsync(learner, "kk", None))).Summary, StringComparison.Ordinal);

        // The same again is the same but for the moment at which it was made.
        Assert.Equal((first.Uid, first.Sequence), Key(Assert.Single(Read(await days.MineAsync(learner, "en", None)))));

        Assert.True((await acts.ExtendAsync(admin, [cycle], today.AddDays(60), "Ill", None)).Ok);
        var moved = Assert.Single(Read(await days.MineAsync(learner, "en", None)));
        Assert.Equal((first.Uid, today.AddDays(60), "CONFIRMED"), (moved.Uid, moved.Start!.Date, moved.Status));
        Assert.True(moved.Sequence > first.Sequence, $"{first.Sequence} → {moved.Sequence}");
        Assert.Equal(today.AddDays(30), Assert.Single(Read(await days.MineAsync(other, "en", None))).Start!.Date);

        await room.SitAsync(learner);
        var done = Assert.Single(Read(await days.MineAsync(learner, "en", None)));
        Assert.Equal((first.Uid, "CANCELLED"), (done.Uid, done.Status));
        Assert.True(done.Sequence > moved.Sequence, $"{moved.Sequence} → {done.Sequence}");

        // After a while nobody has to be told any more.
        room.Clock.Advance(TimeSpan.FromDays(DueCalendar.CancelsFor + 1));
        Assert.Empty(Read(await days.MineAsync(learner, "en", None)));
    }

    [Fact]
    [Trait("Database", "Each")]
    public async Task What_is_taken_back_is_cancelled_and_what_was_completed_by_mistake_stands_again()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (acts, days, today) = (room.Get<CycleActs>(), room.Get<DueCalendar>(), room.Get<LocalCalendar>().Today);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await room.AddLearnerAsync();
        Assert.True((await acts.AssignAsync(admin, [learner.PersonId], EditionSample.Course, 10, None)).Ok);
        await using var db = room.Open();
        var cycle = db.Cycles.Single().Id;
        var sequences = new List<int>();

        async Task<string> StatusAsync()
        {
            var one = Assert.Single(Read(await days.MineAsync(learner, "ru", None)));
            sequences.Add(one.Sequence);
            return one.Status!;
        }

        Assert.Equal("CONFIRMED", await StatusAsync());
        Assert.True((await acts.EndAsync(admin, [cycle], "Mistaken", None)).Ok);
        Assert.Equal("CANCELLED", await StatusAsync());
        Assert.True((await acts.UndoAsync(admin, cycle, 2, "Needed after all", None)).Ok);
        Assert.Equal("CONFIRMED", await StatusAsync());
        Assert.True((await acts.CreditAsync(admin, cycle, today, null, new EvidenceFile("paper.pdf", [1]), "Learnt elsewhere", None)).Ok);
        Assert.Equal("CANCELLED", await StatusAsync());
        Assert.Equal(sequences.Distinct().Order(), sequences);
    }

    [Fact]
    public void Lines_end_with_crlf_have_at_most_75_octets_and_are_never_cut_inside_a_letter()
    {
        const string title = "Мемлекеттік құпиялармен жұмыс; бірінші, екінші \\ үшінші 📅📅📅📅📅📅📅📅📅📅📅📅📅📅📅📅📅📅📅📅";
        var day = new CalendarDay("id@knb-training", 3, new DateOnly(2026, 12, 31), false, title, "Бірінші жол\r\nекінші жол", "https://training.example.kz/knb/learn/x");
        var text = CalendarText.Of([day, day with { Uid = "other@knb-training", Summary = new string('ы', 400) }], LearningRoom.Start);

        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        var lines = text.Split("\r\n");
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains(lines, line => Encoding.UTF8.GetByteCount(line) >= 72);
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Contains("DTSTAMP:20260302T040000Z", lines);

        var read = Read(text);
        Assert.Equal([title, new string('ы', 400)], read.Select(one => one.Summary));
        Assert.Equal("Бірінші жол\nекінші жол", read[0].Description!.ReplaceLineEndings("\n"));
        Assert.Equal((3, new DateOnly(2026, 12, 31), new DateOnly(2027, 1, 1)), (read[0].Sequence, read[0].Start!.Date, read[0].End!.Date));
        Assert.Equal("https://training.example.kz/knb/learn/x", read[0].Url!.ToString());
    }

    private static (string?, int) Key(CalendarEvent read) => (read.Uid, read.Sequence);

    private static List<CalendarEvent> Read(string text)
    {
        var calendar = Ical.Net.Calendar.Load(text)!;
        Assert.Equal(("2.0", "PUBLISH"), (calendar.Version, calendar.Method));
        return [.. calendar.Events];
    }
}
