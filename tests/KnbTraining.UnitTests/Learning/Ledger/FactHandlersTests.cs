using KnbTraining.Learning;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;
using KnbTraining.UnitTests.Architecture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnbTraining.UnitTests.Learning.Ledger;

public sealed class FactHandlersTests
{
    private const string Begin = "<!-- handlers: written by FactHandlersTests -->\n";

    private const string End = "<!-- end of handlers -->";

    private static readonly CancellationToken None = CancellationToken.None;

    private static string Readme => Path.Combine(ShippedContent.Repository, "src", "README.md");

    [Fact]
    public async Task Each_slice_acts_on_facts_of_earlier_slices_alone_and_in_their_order()
    {
        await using var room = await LearningRoom.OpenAsync();
        var table = room.Get<FactHandlers>().Table;
        Assert.NotEmpty(table);
        Assert.All(table, row => Assert.True(PlaceOf(row.Fact) < PlaceOf(row.Handler), $"{row.Handler.Name} acts on {row.Fact.Name}, which stands behind it."));
        Assert.Equal(table.Select(row => PlaceOf(row.Handler)).Order(), table.Select(row => PlaceOf(row.Handler)));
    }

    [Fact]
    public async Task The_table_of_handlers_is_that_of_the_program()
    {
        var text = await File.ReadAllTextAsync(Readme, None);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Assert.Equal(await TableAsync(), text[start..text.IndexOf(End, StringComparison.Ordinal)]);
    }

    /// <summary>Run by hand after a change of handlers: <c>--explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public async Task Write_the_table()
    {
        var text = await File.ReadAllTextAsync(Readme, None);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        await File.WriteAllTextAsync(Readme, text[..start] + await TableAsync() + text[text.IndexOf(End, StringComparison.Ordinal)..], None);
    }

    [Fact]
    public async Task What_handlers_record_is_handled_in_its_turn_and_stands_behind_its_cause()
    {
        await using var room = await LearningRoom.OpenAsync();
        var id = Guid.NewGuid();
        var store = StoreOf(room, Does<PersonActivated>(write => write.Record(Actor.Application, new PersonDeactivated(id))));

        Assert.True((await store.WriteAsync<Done>(write => Said(write, new PersonActivated(id)), None)).Ok);

        var last = (await room.LinesAsync()).TakeLast(2).Select(line => line.Fact);
        Assert.Equal([new PersonActivated(id), new PersonDeactivated(id)], last);
    }

    [Fact]
    public async Task Handlers_that_lead_on_and_on_break_the_write_as_a_whole()
    {
        await using var room = await LearningRoom.OpenAsync();
        var before = await room.LinesAsync();
        var id = Guid.NewGuid();
        var store = StoreOf(
            room,
            Does<PersonActivated>(write => write.Record(Actor.Application, new PersonDeactivated(id))),
            Does<PersonDeactivated>(write => write.Record(Actor.Application, new PersonActivated(id))));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync<Done>(write => Said(write, new PersonActivated(id)), None));

        Assert.Contains("more than 2 steps", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before.Count, (await room.LinesAsync()).Count);
    }

    [Fact]
    public async Task A_handler_that_fails_takes_back_what_was_done()
    {
        await using var room = await LearningRoom.OpenAsync();
        var store = StoreOf(room, Does<UndatedUnitAdded>(_ => throw new InvalidOperationException("something broke")));
        var before = await CountUnitsAsync(room);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync<Done>(
            async write =>
            {
                var unit = Unit.Create("Archive", await write.Db.Units.FirstAsync(None), 99);
                write.Db.Units.Add(unit);
                write.Record(Actor.Application, new UndatedUnitAdded(unit.Id, null, Slug.Of(unit.Path), write.Text(null, unit.Name)));
                return new Done();
            },
            None));

        Assert.Equal(before, await CountUnitsAsync(room));
    }

    private static LearningStore StoreOf(LearningRoom room, params FactHandler[] table) =>
        new(room.Get<IDbContextFactory<LearningDbContext>>(), new FactHandlers(table, new ServiceCollection().BuildServiceProvider()), TimeProvider.System, NullLogger<LearningStore>.Instance);

    private static FactHandler Does<TFact>(Action<StoreWrite> act)
        where TFact : Fact => new(typeof(TFact), typeof(FactHandlersTests), (_, write, _, _, _) =>
        {
            act(write);
            return Task.CompletedTask;
        });

    private static Task<Result<Done>> Said(StoreWrite write, Fact fact)
    {
        write.Record(Actor.Application, fact);
        return Task.FromResult<Result<Done>>(new Done());
    }

    private static async Task<int> CountUnitsAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.Units.CountAsync(None);
    }

    private static string SliceOf(Type type) => type.Namespace!.Split('.')[2];

    private static int PlaceOf(Type type) => Array.IndexOf(SliceOrder.Learning, SliceOf(type)) is >= 0 and var place ? place : throw new InvalidOperationException($"{SliceOf(type)} has no place among the slices.");

    private static async Task<string> TableAsync()
    {
        await using var room = await LearningRoom.OpenAsync();
        return "| fact | acts | slice |\n|---|---|---|\n" + string.Concat(
            room.Get<FactHandlers>().Table.Select(row => $"| `{FactType.All.Single(fact => fact.Type == row.Fact).Kind}` | `{row.Handler.Name}` | {SliceOf(row.Handler)} |\n"));
    }
}
