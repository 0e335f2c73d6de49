using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Acknowledgements;

public sealed class EvidenceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_confirmed_text_opens_as_it_was_read_whatever_was_published_since()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.ConfirmTextAsync(viewer);
        await room.ReviseTextAsync();

        var receipt = (await room.Get<AcknowledgementQueries>().FindAsync(viewer, id, None)).Value!;

        Assert.True(receipt.Matches);
        Assert.Equal((1, 1, "en"), (receipt.Version, receipt.EditionNumber, receipt.Language));
        Assert.Equal(EditionSample.Edition.Acknowledgements[Confirming.Travel]["en"].Html, receipt.Html);
        Assert.DoesNotContain("One more sentence.", receipt.Html, StringComparison.Ordinal);
        var row = Assert.Single(await room.Get<AcknowledgementQueries>().OfPersonAsync(viewer, viewer.PersonId, "ru", None));
        Assert.Equal((AcknowledgementState.Outdated, "Напоминание: выезд за границу и согласование"), (row.Standing, row.Title));
    }

    [Fact]
    public async Task A_stored_text_that_was_changed_past_the_application_shows()
    {
        await using var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        await using (var db = room.Open())
        {
            db.Units.Add(Unit.Create("Organisation", null, 1));
            await db.SaveChangesAsync(None);
        }

        var viewer = await room.AddLearnerAsync();
        var id = await room.ConfirmTextAsync(viewer);
        await using (var db = room.Open())
        {
            await db.DocumentBlobs.Where(blob => blob.Text.StartsWith("id: travel-reminder")).ExecuteUpdateAsync(blob => blob.SetProperty(one => one.Text, one => one.Text.Replace("The amount of the fine", "The small amount of the fine")), None);
        }

        Assert.False((await room.Get<AcknowledgementQueries>().FindAsync(viewer, id, None)).Value!.Matches);
        Assert.Contains(room.Log.Entries, entry => entry.Message.Contains("is not the one that was confirmed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receipt_is_for_its_person_and_for_those_who_see_the_person()
    {
        await using var room = await LearningRoom.OpenAsync();
        var unit = await room.AddUnitAsync("Archive", await room.RootAsync());
        var other = await room.AddUnitAsync("Depot", await room.RootAsync());
        var viewer = await room.AddAsync(new PersonBuilder().In(unit));
        var id = await room.ConfirmTextAsync(viewer);
        var queries = room.Get<AcknowledgementQueries>();

        foreach (var (asker, sees) in new (Viewer, bool)[]
        {
            (await room.AddAsync(new PersonBuilder().In(unit).Managing(unit)), true),
            (await room.AddAsync(new PersonBuilder().In(other).Managing(other)), false),
            (await room.AddAsync(new PersonBuilder().With(Role.Auditor)), true),
            (await room.AddAsync(new PersonBuilder().In(unit)), false),
        })
        {
            Assert.Equal(sees ? null : Refusal.NotFound, (await queries.FindAsync(asker, id, None)).Refused);
            Assert.Equal(sees ? 1 : 0, (await queries.OfPersonAsync(asker, viewer.PersonId, "en", None)).Count);
        }
    }

    [Fact]
    public async Task An_opening_is_no_evidence()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var reading = await room.OpenTextAsync(viewer);
        Assert.Equal(Refusal.NotFound, (await room.Get<AcknowledgementQueries>().FindAsync(viewer, reading.Id!.Value, None)).Refused);
        Assert.Empty(await room.Get<AcknowledgementQueries>().OfPersonAsync(viewer, viewer.PersonId, "en", None));
    }

    [Fact]
    public async Task The_report_counts_each_state_as_the_single_person_sees_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().Named("Auditor").Holding(HolderStatus.None).With(Role.Auditor));
        var people = new List<Viewer>();
        for (var i = 0; i < 5; i++)
        {
            people.Add(await room.AddAsync(new PersonBuilder().Named($"Person {i}").Holding(i % 2 == 0 ? HolderStatus.Current : HolderStatus.Former)));
        }

        await room.AddAsync(new PersonBuilder().Named("Gone").Inactive());
        await room.ConfirmTextAsync(people[0]);
        room.Clock.Advance(TimeSpan.FromDays(20));
        await room.ReviseTextAsync();
        await room.ConfirmTextAsync(people[1]);
        room.Clock.Advance(TimeSpan.FromDays(15));
        await room.ConfirmTextAsync(people[2]);
        room.Clock.Advance(TimeSpan.FromDays(352));
        await room.ConfirmTextAsync(people[3]);

        var report = room.Get<AcknowledgementReport>();
        var summary = (await report.ListAsync(auditor, null, "en", None)).Single(row => row.DocumentId == Confirming.Travel);
        var all = (await report.PeopleAsync(auditor, Confirming.Travel, null, null, 1, "en", None)).Value!;

        Assert.Equal((5, 2, new DateOnly(2026, 3, 22)), (summary.Required, summary.Version, summary.VersionSince));
        Assert.Equal(Enum.GetValues<AcknowledgementState>().ToDictionary(state => state, _ => 1), summary.Counts.ToDictionary());
        Assert.Equal(5, all.Total);
        for (var i = 0; i < people.Count; i++)
        {
            var own = (await room.Get<AcknowledgementQueries>().MineAsync(people[i], "en", None)).Single(view => view.DocumentId == Confirming.Travel);
            var row = all.People.Single(person => person.PersonId == people[i].PersonId);
            Assert.Equal((own.Standing, own.LatestId), (row.Standing, row.LatestId));
            var alone = (await report.PeopleAsync(auditor, Confirming.Travel, null, own.Standing.State, 1, "en", None)).Value!;
            Assert.Equal(row, Assert.Single(alone.People));
        }
    }

    [Fact]
    public async Task A_manager_sees_and_exports_only_own_units_and_a_name_never_becomes_a_formula()
    {
        await using var room = await LearningRoom.OpenAsync();
        var unit = await room.AddUnitAsync("Archive", await room.RootAsync());
        var below = await room.AddUnitAsync("Reading room", unit);
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Holding(HolderStatus.None).In(unit).Managing(unit));
        await room.AddAsync(new PersonBuilder().Named("=1+1").In(below));
        await room.AddAsync(new PersonBuilder().Named("Outside"));

        var csv = await room.CsvAsync(
            ExportedReport.Acknowledgements, manager, new DateOnly(2026, 3, 2), document: Confirming.Travel, state: AcknowledgementState.Never);

        Assert.Equal(1, (await room.Get<AcknowledgementReport>().ListAsync(manager, null, "en", None)).Single(row => row.DocumentId == Confirming.Travel).Required);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",'=1+1,Reading room,Not confirmed,2026-03-02,,,,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("Outside", csv, StringComparison.Ordinal);
        Assert.Null(await room.FindTableAsync(ExportedReport.Acknowledgements, manager, new ReportQuestion(new DateOnly(2026, 3, 2), "en", Document: "no-such-text")));
    }
}
