using System.Diagnostics;
using System.Globalization;
using KnbTraining.Content.Items;
using KnbTraining.LoadTests.Faults;
using KnbTraining.LoadTests.Serving;
using KnbTraining.TestKit.Databases;
using Npgsql;

namespace KnbTraining.LoadTests.Nodes;

/// <summary>
/// Two published servers behind nginx over one PostgreSQL, and learners who answer: one node is killed again and again, a new version is
/// rolled out over both, and a node is cut from the database. At the end every word of every page is held against the database.
/// </summary>
internal static class NodesProgram
{
    private const int Deploys = 3;

    private const int Cuts = 5;

    private static readonly TimeSpan CutLasts = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(int kills, int people, TimeSpan throughput)
    {
        LedgerTrial.Run();
        if (!LoadBalancer.IsInstalled || PostgreSqlServer.Missing is not null)
        {
            Console.Error.WriteLine("This needs nginx and PostgreSQL 15 (Debian: apt-get install nginx-light postgresql-15).");
            return 1;
        }

        var data = Directory.CreateTempSubdirectory("knb-nodes-").FullName;
        try
        {
            var good = kills == 0 || await FaultsAsync(Path.Combine(data, "faults"), kills, people);
            if (throughput > TimeSpan.Zero)
            {
                foreach (var count in (int[])[1, 2])
                {
                    await ThroughputAsync(Path.Combine(data, string.Create(CultureInfo.InvariantCulture, $"throughput-{count}")), count, people, throughput);
                }
            }

            return good ? 0 : 1;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> FaultsAsync(string data, int kills, int people)
    {
        await using var house = await House.OpenAsync(data, nodes: 2, people, TimeSpan.FromMilliseconds(80));
        var random = StableRandom.For((ulong)kills, "nodes");
        using var over = new CancellationTokenSource();
        var all = Task.WhenAll(house.Learners.Select(learner => learner.WorkAsync(over.Token)));
        await house.EverybodyIsBackAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));

        var starts = new List<TimeSpan>();
        var hit = 0;
        var watch = Stopwatch.StartNew();
        house.Take();
        for (var kill = 1; kill <= kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Below(1500)));
            var node = house.Nodes[random.Below(house.Nodes.Count)];
            await node.KillAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            hit += house.Learners.Any(learner => learner.IsAway) ? 1 : 0;
            starts.Add(await node.StartAsync());
            await house.EverybodyIsBackAsync();
            if (kill % 10 == 0)
            {
                FaultProgram.Say($"  {kill} kills, {house.Learners.Sum(learner => learner.Saved)} answers called saved, {watch.Elapsed:mm\\:ss}");
            }
        }

        FaultProgram.Say($"{kills} kills (SIGKILL) of one of two nodes under {people} learners in {watch.Elapsed:mm\\:ss}; {hit} met open pages");
        FaultProgram.Say($"  start of a node {starts.Average(start => start.TotalSeconds):0.0} s on average");
        house.Tell();

        for (var deploy = 1; deploy <= Deploys; deploy++)
        {
            foreach (var node in house.Nodes)
            {
                await node.StopAsync();
                await node.StartAsync();
                await house.EverybodyIsBackAsync();
                await Task.Delay(TimeSpan.FromSeconds(2));
            }
        }

        FaultProgram.Say($"{Deploys} deploys (SIGTERM, one node after the other)");
        house.Tell();

        for (var cut = 0; cut < Cuts; cut++)
        {
            var line = house.Lines[cut % house.Lines.Count];
            line.Cut();
            await Task.Delay(CutLasts);
            line.Mend();
            await house.EverybodyIsBackAsync();
            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        FaultProgram.Say($"{Cuts} cuts of {CutLasts.TotalSeconds} s between one node and the database");
        house.Tell();
        await over.CancelAsync();
        await all;
        return await house.CompareAsync();
    }

    private static async Task ThroughputAsync(string data, int nodes, int people, TimeSpan time)
    {
        await using var house = await House.OpenAsync(data, nodes, people, TimeSpan.FromMilliseconds(1));
        using var over = new CancellationTokenSource();
        var all = Task.WhenAll(house.Learners.Select(learner => learner.WorkAsync(over.Token)));
        await house.EverybodyIsBackAsync();
        await Task.Delay(time / 2);
        house.Take();
        var (saved, used, watch) = (house.Learners.Sum(learner => learner.Saved), house.ProcessorTime, Stopwatch.StartNew());
        await Task.Delay(time);
        var elapsed = watch.Elapsed;
        used = house.ProcessorTime - used;
        saved = house.Learners.Sum(learner => learner.Saved) - saved;
        var times = house.Learners.SelectMany(learner => learner.TakeSaved()).Order().ToList();
        FaultProgram.Say($"Nodes: {nodes}; {people} learners without a pause: {saved / elapsed.TotalSeconds:0} answers a second");
        FaultProgram.Say($"  {used.TotalMilliseconds / saved:0.00} ms of the nodes' processor for each with the next question; they had {used / elapsed:0.00} processors");
        FaultProgram.Say($"  chosen to saved p50 {At(times, 0.5):0.0} ms, p95 {At(times, 0.95):0.0} ms");
        await over.CancelAsync();
        await all;
    }

    private static double At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)].TotalMilliseconds;

    /// <summary>An installation with everything that belongs to it.</summary>
    private sealed class House : IAsyncDisposable
    {
        private readonly string _data;
        private readonly ServedDatabase _database;
        private LoadBalancer? _balancer;

        private House(string data, ServedDatabase database) => (_data, _database) = (data, database);

        public List<PublishedServer> Nodes { get; } = [];

        public List<DatabaseLine> Lines { get; } = [];

        public List<NodeLearner> Learners { get; } = [];

        public TimeSpan ProcessorTime => Nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.ProcessorTime);

        public static async Task<House> OpenAsync(string data, int nodes, int people, TimeSpan pace)
        {
            Directory.CreateDirectory(data);
            var house = new House(data, ServedDatabase.New(Learning.DatabaseKind.PostgreSql));
            var members = await Crowd.SeatAsync(data, people, house._database);
            var name = new NpgsqlConnectionStringBuilder(house._database.Connection).Database!;
            for (var i = 0; i < nodes; i++)
            {
                var line = new DatabaseLine(name);
                house.Lines.Add(line);
                var folder = Directory.CreateDirectory(Path.Combine(data, string.Create(CultureInfo.InvariantCulture, $"node-{i}"))).FullName;
                var node = await PublishedServer.PublishAsync(folder, database: line.Database);
                node.Settings["Keys__File"] = Path.Combine(data, "keys", "database.key");
                house.Nodes.Add(node);
            }

            // Both at once, as after a power cut.
            await Task.WhenAll(house.Nodes.Select(node => node.StartAsync()));
            house._balancer = await LoadBalancer.StartAsync(house.Nodes.Select(node => node.Address));
            house.Learners.AddRange(members.Select(member => new NodeLearner(house._balancer.Address, member, pace)));
            return house;
        }

        public void Take() => Learners.ForEach(learner => (_, _) = (learner.TakeReturns(), learner.TakeSaved()));

        /// <summary>Waits until every learner has saved something more and is at a question.</summary>
        public async Task EverybodyIsBackAsync()
        {
            var before = Learners.Select(learner => learner.Saved).ToList();
            for (var watch = Stopwatch.StartNew(); Learners.Where((learner, i) => learner.IsAway || learner.Saved == before[i]).Any(); await Task.Delay(20))
            {
                if (watch.Elapsed > Patience)
                {
                    var stuck = Learners.Where((learner, i) => learner.IsAway || learner.Saved == before[i]).ToList();
                    var troubles = string.Join("; ", stuck.SelectMany(learner => learner.Troubles.Keys).Distinct());
                    throw new TimeoutException($"{stuck.Count} learners did not come back within {Patience.TotalMinutes} minutes: {troubles}");
                }
            }
        }

        /// <summary>Prints how learners came back since the last call.</summary>
        public void Tell()
        {
            var returns = Learners.SelectMany(learner => learner.TakeReturns()).Order().ToList();
            var times = Learners.SelectMany(learner => learner.TakeSaved()).Order().ToList();
            FaultProgram.Say($"  {returns.Count} times a learner lost the page and came back to the same question");
            FaultProgram.Say($"  away p50 {At(returns, 0.5):0} ms, p95 {At(returns, 0.95):0} ms, worst {At(returns, 1):0} ms");
            FaultProgram.Say($"  {times.Count} answers saved meanwhile, p50 {At(times, 0.5):0.0} ms, p95 {At(times, 0.95):0.0} ms");
        }

        public async Task<bool> CompareAsync()
        {
            var stored = (await Crowd.ReadAnswersAsync(_data, _database)).ToLookup(answer => (answer.AttemptId, answer.Position), answer => answer.Codes);
            var sum = new Comparison(0, 0, 0);
            foreach (var learner in Learners)
            {
                foreach (var (position, ledger) in learner.Ledgers)
                {
                    sum += ledger.Compare([.. stored[(learner.Member.AttemptId, position)]]);
                }
            }

            var ledgers = Learners.SelectMany(learner => learner.Ledgers.Values).ToList();
            var shown = Learners.Sum(learner => learner.WronglyShown);
            var (sent, saved, refused) = (ledgers.Sum(ledger => ledger.Sent), ledgers.Sum(ledger => ledger.Acknowledged), Learners.Sum(learner => learner.Refused));
            FaultProgram.Say($"chosen {sent}, called saved {saved}, called not saved {refused}, stored {sum.Stored}");
            FaultProgram.Say($"lost {sum.Lost}, doubled or changed {sum.Extra}, pages that showed another answer {shown}");
            var troubles = Learners.SelectMany(learner => learner.Troubles).GroupBy(trouble => trouble.Key, trouble => trouble.Value, StringComparer.Ordinal);
            foreach (var trouble in troubles.OrderByDescending(group => group.Sum()))
            {
                FaultProgram.Say($"  {trouble.Sum()} times: {trouble.Key}");
            }

            return sum is { Lost: 0, Extra: 0 } && shown == 0;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var learner in Learners)
            {
                await learner.DisposeAsync();
            }

            if (_balancer is not null)
            {
                await _balancer.DisposeAsync();
            }

            foreach (var node in Nodes)
            {
                await node.DisposeAsync();
            }

            foreach (var line in Lines)
            {
                await line.DisposeAsync();
            }
        }
    }
}
