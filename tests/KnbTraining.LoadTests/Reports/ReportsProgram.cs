using System.Diagnostics;
using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.LoadTests.Reports;

/// <summary>Times every report over a large house.</summary>
internal static class ReportsProgram
{
    private const int Runs = 5;

    public static async Task<int> RunAsync(int people, int attempts, CancellationToken ct)
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var edition = (await room.Get<EditionStore>().CurrentAsync(ct)).Edition;
        var house = new LargeHouse(room, people, attempts);
        await house.FillAsync(edition);
        var before = new FileInfo(room.DatabaseFile).Length;
        var summing = Stopwatch.StartNew();
        await room.Get<AnswerSums>().AddEarlierAsync(ct);
        await using (var db = room.Open())
        {
            var sums = await db.AnswerSums.CountAsync(ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sums} sums, made in {summing.Elapsed.TotalSeconds:0} s."));
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
        }

        var all = await room.AddAsync(new PersonBuilder().Managing(await room.RootAsync()));
        var some = await room.AddAsync(new PersonBuilder().Managing(house.Group));
        var day = DateOnly.FromDateTime(LearningRoom.Start.Date);
        var course = edition.Courses.Keys.First();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{people} people, {people * edition.Courses.Count} cycles, {attempts} graded exams; {before >> 20} MiB, with the sums {new FileInfo(room.DatabaseFile).Length >> 20} MiB. {Runs} runs after one; median wall, mean processor."));
        Console.WriteLine();
        Console.WriteLine("| report | rows | wall, ms | processor, ms |");
        Console.WriteLine("|---|---|---|---|");
        var progress = room.Get<ProgressQueries>();
        var missed = room.Get<MissedRulesQueries>();
        var difficulty = room.Get<DifficultyQueries>();
        var transcripts = room.Get<TranscriptQueries>();
        await MeasureAsync("difficulty, everybody", async () => (await difficulty.ReadAsync(all, day, ct)).Families.Count);
        await MeasureAsync("difficulty, a group", async () => (await difficulty.ReadAsync(some, day, ct)).Families.Count);
        await MeasureAsync("rules missed, everybody", async () => (await missed.ListAsync(all, null, "en", ct)).Count);
        await MeasureAsync("rules missed, a group of everybody's", async () => (await missed.ListAsync(all, house.Group.Id, "en", ct)).Count);
        await MeasureAsync("rules missed, a group", async () => (await missed.ListAsync(some, null, "en", ct)).Count);
        await MeasureAsync("progress by unit, everybody", async () => (await progress.ByUnitAsync(all, day, "en", ct)).Count);
        await MeasureAsync("progress by unit, a group", async () => (await progress.ByUnitAsync(some, day, "en", ct)).Count);
        await MeasureAsync("progress of people, everybody", async () => (await progress.PeopleAsync(all, (await room.RootAsync()).Id, course, day, ct)).Count);
        await MeasureAsync("progress of people, a group", async () => (await progress.PeopleAsync(some, house.Group.Id, course, day, ct)).Count);
        await MeasureAsync("transcript", async () => (await transcripts.FindAsync(all, house.AnyPerson, "en", ct)).Value!.Attempts.Count);
        await MeasureAsync("confirmations, everybody", async () => (await room.Get<AcknowledgementReport>().ListAsync(all, null, "en", ct)).Sum(text => text.Required));
        await MeasureAsync("confirmations, a page of people", async () => (await room.Get<AcknowledgementReport>().PeopleAsync(all, edition.Acknowledgements.Keys.First(), null, null, 1, "en", ct)).Value!.People.Count);
        var answers = new AnswerFilter(day.AddYears(-1), day);
        await MeasureAsync("weakness map, everybody", async () => (await room.Get<WeaknessQueries>().FindAsync(all, answers, 1, "en", ct)).Rules.Count);
        await MeasureAsync("sure and wrong, everybody, a page", async () => (await room.Get<MistakenQueries>().ListAsync(all, answers, true, 1, "en", ct)).Total);
        await MeasureAsync("wrong answers, a group, a page", async () => (await room.Get<MistakenQueries>().ListAsync(some, answers, false, 1, "en", ct)).Total);
        await MeasureAsync("misconceptions, everybody", async () => (await room.Get<MisconceptionQueries>().ListAsync(all, answers, 12, 1, "en", ct)).Count);
        await MeasureAsync("access before training, everybody, a page", async () => (await room.Get<AccessQueries>().ListAsync(all, new AccessFilter(course, day, false), 1, ct)).Total);
        await MeasureAsync("exceptions, everybody, a page", async () => (await room.Get<ExceptionQueries>().ListAsync(all, new ExceptionFilter(day.AddYears(-1), day), 1, "en", ct)).Total);
        await MeasureAsync("compliance, everybody, a page", async () => (await room.Get<ComplianceQueries>().ListAsync(all, new ComplianceFilter(day), 1, "en", ct)).Total);
        await MeasureAsync("compliance, a course by due date, a page", async () => (await room.Get<ComplianceQueries>().ListAsync(all, new ComplianceFilter(day) { CourseId = course, Order = ComplianceOrder.Due }, 1, "en", ct)).Total);
        await MeasureAsync("twelve months, everybody", async () => (await room.Get<TrendQueries>().FindAsync(all, day, null, null, ct)).Count);
        return 0;
    }

    private static async Task MeasureAsync(string report, Func<Task<int>> read)
    {
        var rows = await read();
        var walls = new double[Runs];
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var run = 0; run < Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await read();
            walls[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        process.Refresh();
        var processor = (process.TotalProcessorTime - before).TotalMilliseconds / Runs;
        Array.Sort(walls);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {report} | {rows} | {walls[Runs / 2]:0} | {processor:0} |"));
    }
}
