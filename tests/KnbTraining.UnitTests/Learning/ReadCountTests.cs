using KnbTraining.Content.Analysis;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Remarks;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning;

/// <summary>What pages read costs a fixed number of commands, however much there is: no query asks the database again for each row.</summary>
[Trait("Database", "Each")]
public sealed class ReadCountTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    // Commands that are sent as soon as there is anything to ask for. Whether grading anew turns a pass around depends on what was drawn.
    private static readonly Dictionary<string, int> OnceThereIsOne = new(StringComparer.Ordinal) { ["exams graded anew"] = 4 };

    [Fact]
    public async Task The_number_of_commands_does_not_grow_with_the_number_of_rows()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Administrator").With(Role.Administrator).With(Role.Editor).With(Role.Reviewer));
        var learner = await room.AddAsync(new PersonBuilder().Named("Learner"));
        await GrowAsync(room, admin, learner, 1);
        var few = await MeasureAsync(room, admin, learner);

        for (var round = 2; round < 6; round++)
        {
            await GrowAsync(room, admin, learner, round);
        }

        var many = await MeasureAsync(room, admin, learner);
        Assert.All(few.Keys, read => Assert.True(
            (many[read].Commands == few[read].Commands || many[read].Commands == few[read].Commands + OnceThereIsOne.GetValueOrDefault(read)) && few[read].Commands is >= 1 and <= 12, $"{read}: {few[read].Commands} commands, then {many[read].Commands}"));

        // What is measured must have grown, or nothing would be shown.
        string[] listed = ["people", "assignments", "progress", "drafts"];
        Assert.All(listed, read => Assert.True(many[read].Rows > few[read].Rows, read));
    }

    [Fact]
    public async Task A_list_of_people_reads_no_more_of_them_than_it_shows_and_counts_all()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Administrator").With(Role.Administrator));
        var root = await room.RootAsync();
        await using (var db = room.Open())
        {
            db.People.AddRange(Enumerable.Range(0, 250).Select(i => new PersonBuilder().Named($"Person {i:000}").Build(root, LearningRoom.Start)));
            await db.SaveChangesAsync(None);
        }

        PeopleList list = null!;
        var (commands, rows) = await room.Commands.OfAsync(async () => list = await room.Get<PeopleQueries>().ListAsync(admin, "person", null, false, None));

        Assert.Equal((250, PeopleQueries.MostListed), (list.Total, list.People.Count));
        Assert.Equal(("Person 000", "Person 199"), (list.People[0].Name, list.People[^1].Name));
        Assert.Equal(2, commands);
        Assert.InRange(rows, PeopleQueries.MostListed, PeopleQueries.MostListed + 5);
    }

    private static async Task<Dictionary<string, (int Commands, int Rows)>> MeasureAsync(LearningRoom room, Viewer admin, Viewer learner)
    {
        var today = new DateOnly(2026, 3, 2);
        var unit = (await room.RootAsync()).Id;

        string missed;
        await using (var db = room.Open())
        {
            missed = await db.AskedFamilies.OrderBy(family => family.Key).Select(family => family.RuleId).FirstAsync(None);
        }

        // The past of all documents is read once.
        await room.Get<ShelfQueries>().ListAsync(admin, None);

        // Every rule is gone: whoever holds a certificate is concerned.
        var impact = Impact.Of(EditionSample.Edition, EditionSample.Edition, today) with { Rules = [.. EditionSample.Edition.Rules.Keys.Select(rule => new ChangedRule(rule, DocumentFate.Removed, [RuleAspect.Meaning], new Cause("", [])))] };
        Dictionary<string, Func<Task>> reads = new(StringComparer.Ordinal)
        {
            ["exams graded anew"] = () => room.Get<RegradingQueries>().PreviewAsync(admin, new RegradingForm { Wrong = missed, From = 1, To = 1 }, "en", None),
            ["annulments"] = () => room.Get<AnnulmentQueries>().ListAsync(admin, "en", None),
            ["rules that were asked"] = () => room.Get<AnnulmentChoices>().RulesAsync(admin, null, "en", None),
            ["what can be taken out"] = () => room.Get<AnnulmentChoices>().ThingsAsync(admin, missed, 1, 1, "en", None),
            ["people"] = () => room.Get<PeopleQueries>().ListAsync(admin, null, null, true, None),
            ["units"] = () => room.Get<PeopleQueries>().UnitsAsync(admin, None),
            ["assignments"] = () => room.Get<AssignmentRuleQueries>().ListAsync(admin, "en", None),
            ["overview"] = () => room.Get<OverviewQueries>().FindAsync(admin, None),
            ["today"] = () => room.Get<TodayQueries>().FindAsync(admin, "en", None),
            ["today, a list"] = () => room.Get<TodayQueries>().ListAsync(admin, Need.Overdue, 1, "en", None),
            ["board"] = () => room.Get<BoardQueries>().FindAsync(admin, unit, true, 1, "en", None),
            ["progress"] = () => room.Get<ProgressQueries>().ByUnitAsync(admin, today, "en", None),
            ["progress of people"] = () => room.Get<ProgressQueries>().ListAsync(admin, unit, EditionSample.Course, today, 1, None),
            ["name of a unit"] = () => room.Get<ProgressQueries>().UnitNameAsync(admin, unit, None),
            ["requirements"] = () => room.Get<RequirementQueries>().ListAsync(admin, EditionSample.Course, today, null, None),
            ["missed rules"] = () => room.Get<MissedRulesQueries>().ListAsync(admin, null, "en", None),
            ["weakness map"] = () => room.Get<WeaknessQueries>().FindAsync(admin, new AnswerFilter(DateOnly.MinValue, today), 1, "en", None),
            ["mistaken"] = () => room.Get<MistakenQueries>().ListAsync(admin, new AnswerFilter(DateOnly.MinValue, today), false, 1, "en", None),
            ["misconceptions"] = () => room.Get<MisconceptionQueries>().ListAsync(admin, new AnswerFilter(DateOnly.MinValue, today), 12, 1, "en", None),
            ["work of the ledger"] = () => room.Get<LedgerWorkQueries>().FindAsync(admin, None),
            ["trend"] = () => room.Get<TrendQueries>().FindAsync(admin, today, null, null, None),
            ["access"] = () => room.Get<AccessQueries>().ListAsync(admin, new AccessFilter(EditionSample.Course, today, false), 1, None),
            ["exceptions"] = () => room.Get<ExceptionQueries>().ListAsync(admin, new ExceptionFilter(DateOnly.MinValue, today), 1, "en", None),
            ["reach of an impact"] = () => room.Get<ImpactQueries>().CountAsync(admin, impact, None),
            ["people of an impact"] = () => room.Get<ImpactQueries>().PeopleAsync(admin, impact, 1, "en", None),
            ["compliance"] = () => room.Get<ComplianceQueries>().ListAsync(admin, new ComplianceFilter(today), 1, "en", None),
            ["difficulty"] = () => room.Get<DifficultyQueries>().ReadAsync(admin, today, None),
            ["transcript"] = () => room.Get<TranscriptQueries>().FindAsync(admin, learner.PersonId, "en", None),
            ["confirmations"] = () => room.Get<AcknowledgementReport>().ListAsync(admin, null, "en", None),
            ["confirmations of people"] = () => room.Get<AcknowledgementReport>().PeopleAsync(admin, Confirming.Travel, null, null, 1, "en", None),
            ["own confirmations"] = () => room.Get<AcknowledgementQueries>().OfPersonAsync(learner, learner.PersonId, "en", None),
            ["own texts"] = () => room.Get<AcknowledgementQueries>().MineAsync(learner, "en", None),
            ["own courses"] = () => room.Get<OwnCourses>().MineAsync(learner, "en", None),
            ["courses of a person"] = () => room.Get<PersonCourseQueries>().FindAsync(admin, learner.PersonId, "en", None),
            ["people of a course"] = () => room.Get<CycleBatchQueries>().PageAsync(admin, new PeopleFilter(), EditionSample.Course, CourseSelection.Open, 1, None),
            ["texts of notices"] = () => room.Get<NoticeWordingService>().ListAsync(admin, None),
            ["waivers"] = () => room.Get<WaiverQueries>().ListAsync(admin, "en", None),
            ["own attempts"] = () => room.Get<AttemptQueries>().MineAsync(learner, "en", None),
            ["own refreshers"] = () => room.Get<RefresherQueries>().MineAsync(learner, "en", None),
            ["drafts"] = () => room.Get<ChangeQueries>().OpenAsync(admin, None),
            ["remarks"] = () => room.Get<RemarkQueries>().ListAsync(admin, new RemarkFilter(), "en", None),
            ["own remarks"] = () => room.Get<RemarkQueries>().MineAsync(learner, "en", None),
            ["documents"] = () => room.Get<EditingQueries>().ListAsync(admin, None),
            ["list of documents"] = () => room.Get<ShelfQueries>().ListAsync(admin, None),
            ["editions"] = () => room.Get<EditingQueries>().HistoryAsync(admin, None),
            ["publishers"] = () => room.Get<TrustedPublishers>().ListAsync(admin, None),
            ["ledger"] = () => room.Get<LedgerQueries>().ListAsync(admin, new LedgerFilter(), 1, None),
        };
        var asked = new ReportQuestion(today, "en", unit, EditionSample.Course, Confirming.Travel);

        // The coverage matrix is made of the edition, which is kept in memory.
        foreach (var report in room.Get<ReportList>().All.Where(report => report.Id != ExportedReport.Coverage))
        {
            reads[$"file of {report.Id}"] = () => report.ReadAsync(admin, asked, None);
        }

        var counts = new Dictionary<string, (int Commands, int Rows)>(StringComparer.Ordinal);
        foreach (var (name, read) in reads)
        {
            // What is kept in memory is read by the first.
            await read();
            counts[name] = await room.Commands.OfAsync(read);
        }

        return counts;
    }

    // One of everything that pages list.
    private static async Task GrowAsync(LearningRoom room, Viewer admin, Viewer learner, int round)
    {
        var unit = await room.AddUnitAsync($"Unit {round}", await room.RootAsync());
        var member = await room.AddAsync(new PersonBuilder().Named($"Member {round}").In(unit));
        foreach (var course in EditionSample.Edition.Courses.Keys)
        {
            var audience = new AssignmentAudience(HolderStatus.Current, UnitPath: unit.Path);
            Assert.True((await room.Get<AssignmentService>().AssignAsync(admin, course, audience, 10, None)).Ok);
        }

        var exam = await room.SitAsync(member, right: round);
        Assert.True((await room.Get<RemarkService>().MakeAsync(member, new RemarkSubject.InAttempt(exam, round), RemarkReason.Other, "Hm", "en", None)).Ok);
        await room.SitAsync(learner, right: round, AttemptMode.Practice);
        await room.ConfirmTextAsync(member);
        var courses = EditionSample.Documents.Paths.Where(path => path.StartsWith("courses/", StringComparison.Ordinal));
        var path = courses.Order(StringComparer.Ordinal).ElementAt(round - 1);
        var saved = await room.SaveDocumentAsync(admin, path, EditionSample.Documents.Find(path)! + "\n# changed\n");
        Assert.True(saved.Ok, $"{saved}");
    }
}
