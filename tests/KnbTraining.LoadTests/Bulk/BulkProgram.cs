using System.Diagnostics;
using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.LoadTests.Reports;
using KnbTraining.TestKit;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.LoadTests.Bulk;

/// <summary>Gives a course to everybody of a large house and takes it back, while people answer; then opens the audit log.</summary>
internal static class BulkProgram
{
    private const string Course = EditionSample.Course;

    public static async Task<int> RunAsync(int people, int entries, CancellationToken ct)
    {
        using var transactions = new Transactions();
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var edition = (await room.Get<EditionStore>().CurrentAsync(ct)).Edition;
        await new LargeHouse(room, people, attempts: 0) { WithCycles = false }.FillAsync(edition);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var answerers = new Answerers(room);
        await answerers.StartAsync();
        var service = room.Get<AssignmentService>();
        var sweep = room.Get<IEnumerable<IHostedService>>().OfType<CycleListSweep>().Single();
        using var stop = new CancellationTokenSource();
        var answering = answerers.RunAsync(stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(2), ct);
        answerers.Take();

        Console.WriteLine($"{people} people, a hundred answers a second beside.");
        Console.WriteLine();
        MeasuredActs.WriteHeader();
        var acts = new MeasuredActs(transactions, answerers);
        await acts.MeasureAsync("nothing but answers", () => Task.Delay(TimeSpan.FromSeconds(5), ct));
        var holders = new AssignmentAudience(HolderStatus.Current);
        await acts.MeasureAsync("the course is given: until the page answers", () => service.AssignAsync(admin, Course, holders, 30, ct));
        await acts.MeasureAsync("the course is given: until the last has it", () => sweep.RoundAsync(ct));
        var rule = (await room.Get<AssignmentRuleQueries>().ListAsync(admin, "en", ct)).Single();
        await acts.MeasureAsync("it is taken back: until the page answers", () => service.EndAsync(admin, rule.Id, rule.Version, withdraw: true, ct));
        await acts.MeasureAsync("it is taken back: until nobody has it", () => sweep.RoundAsync(ct));
        await stop.CancelAsync();
        await answering;
        await AuditAsync(room, entries, ct);
        return 0;
    }

    // How long the audit log takes to open, as the page opens it, before and after a process has looked through all of it.
    private static async Task AuditAsync(LearningRoom room, int entries, CancellationToken ct)
    {
        var store = room.Get<LearningStore>();
        for (var made = 0; made < entries; made += 1000)
        {
            await store.WriteAsync<Done>(
                write =>
                {
                    for (var i = 0; i < 1000; i++)
                    {
                        write.Record(Actor.Application, new PersonActivated(Guid.CreateVersion7()));
                    }

                    return Task.FromResult<Result<Done>>(new Done());
                },
                ct);
        }

        await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, ct);
        var watch = room.Get<LedgerWatch>();
        Console.WriteLine();
        Console.WriteLine("| the audit log | entries | wall, ms | processor, ms |");
        Console.WriteLine("|---|---|---|---|");
        await TellAsync("opened for the first time after a start", () => watch.LookAsync(ct));
        await TellAsync("opened again", () => watch.LookAsync(ct));
        await TellAsync("every entry", () => watch.VerifyAllAsync([], ct));
        await TellAsync("opened after that", () => watch.LookAsync(ct));
    }

    private static async Task TellAsync(string act, Func<Task<WatchedLedger>> look)
    {
        using var process = Process.GetCurrentProcess();
        var (since, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var seen = await look();
        var wall = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        process.Refresh();
        var processor = (process.TotalProcessorTime - before).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {act} | {seen.Standing.Entries} | {wall:0} | {processor:0} |"));
    }
}
