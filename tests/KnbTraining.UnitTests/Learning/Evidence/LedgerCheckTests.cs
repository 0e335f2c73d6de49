using KnbTraining.Learning;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Evidence;

[Trait("Database", "Each")]
public sealed class LedgerCheckTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string, int, LedgerFault> Tampering => new()
    {
        { "UPDATE Ledger SET Line = replace(Line, 'activated', 'deactivated') WHERE Number = 4", 4, LedgerFault.Hash },
        { "UPDATE Ledger SET LeafHash = zeroblob(32) WHERE Number = 4", 4, LedgerFault.Hash },
        { "DELETE FROM Ledger WHERE Number = 4", 5, LedgerFault.Number },
        { "DELETE FROM Ledger WHERE Number = 1", 2, LedgerFault.Number },
        { "UPDATE Ledger SET Number = 1000 WHERE Number = 4", 5, LedgerFault.Number },
        { "DELETE FROM Ledger WHERE Number = 4; UPDATE Ledger SET Number = Number - 1 WHERE Number > 4", 4, LedgerFault.Columns },
        { "UPDATE Ledger SET At = At + 10 WHERE Number = 4", 4, LedgerFault.Columns },
        { "UPDATE Ledger SET Kind = 'person.added' WHERE Number = 4", 4, LedgerFault.Columns },
        { "UPDATE Ledger SET ActorId = NULL WHERE Number = 4", 4, LedgerFault.Columns },
        { "UPDATE Ledger SET SubjectPersonId = NULL WHERE Number = 4", 4, LedgerFault.Columns },
        { "UPDATE Ledger SET SubjectKey = 'x' WHERE Number = 4", 4, LedgerFault.Columns },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task An_entry_that_was_changed_taken_out_or_renumbered_is_named(string sql, int number, LedgerFault fault)
    {
        await using var room = await FiveAsync();
        await room.ExecuteAsync(sql);

        var found = await room.Get<LedgerCheck>().RunAsync(None);

        Assert.Equal((number, fault, false), (found.BrokenAt, found.Fault, found.Fits));
    }

    [Fact]
    public async Task A_line_of_another_shape_is_found_although_its_hash_was_made_anew()
    {
        await using var room = await FiveAsync();
        string line;
        await using (var db = room.Open())
        {
            line = await db.LedgerRows.Where(row => row.Number == 3).Select(row => row.Line).SingleAsync(None) + " ";
            await LearningRoom.ExecuteAsync(db, "UPDATE Ledger SET Line = {0}, LeafHash = {1} WHERE Number = 3", line, LedgerLine.LeafHashOf(line));
        }

        var found = await room.Get<LedgerCheck>().RunAsync(None);
        Assert.Equal((3, LedgerFault.Line), (found.BrokenAt, found.Fault));
    }

    /// <summary>What the page says that the check cannot find; only a hash kept elsewhere can.</summary>
    [Fact]
    public async Task An_end_that_was_cut_off_shows_only_in_the_last_hash()
    {
        await using var room = await FiveAsync();
        var before = await room.Get<LedgerCheck>().RunAsync(None);
        await room.ExecuteAsync("DELETE FROM Ledger WHERE Number > 3");

        var after = await room.Get<LedgerCheck>().RunAsync(None);

        Assert.True(before.Fits && after.Fits);
        Assert.Equal((3, 64), (after.Entries, after.LastHash!.Length));
        Assert.NotEqual(before.LastHash, after.LastHash);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\ud800b")]
    public async Task A_text_that_a_database_does_not_take_as_it_is_fits_its_entry_all_the_same(string text)
    {
        await using var room = await FiveAsync();
        var person = Guid.CreateVersion7();
        var stored = await room.Get<LearningStore>().WriteAsync<Done>(
            write =>
            {
                write.Text(person, text);
                write.Record(Actor.Application, new PersonActivated(person));
                return Task.FromResult<Result<Done>>(new Done());
            },
            None);

        Assert.True(stored.Ok);
        Assert.True((await room.Get<LedgerCheck>().RunAsync(None)).Fits);
    }

    [Fact]
    public async Task A_text_that_was_changed_is_found_and_an_erased_one_is_none()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        await room.Get<UnitService>().AddAsync(admin, new UnitNames(En: "Archive"), (await room.RootAsync()).Id, null, None);
        var text = (await room.FactsAsync<UnitAdded>())[0].Names.NameEn!.Value;
        Assert.True((await room.Get<LedgerErasing>().EraseAsync(admin, text, None)).Ok);
        Assert.True((await room.Get<LedgerCheck>().RunAsync(None)).Fits);

        await room.ExecuteAsync("UPDATE LedgerTexts SET Text = 'Another'");
        var found = await room.Get<LedgerCheck>().RunAsync(None);
        Assert.Equal((1, false, null), (found.ChangedTexts, found.Fits, found.BrokenAt));
    }

    [Fact]
    public async Task An_empty_ledger_fits()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.ExecuteAsync("DELETE FROM Ledger");
        Assert.Equal(new LedgerStanding(0, null, null, null, 0), await room.Get<LedgerCheck>().RunAsync(None));
    }

    private static async Task<LearningRoom> FiveAsync()
    {
        var room = await LearningRoom.OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            var person = Guid.NewGuid();
            await room.Get<LearningStore>().WriteAsync<Done>(
                write =>
                {
                    write.Record(Actor.Of(person), new PersonActivated(person));
                    return Task.FromResult<Result<Done>>(new Done());
                },
                None);
        }

        return room;
    }
}
