using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.LoadTests.Bulk;

/// <summary>Imports a long list of people while others answer, imports it again with some changes, and undoes that.</summary>
internal static class ImportProgram
{
    private const int Units = 200;

    public static async Task<int> RunAsync(int people, int changed, bool answering, DatabaseKind database, CancellationToken ct)
    {
        using var transactions = new Transactions();
        await using var room = await LearningRoom.OpenAsync(database);
        var root = await room.RootAsync();
        for (var i = 0; i < Units; i++)
        {
            await room.AddUnitAsync($"Отдел {i}", root);
        }

        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, ct);
        var answerers = new Answerers(room);
        await answerers.StartAsync();
        using var stop = new CancellationTokenSource();
        var beside = answering ? answerers.RunAsync(stop.Token) : Task.CompletedTask;
        await Task.Delay(TimeSpan.FromSeconds(2), ct);

        Console.WriteLine($"{people} people, {(answering ? "a hundred answers a second beside" : "nobody answers")}, {database}.");
        Console.WriteLine();
        MeasuredActs.WriteHeader();
        var acts = new MeasuredActs(transactions, answerers);
        await acts.MeasureAsync("nothing but answers", () => Task.Delay(TimeSpan.FromSeconds(5), ct));
        var heap = Heap();
        var import = await ImportAsync(acts, room, admin, "new", FileOf(people, 0), ct);
        await acts.MeasureAsync("new: courses until the last has it", () => SweepAsync<CycleListSweep>(room, ct));
        await ImportAsync(acts, room, admin, "the same again", FileOf(people, 0), ct);
        import = await ImportAsync(acts, room, admin, $"{changed} moved", FileOf(people, changed), ct);
        await acts.MeasureAsync($"{changed} moved: undone", async () =>
        {
            await room.Get<ImportService>().UndoAsync(admin, import, ct);
            await SweepAsync<ImportSweep>(room, ct);
        });
        await stop.CancelAsync();
        await beside;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Live memory before {heap >> 20} MB and after {Heap() >> 20} MB; most of the process {process.PeakWorkingSet64 >> 20} MB."));
        return 0;
    }

    private static async Task<Guid> ImportAsync(MeasuredActs acts, LearningRoom room, Viewer admin, string act, byte[] file, CancellationToken ct)
    {
        var (result, id) = (default(ImportResult), Guid.Empty);
        await acts.MeasureAsync($"{act}: read and compared", async () =>
        {
            var lines = TableFile.Read(file).Lines;
            var header = ImportHeader.Find(lines);
            result = await room.Get<ImportReading>().CompareAsync(lines, header, header.Propose(), ct);
        });
        await acts.MeasureAsync($"{act}: staged", async () => id = (await room.Get<ImportService>().StageAsync(admin, "people.csv", Digest.Of(file), result!, ct)).Value);
        await acts.MeasureAsync($"{act}: applied", async () =>
        {
            await room.Get<ImportService>().ApplyAsync(admin, id, null, OrganisationSettings.Default.BrakePercent, ct);
            await SweepAsync<ImportSweep>(room, ct);
        });
        var import = (await room.Get<ImportQueries>().FindAsync(id, ct))!;
        if (import.State != ImportState.Applied || import.LeftOut > 0 || import.Wrong > 0 || import.Unclear > 0)
        {
            throw new InvalidOperationException($"The import is {import.State}: {import.Counts}, {import.LeftOut} left out.");
        }

        return id;
    }

    private static Task SweepAsync<T>(LearningRoom room, CancellationToken ct)
        where T : Learning.Background.Sweep => room.Get<IEnumerable<IHostedService>>().OfType<T>().Single().RoundAsync(ct);

    private static byte[] FileOf(int people, int moved)
    {
        var text = new StringBuilder("Таб. №;Фамилия;Имя;Отчество;Подразделение;Допуск;Дата приёма;Электронная почта;Должность\r\n");
        for (var i = 0; i < people; i++)
        {
            var unit = i < moved ? (i + 1) % Units : i % Units;
            text.Append(CultureInfo.InvariantCulture, $"{i:D6};Фамилиев{i % 977};Имя{i % 113};Отчествович{i};Отдел {unit};имеет;01.02.2026;p{i}@example.kz;специалист\r\n");
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(text.ToString());
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);
}
