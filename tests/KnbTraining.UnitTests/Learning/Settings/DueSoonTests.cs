using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Settings;

/// <summary>The organisation decides how many days "soon" is; every list and report that says it has the same number.</summary>
public sealed class DueSoonTests
{
    private const int Days = 30;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Whatever_says_due_soon_says_it_by_the_days_of_the_settings()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await room.AddLearnerAsync();
        await room.ConfirmTextAsync(learner);
        var until = (await room.Get<AcknowledgementQueries>().MineAsync(learner, "en", None)).Single(view => view.DocumentId == Confirming.Travel).Standing.ValidUntil!.Value;
        room.Clock.Advance(TimeSpan.FromDays(until.DayNumber - room.Get<LocalCalendar>().Today.DayNumber - Days));
        await using (var db = room.Open())
        {
            var today = room.Get<LocalCalendar>().Today;
            db.Cycles.Add(Cycle.Create(learner.PersonId, EditionSample.Course, null, today, today.AddDays(Days)));
            await db.SaveChangesAsync(None);
        }

        await room.Get<CycleUpgrade>().EnsureAsync(None);
        foreach (var (days, isSoon) in ((int, bool)[])[(Days - 1, false), (Days, true)])
        {
            await SetAsync(room, admin, days);
            Assert.All(await SayAsync(room, admin, learner), place => Assert.True(place.IsSoon == isSoon, $"{place.Name}, {days} days: {place.IsSoon}"));
        }
    }

    private static async Task<(string Name, bool IsSoon)[]> SayAsync(LearningRoom room, Viewer admin, Viewer learner)
    {
        var today = room.Get<LocalCalendar>().Today;
        var unit = Assert.Single(await room.Get<ProgressQueries>().ByUnitAsync(admin, today, "en", None));
        var report = room.Get<AcknowledgementReport>();
        var texts = (await report.PeopleAsync(admin, Confirming.Travel, null, null, null, "en", None)).Value!;
        return
        [
            ("own courses", Assert.Single(await room.Get<OwnCourses>().MineAsync(learner, "en", None)).State == CycleState.DueSoon),
            ("progress of units", unit.DueSoon == 1),
            ("progress of people", Assert.Single(await room.Get<ProgressQueries>().PeopleAsync(admin, unit.UnitId, unit.CourseId, today, None)).State == CycleState.DueSoon),
            ("transcript", Assert.Single((await room.Get<TranscriptQueries>().FindAsync(admin, learner.PersonId, "en", None)).Value!.Cycles).State == CycleState.DueSoon),
            ("own texts", (await room.Get<AcknowledgementQueries>().MineAsync(learner, "en", None)).Single(view => view.DocumentId == Confirming.Travel).Standing.State == AcknowledgementState.EndsSoon),
            ("texts", (await report.ListAsync(admin, null, "en", None)).Single(row => row.DocumentId == Confirming.Travel).Of(AcknowledgementState.EndsSoon) == 1),
            ("texts by person", texts.People.Single(person => person.PersonId == learner.PersonId).Standing.State == AcknowledgementState.EndsSoon),
        ];
    }

    private static async Task SetAsync(LearningRoom room, Viewer admin, int days)
    {
        var current = await room.Get<SettingsStore>().CurrentAsync(None);
        var form = SettingsForm.From(current) with { Names = LocalizedText.Same("House"), DueSoonDays = days };
        Assert.True((await room.Get<SettingsService>().UpdateAsync(admin, form, current.Version, None)).Ok);
    }
}
