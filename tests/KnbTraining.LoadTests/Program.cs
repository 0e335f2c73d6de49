using System.CommandLine;
using KnbTraining.Learning;
using KnbTraining.LoadTests;
using KnbTraining.LoadTests.Bulk;
using KnbTraining.LoadTests.Circuits;
using KnbTraining.LoadTests.Faults;
using KnbTraining.LoadTests.Fuzzing;
using KnbTraining.LoadTests.Loads;
using KnbTraining.LoadTests.Nodes;
using KnbTraining.LoadTests.Reports;
using KnbTraining.LoadTests.Simulations;
using Microsoft.AspNetCore.Http.Connections;

var filter = new Option<string>("--filter") { Description = "Which benchmarks, for example '*Form*'.", DefaultValueFactory = _ => "*" };
var bench = new Command("bench", "Measures evaluation, compilation, analysis and exams.") { filter };
bench.SetAction(result => BenchProgram.Run(result.GetValue(filter)!));

var served = new Option<DatabaseKind>("--database") { Description = "Sqlite, or PostgreSql: a server of its own that keeps what it confirms.", DefaultValueFactory = _ => DatabaseKind.Sqlite };

var kills = new Option<int>("--kills") { Description = "How often the server is killed.", DefaultValueFactory = _ => 200 };
var people = new Option<int>("--learners") { Description = "How many learners answer at once.", DefaultValueFactory = _ => 40 };
var only = new Option<Fault[]>("--only") { Description = "Which faults; all of them where none is named.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
var brief = new Option<bool>("--brief") { Description = "Tries each fault for seconds, with few learners." };
var faults = new Command("faults", "Kills the server, fills its disk, sets its clock back and takes its database away in several ways while people answer, and counts what was lost.") { served, kills, people, only, brief };
faults.SetAction((result, _) => FaultProgram.RunAsync(result.GetValue(served), result.GetValue(kills), result.GetValue(people), result.GetValue(only)!, result.GetValue(brief)));

var crowds = new Option<int[]>("--learners") { Description = "How many learners sit at open questions; one run for each number.", DefaultValueFactory = _ => [200, 1000], AllowMultipleArgumentsPerToken = true };
var seconds = new Option<int>("--seconds") { Description = "How long they answer.", DefaultValueFactory = _ => 60 };
var polling = new Option<bool>("--polling") { Description = "Long polling instead of WebSockets." };
var database = new Option<DatabaseKind>("--database") { Description = "Sqlite, or PostgreSql: a server of its own that flushes nothing to the disk." };
var load = new Command("load", "Measures memory of an open question, processor time of a saved answer, and how long saving takes.") { crowds, seconds, polling, database };
load.SetAction((result, _) =>
{
    Circuit.Transport = result.GetValue(polling) ? HttpTransportType.LongPolling : HttpTransportType.WebSockets;
    return LoadProgram.RunAsync(result.GetValue(crowds)!, TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(database));
});

var together = new Option<int[]>("--together") { Description = "How many learners answer at once; one run for each number.", DefaultValueFactory = _ => [1, 8, 64], AllowMultipleArgumentsPerToken = true };
var lasting = new Option<int>("--seconds") { Description = "How long each run lasts.", DefaultValueFactory = _ => 10 };
var answers = new Command("answers", "Measures the writer of answers without pages: answers a second and processor time for each, beside a bare insert.") { together, lasting, database };
answers.SetAction((result, _) => AnswersProgram.RunAsync(result.GetValue(together)!, TimeSpan.FromSeconds(result.GetValue(lasting)), result.GetValue(database)));

var nodeKills = new Option<int>("--kills") { Description = "How often one of the nodes is killed; 0 to count answers only.", DefaultValueFactory = _ => 50 };
var nodePeople = new Option<int>("--learners") { Description = "How many learners answer at once.", DefaultValueFactory = _ => 40 };
var counted = new Option<int>("--throughput")
{
    Description = "Seconds for which answers are counted on one node and on two; 0 to leave it out.",
    DefaultValueFactory = _ => 20,
};
var nodes = new Command("nodes", "Two nodes behind nginx over one PostgreSQL: kills, rolling deploys, cuts from the database, and how throughput grows.")
{
    nodeKills, nodePeople, counted,
};
nodes.SetAction((result, _) =>
    NodesProgram.RunAsync(result.GetValue(nodeKills), result.GetValue(nodePeople), TimeSpan.FromSeconds(result.GetValue(counted))));

var roundTrip = new Option<int>("--round-trip") { Description = "In milliseconds.", DefaultValueFactory = _ => 400 };
var loss = new Option<int>("--loss") { Description = "Lost pieces of a thousand.", DefaultValueFactory = _ => 10 };
var slow = new Command("slow", "Measures what learners on a slow line wait for.") { roundTrip, loss };
slow.SetAction((result, _) => SlowLineProgram.RunAsync(TimeSpan.FromMilliseconds(result.GetValue(roundTrip)), result.GetValue(loss)));

var house = new Option<int>("--people") { Description = "How many people the house has.", DefaultValueFactory = _ => 20_000 };
var exams = new Option<int>("--attempts") { Description = "How many graded exams of twenty items.", DefaultValueFactory = _ => 30_000 };
var stepped = new Option<bool>("--steps") { Description = "With the steps of the answers, 62 for each exam." };
var named = new Option<string>("--only") { Description = "Measures only reports whose line has this in it.", DefaultValueFactory = _ => "" };
var kept = new Option<string?>("--folder") { Description = "Of SQLite: fills the database in this folder where there is none, measures over what is there, and leaves it for the next run." };
var reports = new Command("reports", "Measures every report over a large house.") { house, exams, stepped, database, named, kept };
reports.SetAction((result, ct) => ReportsProgram.RunAsync(
    new HouseSize(result.GetValue(house), result.GetValue(exams), result.GetValue(stepped)), result.GetValue(database), result.GetValue(kept), result.GetValue(named)!, ct));

var graded = new Option<int>("--attempts") { Description = "How many graded exams of twenty items.", DefaultValueFactory = _ => 30_000 };
var analysis = new Command("analysis", "Measures what answers tell of questions, over many exams.") { graded, database };
analysis.SetAction((result, ct) => AnalysisProgram.RunAsync(result.GetValue(graded), result.GetValue(database), ct));

var many = new Option<int>("--people") { Description = "How many people are given the course.", DefaultValueFactory = _ => 50_000 };
var lines = new Option<int>("--entries") { Description = "How many entries the audit log gets before it is opened.", DefaultValueFactory = _ => 200_000 };
var bulk = new Command("bulk", "Measures giving a course to many people beside answers, and opening a long audit log.") { many, lines };
bulk.SetAction((result, ct) => BulkProgram.RunAsync(result.GetValue(many), result.GetValue(lines), ct));

var imported = new Option<int>("--people") { Description = "How many rows the list has.", DefaultValueFactory = _ => 50_000 };
var moved = new Option<int>("--moved") { Description = "How many of them are in another unit the second time.", DefaultValueFactory = _ => 500 };
var quiet = new Option<bool>("--quiet") { Description = "Nobody answers beside." };
var import = new Command("import", "Measures importing a list of people beside answers: new people, the same list again, some who moved, and undoing that.") { imported, moved, quiet, database };
import.SetAction((result, ct) => ImportProgram.RunAsync(result.GetValue(imported), result.GetValue(moved), !result.GetValue(quiet), result.GetValue(database), ct));

var listed = new Option<int>("--documents") { Description = "How many documents the content has.", DefaultValueFactory = _ => 1_000 };
var shelf = new Command("shelf", "Measures the list of all documents: reading it and searching in all texts.") { listed };
shelf.SetAction((result, ct) => ShelfProgram.RunAsync(result.GetValue(listed), ct));

Command[] all = [bench, faults, load, answers, shelf, nodes, slow, reports, analysis, bulk, import, RefresherSimulation.Command(), FuzzProgram.Command()];
var root = new RootCommand("Measures the budgets; close everything else first.");
Array.ForEach(all, root.Subcommands.Add);
return await root.Parse(args).InvokeAsync();
