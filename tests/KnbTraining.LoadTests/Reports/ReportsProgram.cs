using System.Diagnostics;
using System.Globalization;
using KnbTraining.Content.Editions;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.LoadTests.Serving;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.LoadTests.Reports;

/// <summary>Times every report over a large house.</summary>
internal static class ReportsProgram
{
    private const int Runs = 5;

    // Null where the database runs in this process.
    private static ServerProcessor? _server;

    private static string _only = "";

    public static async Task<int> RunAsync(HouseSize size, DatabaseKind database, string? folder, string only, CancellationToken ct)
    {
        _only = only;
        await using var room = folder is null ? await LearningRoom.OpenAsync(database) : LearningRoom.OpenBeside(Directory.CreateDirectory(folder).FullName);
        var house = new LargeHouse(room, size.People, size.Attempts) { WithSteps = size.WithSteps };
        if (folder is null || !File.Exists(room.DatabaseFile))
        {
            await FillAsync(room, house, size, database, isEmpty: folder is not null, ct);
        }
        else
        {
            await house.FindAsync();
        }

        var all = await room.AddAsync(new PersonBuilder().Managing(await room.RootAsync()));
        var part = await room.AddAsync(new PersonBuilder().Managing(house.Department));
        var some = await room.AddAsync(new PersonBuilder().Managing(house.Group));
        var day = DateOnly.FromDateTime(LearningRoom.Start.Date);
        Console.WriteLine($"{Runs} runs after one; median wall, mean processor.");
        Console.WriteLine();
        Console.WriteLine("| report | rows | wall, ms | processor, ms |");
        Console.WriteLine("|---|---|---|---|");
        if (database == DatabaseKind.PostgreSql)
        {
            await using var db = room.Open();
            _server = await ServerProcessor.OfAsync(db, ct);
        }

        await MeasureAllAsync(room, (await room.Get<EditionStore>().CurrentAsync(ct)).Edition, house, new Viewers(all, part, some), day, ct);
        return 0;
    }

    private static async Task FillAsync(LearningRoom room, LargeHouse house, HouseSize size, DatabaseKind database, bool isEmpty, CancellationToken ct)
    {
        if (isEmpty)
        {
            await room.InitialiseAsync();
            await using var db = room.Open();
            db.Units.Add(Unit.Create("Organisation", null, 1));
            await db.SaveChangesAsync(ct);
        }

        var edition = (await room.Get<EditionStore>().CurrentAsync(ct)).Edition;
        var filling = Stopwatch.StartNew();
        await house.FillAsync(edition);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database}, filled in {filling.Elapsed.TotalSeconds:0} s."));
        var before = await MebibytesAsync(room, ct);
        var summing = Stopwatch.StartNew();
        await room.Get<AnswerSums>().AddEarlierMonthsAsync(ct);
        await using (var db = room.Open())
        {
            var (sums, months) = (await db.AnswerSums.CountAsync(ct), await db.AnswerMonths.CountAsync(ct));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sums} sums of days, {months} of months, these made in {summing.Elapsed.TotalSeconds:0} s."));
        }

        await house.TidyAsync();
        var after = await MebibytesAsync(room, ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size.People} people, {size.People * edition.Courses.Count} cycles, {size.Attempts} graded exams, {house.Steps} steps; {before} MiB, with the sums {after} MiB."));
    }

    private static async Task MeasureAllAsync(LearningRoom room, Edition edition, LargeHouse house, Viewers who, DateOnly day, CancellationToken ct)
    {
        var (all, part, some) = who;
        var (course, root, past) = (edition.Courses.Keys.First(), (await room.RootAsync()).Id, day.AddMonths(-4));
        var progress = room.Get<ProgressQueries>();
        var missed = room.Get<MissedRulesQueries>();
        var difficulty = room.Get<DifficultyQueries>();
        var compliance = room.Get<ComplianceQueries>();
        var access = room.Get<AccessQueries>();
        var trend = room.Get<TrendQueries>();
        var mistaken = room.Get<MistakenQueries>();
        var confirmations = room.Get<AcknowledgementReport>();
        var weakness = room.Get<WeaknessQueries>();
        var year = new AnswerFilter(day.AddYears(-1).AddDays(1), day);
        var months = new AnswerFilter(day.AddMonths(-3).AddDays(10), day.AddDays(-10));
        await MeasureAsync("difficulty, everybody", async () => (await difficulty.ReadAsync(all, day, ct)).Families.Count);
        await MeasureAsync("difficulty, a department", async () => (await difficulty.ReadAsync(part, day, ct)).Families.Count);
        await MeasureAsync("difficulty, a group", async () => (await difficulty.ReadAsync(some, day, ct)).Families.Count);
        await MeasureAsync("rules missed, everybody", async () => (await missed.ListAsync(all, null, "en", ct)).Count);
        await MeasureAsync("rules missed, a department", async () => (await missed.ListAsync(part, null, "en", ct)).Count);
        await MeasureAsync("rules missed, a group of everybody's", async () => (await missed.ListAsync(all, house.Group.Id, "en", ct)).Count);
        await MeasureAsync("weakness map, everybody, a year", async () => (await weakness.FindAsync(all, year, 1, "en", ct)).Rules.Count);
        await MeasureAsync("weakness map, everybody, parts of months", async () => (await weakness.FindAsync(all, months, 1, "en", ct)).Rules.Count);
        await MeasureAsync("weakness map by group, everybody, a year", async () => (await weakness.FindAsync(all, year, 2, "en", ct)).Rules.Count);
        await MeasureAsync("weakness map, a department, a year", async () => (await weakness.FindAsync(part, year, 1, "en", ct)).Rules.Count);
        await MeasureAsync("misconceptions, everybody, a year", async () => (await room.Get<MisconceptionQueries>().ListAsync(all, year, 12, 1, "en", ct)).Count);
        await MeasureAsync("sure and wrong, everybody, a year, a page", async () => (await mistaken.ListAsync(all, year, true, 1, "en", ct)).Total);
        await MeasureAsync("sure and wrong, a department, a year, a page", async () => (await mistaken.ListAsync(part, year, true, 1, "en", ct)).Total);
        await MeasureAsync("wrong answers, a group, a year, a page", async () => (await mistaken.ListAsync(some, year, false, 1, "en", ct)).Total);
        await MeasureAsync("transcript", async () => (await room.Get<TranscriptQueries>().FindAsync(all, house.AnyPerson, "en", ct)).Value!.Attempts.Count);
        await MeasureAsync("progress by unit, everybody", async () => (await progress.ByUnitAsync(all, day, "en", ct)).Count);
        await MeasureAsync("progress by unit, everybody, four months ago", async () => (await progress.ByUnitAsync(all, past, "en", ct)).Count);
        await MeasureAsync("progress by unit, a department", async () => (await progress.ByUnitAsync(part, day, "en", ct)).Count);
        await MeasureAsync("progress of people, everybody, a page", async () => (await progress.ListAsync(all, root, course, day, 1, ct)).Total);
        await MeasureAsync("progress of people, a group, a page", async () => (await progress.ListAsync(some, house.Group.Id, course, day, 1, ct)).Total);
        await MeasureAsync("compliance, everybody, a page", async () => (await compliance.ListAsync(all, new ComplianceFilter(day), 1, "en", ct)).Total);
        await MeasureAsync("compliance, everybody, a page, four months ago", async () => (await compliance.ListAsync(all, new ComplianceFilter(past), 1, "en", ct)).Total);
        await MeasureAsync("compliance, a department, a page", async () => (await compliance.ListAsync(part, new ComplianceFilter(day), 1, "en", ct)).Total);
        await MeasureAsync("compliance, a course by due date, a page", async () =>
            (await compliance.ListAsync(all, new ComplianceFilter(day) { CourseId = course, Order = ComplianceOrder.Due }, 1, "en", ct)).Total);
        await MeasureAsync("twelve months, everybody", async () => (await trend.FindAsync(all, day, null, null, ct)).Count);
        await MeasureAsync("twelve months, a department", async () => (await trend.FindAsync(part, day, null, null, ct)).Count);
        await MeasureAsync("access before training, everybody, a page", async () => (await access.ListAsync(all, new AccessFilter(course, day, false), 1, ct)).Total);
        await MeasureAsync("access before training, a department, a page", async () => (await access.ListAsync(part, new AccessFilter(course, day, false), 1, ct)).Total);
        await MeasureAsync("exceptions, everybody, a page", async () => (await room.Get<ExceptionQueries>().ListAsync(all, new ExceptionFilter(year.From, day), 1, "en", ct)).Total);
        await MeasureAsync("confirmations, everybody", async () => (await confirmations.ListAsync(all, null, "en", ct)).Sum(text => text.Required));
        await MeasureAsync("confirmations, a page of people", async () =>
            (await confirmations.PeopleAsync(all, edition.Acknowledgements.Keys.First(), null, null, 1, "en", ct)).Value!.People.Count);
    }

    private static async Task<long> MebibytesAsync(LearningRoom room, CancellationToken ct)
    {
        if (room.Database.Kind == DatabaseKind.Sqlite)
        {
            return new FileInfo(room.DatabaseFile).Length >> 20;
        }

        await using var db = room.Open();
        return await db.Database.SqlQueryRaw<long>("SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(ct) >> 20;
    }

    private static async Task MeasureAsync(string report, Func<Task<int>> read)
    {
        if (!report.Contains(_only, StringComparison.Ordinal))
        {
            return;
        }

        var rows = await read();
        var walls = new double[Runs];
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime + (_server?.Spent() ?? TimeSpan.Zero);
        for (var run = 0; run < Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await read();
            walls[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        process.Refresh();
        var processor = (process.TotalProcessorTime + (_server?.Spent() ?? TimeSpan.Zero) - before).TotalMilliseconds / Runs;
        Array.Sort(walls);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {report} | {rows} | {walls[Runs / 2]:0} | {processor:0} |"));
    }

    private sealed record Viewers(Viewer All, Viewer Department, Viewer Group);
}

internal sealed record HouseSize(int People, int Attempts, bool WithSteps);
