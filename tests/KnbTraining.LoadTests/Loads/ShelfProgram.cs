using System.Diagnostics;
using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.LoadTests.Benchmarks;
using KnbTraining.TestKit;

namespace KnbTraining.LoadTests.Loads;

/// <summary>Measures the list of all documents over much content: what ships, and copies of a question up to the number wanted.</summary>
internal static class ShelfProgram
{
    private const string Question = "questions/travel-former-two-halves.yaml";
    private const int Rounds = 10;

    // In milliseconds of processor time: a list that everybody opens first.
    private const double Budget = 300;

    public static async Task<int> RunAsync(int documents, CancellationToken ct)
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var edition = EditionCompiler.Sketch(Documents(documents)).Edition ?? throw new InvalidOperationException("The enlarged content does not hold together.");
        var editions = room.Get<EditionStore>();
        var added = await room.Get<LearningStore>().WriteAsync<NumberedEdition>(
            async write => await editions.AddAsync(write, edition, EditionOrigin.Editors, editor.Name, editor.PersonId, ct), ct);
        editions.Activate(added.Value!);
        var first = await TimeAsync(() => room.Get<ShelfQueries>().ListAsync(editor, ct), 1);
        var rows = await room.Get<ShelfQueries>().ListAsync(editor, ct);
        var list = await TimeAsync(() => room.Get<ShelfQueries>().ListAsync(editor, ct), Rounds);
        var words = NameFold.Words("согласование поездки");
        var search = await TimeAsync(() => Task.FromResult(rows.Count(row => row.Holds(words))), Rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{edition.Documents.Paths.Count} documents, {rows.Count} rows: first list {first:0} ms, further lists {list:0.0} ms, search {search:0.0} ms of processor time."));
        return list + search <= Budget ? 0 : 1;
    }

    private static DocumentSet Documents(int wanted)
    {
        var large = LargeContent.Documents(1);
        var text = large.Find(Question)!;
        return large.With(Enumerable.Range(1, Math.Max(0, wanted - large.Paths.Count)).Select(i => KeyValuePair.Create(
            string.Create(CultureInfo.InvariantCulture, $"questions/copy-{i}.yaml"),
            text.Replace("id: travel-former-two-halves", string.Create(CultureInfo.InvariantCulture, $"id: copy-{i}"), StringComparison.Ordinal))));
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> act, int rounds)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < rounds; i++)
        {
            _ = await act();
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / rounds;
    }
}
