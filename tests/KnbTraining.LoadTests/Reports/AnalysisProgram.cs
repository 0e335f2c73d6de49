using System.Diagnostics;
using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Reports.Analysis;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.LoadTests.Reports;

/// <summary>Measures the analysis of questions over many graded exams.</summary>
internal static class AnalysisProgram
{
    private const int Runs = 5;
    private const int ItemsOfForm = 20;
    private const int AtOnce = 500;

    public static async Task<int> RunAsync(int attempts, DatabaseKind kind, CancellationToken ct)
    {
        await using var room = await LearningRoom.OpenAsync(kind);
        var edition = (await room.Get<EditionStore>().CurrentAsync(ct)).Edition;
        var bank = edition.ItemsOn(DateOnly.FromDateTime(LearningRoom.Start.Date));
        var editor = await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        await FillAsync(room, attempts, [.. edition.Courses.Values.Select(course =>
            (course.Id, (string[])[.. course.Exam.Parts.SelectMany(part => part.Families).Distinct(StringComparer.Ordinal)]))], id => bank.FindFamily(id)!.Rule, ct);
        var packing = Stopwatch.StartNew();
        await room.Get<AnswerSums>().PackEarlierAsync(ct);
        await using (var db = room.Open())
        {
            var bytes = (await db.Attempts.Select(attempt => attempt.Marks).ToListAsync(ct)).Sum(marks => marks!.Length);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{attempts} exams of {ItemsOfForm} items on {kind}, packed in {packing.Elapsed.TotalSeconds:0} s, {(double)bytes / attempts:0} bytes each; {Runs} runs after one; median wall, mean processor of this process."));
        }

        Console.WriteLine();
        Console.WriteLine("| what | rows | wall, ms | processor, ms |");
        Console.WriteLine("|---|---|---|---|");
        var (queries, always) = (room.Get<AnalysisQueries>(), new AnalysisFilter(DateOnly.MinValue, DateOnly.MaxValue));
        AnalysisReport report = null!;
        await MeasureAsync("all families and forms", async () => (report = await queries.ReadAsync(editor, always, "en", ct)).Families.Count);
        var most = report.Families.MaxBy(family => family.Answers)!;
        await MeasureAsync("first exams", async () => (await queries.ReadAsync(editor, always with { Basis = AnalysisBasis.Exams }, "en", ct)).Families.Count);
        await MeasureAsync($"one family, {most.Answers} answers", async () => (await queries.FindAsync(editor, most.FamilyId, always, "en", ct)).Value!.Chosen.Count);
        var shadow = room.Get<ShadowQueries>();
        await MeasureAsync($"schedules in the shadow, newest {ShadowQueries.MostAnswers} answers", async () => (await shadow.ReadAsync(editor, ct))!.Answers);
        foreach (var forms in report.Forms)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{forms.Figures.CourseId}: {forms.Figures.Forms} forms, {forms.Figures.PairsCounted} of {forms.Figures.PairsDrawn} pairs, consistency {forms.Figures.Consistency:0.000}"));
        }

        return 0;
    }

    // As they are stored after grading; which option was chosen is of no matter here.
    private static async Task FillAsync(LearningRoom room, int attempts, (string Id, string[] Families)[] courses, Func<string, string> ruleOf, CancellationToken ct)
    {
        var random = new Random(20_260_302);
        var root = await room.RootAsync();
        var people = Enumerable.Range(0, (attempts + courses.Length - 1) / courses.Length)
            .Select(i => new PersonBuilder().Named($"Person {i:D5}").Build(root, LearningRoom.Start)).ToArray();
        foreach (var some in people.Chunk(AtOnce))
        {
            await using var db = room.Open();
            db.People.AddRange(some);
            await db.SaveChangesAsync(ct);
        }

        Dictionary<string, AskedFamily> families;
        await using (var db = room.Open())
        {
            families = courses.SelectMany(course => course.Families).Distinct(StringComparer.Ordinal).ToDictionary(id => id, id => AskedFamily.Create(id, ruleOf(id)), StringComparer.Ordinal);
            db.AskedFamilies.AddRange(families.Values);
            await db.SaveChangesAsync(ct);
        }

        foreach (var some in Enumerable.Range(0, attempts).Chunk(AtOnce))
        {
            await using var db = room.Open();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.AskedFamilies.AttachRange(families.Values);
            foreach (var i in some)
            {
                Add(db, random, people[i / courses.Length], courses[i % courses.Length], families, root.Id, i);
            }

            await db.SaveChangesAsync(ct);
        }
    }

    private static void Add(
        LearningDbContext db, Random random, Person person, (string Id, string[] Families) course, Dictionary<string, AskedFamily> families, Guid unit, int i)
    {
        var (ability, at) = (random.NextDouble(), LearningRoom.Start.AddMinutes(i));
        string[] asked = [.. course.Families];
        random.Shuffle(asked);
        var items = asked.Take(ItemsOfForm).Select((family, place) => AttemptItem.Create(place + 1, families[family], (uint)random.Next(), 0, "0123")).ToArray();
        var language = new[] { "kk", "ru", "en" }[random.Next(3)];
        var attempt = Attempt.Start(
            person.Id, course.Id, AttemptMode.Exam, 1, DateOnly.FromDateTime(at.Date), (ulong)i, language, 1, at, TimeSpan.FromMinutes(30), items);
        db.Attempts.Add(attempt);
        Set(attempt, nameof(Attempt.State), AttemptState.Graded);
        Set(attempt, nameof(Attempt.SubmittedAt), at.AddMinutes(10));
        Set(attempt, nameof(Attempt.UnitId), unit);
        foreach (var item in items)
        {
            Set(item, nameof(AttemptItem.Score), random.NextDouble() < 0.4 + (0.5 * ability) ? 1.0 : random.Next(10) == 0 ? 0.5 : 0.0);
            Set(item, nameof(AttemptItem.Chosen), "a");
            Set(item, nameof(AttemptItem.IsFirst), true);
            Set(item, nameof(AttemptItem.Certainty), (Certainty)random.Next(3));
        }

        void Set(object entity, string property, object value) => db.Entry(entity).Property(property).CurrentValue = value;
    }

    private static async Task MeasureAsync(string what, Func<Task<int>> read)
    {
        var rows = await read();
        var walls = new double[Runs];
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            await read();
            walls[run] = watch.Elapsed.TotalMilliseconds;
        }

        process.Refresh();
        Array.Sort(walls);
        var spent = (process.TotalProcessorTime - before).TotalMilliseconds / Runs;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {rows} | {walls[Runs / 2]:0} | {spent:0} |"));
    }
}
