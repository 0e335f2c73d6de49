using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Evidence;

public sealed class LedgerReadingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Only_administrators_and_auditors_read_and_export_and_only_administrators_erase()
    {
        await using var house = await House.OpenAsync();
        var text = (await house.Room.FactsAsync<PersonAdded>())[0].Name;
        foreach (var role in Enum.GetValues<Role>())
        {
            var viewer = await house.Room.AddAsync(role == Role.Manager ? new PersonBuilder().Managing(await house.Room.RootAsync()) : new PersonBuilder().With(role));
            var may = role is Role.Administrator or Role.Auditor;
            Assert.Equal(may, (await house.ListAsync(viewer, new LedgerFilter())).Total > 0);
            Assert.Equal(may, (await house.Room.Get<LedgerQueries>().TimelineAsync(viewer, house.First, None)).Total > 0);
            Assert.Equal(may ? "Aigerim Testova" : null, await house.Room.Get<LedgerQueries>().FindNameAsync(viewer, house.First, None));
            Assert.Equal(may ? null : Refusal.NotAllowed, (await house.Room.Get<LedgerExport>().LinesAsync(viewer, new LedgerFilter(), None)).Refused);
            Assert.Equal(role == Role.Administrator ? null : Refusal.NotAllowed, (await house.Room.Get<LedgerErasing>().EraseAsync(viewer, text, None)).Refused);
        }
    }

    [Fact]
    public async Task Each_condition_leaves_what_fits_it_and_all_of_them_together()
    {
        await using var house = await House.OpenAsync();
        var day = new DateOnly(2026, 3, 2);
        var kinds = new Dictionary<LedgerFilter, string[]>
        {
            [new LedgerFilter { PersonId = house.First }] = ["person.deactivated", "person.standing-changed", "person.added"],
            [new LedgerFilter { PersonId = house.Admin.PersonId }] = ["unit.added", "person.deactivated", "person.standing-changed", "person.added", "person.added"],
            [new LedgerFilter { Name = "testova AIGERIM" }] = ["person.deactivated", "person.standing-changed", "person.added"],
            [new LedgerFilter { Name = "nobody" }] = [],
            [new LedgerFilter { Kind = "unit.added" }] = ["unit.added"],
            [new LedgerFilter { Subject = house.Unit.ToString()[..8] }] = ["unit.added"],
            [new LedgerFilter { Kind = "person.added", From = day, To = day }] = ["person.added", "person.added"],
            [new LedgerFilter { From = day.AddDays(1) }] = ["unit.added", "person.deactivated", "person.standing-changed"],
            [new LedgerFilter { From = day.AddDays(1), To = day.AddDays(1), PersonId = house.First, Name = "aigerim", Kind = "person.deactivated" }] = ["person.deactivated"],
            [new LedgerFilter { To = day.AddDays(-1) }] = [],
            [new LedgerFilter { From = day.AddDays(2) }] = [],
        };
        foreach (var (filter, expected) in kinds)
        {
            Assert.Equal(expected, (await house.ListAsync(house.Admin, filter)).Entries.Select(entry => entry.Kind).Where(kind => kind is not ("edition.shipped" or "certificate.key-made")));
        }
    }

    /// <summary>An entry of one minute to midnight belongs to its local day, whatever day it is in UTC.</summary>
    [Fact]
    public async Task Days_are_those_of_the_organisation()
    {
        await using var house = await House.OpenAsync();
        house.Room.Clock.Advance(new DateTimeOffset(2026, 3, 4, 18, 59, 0, TimeSpan.Zero) - house.Room.Clock.GetUtcNow());
        await house.ActAsync();
        house.Room.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.ActAsync();
        async Task<long> CountAsync(DateOnly day) => (await house.ListAsync(house.Admin, new LedgerFilter { From = day, To = day })).Total;

        Assert.Equal((1, 1), (await CountAsync(new DateOnly(2026, 3, 4)), await CountAsync(new DateOnly(2026, 3, 5))));
    }

    [Fact]
    public async Task Pages_follow_one_another_newest_first_and_name_whom_they_tell_of()
    {
        await using var house = await House.OpenAsync();
        for (var i = 0; i < LedgerQueries.PageSize; i++)
        {
            await house.ActAsync();
        }

        var (first, last) = (await house.ListAsync(house.Admin, new LedgerFilter(), 1), await house.ListAsync(house.Admin, new LedgerFilter(), 99));

        Assert.Equal((1, 2, LedgerQueries.PageSize), (first.Page, first.PageCount, first.Entries.Count));
        Assert.Equal(2, last.Page);
        Assert.Equal(first.Total, first.Entries.Count + last.Entries.Count);
        Assert.Equal(Enumerable.Range(1, (int)first.Total).Reverse().Select(number => (long)number), first.Entries.Concat(last.Entries).Select(entry => entry.Number));
        Assert.Equal(("Admin", "Aigerim Testova"), (first.Names.People[house.Admin.PersonId], first.Names.People[house.First]));
        Assert.Equal("Archive", last.Names.Units[house.Unit]);
        var added = (UnitAdded)last.Entries.Single(entry => entry.Kind == "unit.added").Fact!;
        Assert.Equal(("Archive", "Archive"), (last.Names.Texts[added.Names.NameEn!.Value], last.Names.UnitPaths[added.Place.Path.ToString()]));
        Assert.Equal(LedgerQueries.PageSize, (await house.Room.Get<LedgerQueries>().TimelineAsync(house.Admin, house.First, None)).Entries.Count);
    }

    [Fact]
    public async Task A_text_that_was_erased_is_gone_with_its_salt_while_every_line_stays()
    {
        await using var house = await House.OpenAsync();
        var (lines, added) = (await house.Room.LinesAsync(), (await house.Room.FactsAsync<PersonAdded>())[0]);
        var erasing = house.Room.Get<LedgerErasing>();

        Assert.True((await erasing.EraseAsync(house.Admin, added.Name, None)).Ok);

        Assert.Equal(Refusal.NotFound, (await erasing.EraseAsync(house.Admin, added.Name, None)).Refused);
        Assert.Equal(Refusal.NotFound, (await erasing.EraseAsync(house.Admin, new TextRef(Digest.Of("unknown")), None)).Refused);
        Assert.Equal(lines, (await house.Room.LinesAsync()).Take(lines.Count));
        Assert.Equal(new LedgerTextErased(added.Name.Hash, added.PersonId), (await house.Room.LinesAsync())[^1].Fact);
        var page = await house.ListAsync(house.Admin, new LedgerFilter { Kind = "person.added" });
        Assert.Null(page.Names.Texts[added.Name]);
        Assert.Equal("aigerim", page.Names.Texts[added.UserName]);
        Assert.True((await house.Room.Get<LedgerCheck>().RunAsync(None)).Fits);
        await using var db = house.Room.Open();
        Assert.Equal(1, await db.LedgerTexts.CountAsync(text => text.Text == null && text.Salt == null && text.PersonId == added.PersonId, None));
    }

    [Fact]
    public async Task Exported_lines_have_the_hashes_that_are_stored_and_leave_only_once_they_are_recorded()
    {
        await using var house = await House.OpenAsync();
        var filter = new LedgerFilter { Kind = "person.added", Name = "a" };
        var file = (await house.Room.Get<LedgerExport>().LinesAsync(house.Admin, filter, None)).Value!;

        var lines = Encoding.UTF8.GetString(file).Split('\n');
        Assert.Equal("", lines[^1]);
        await using (var db = house.Room.Open())
        {
            var stored = await db.LedgerRows.Where(row => row.Kind == "person.added").OrderBy(row => row.Number).ToListAsync(None);
            Assert.Equal(stored.Select(row => Convert.ToHexString(row.LeafHash)), lines.SkipLast(1).Select(line => Convert.ToHexString(LedgerLine.LeafHashOf(line))));
            var told = Assert.Single(await house.Room.FactsAsync<LedgerExported>());
            Assert.Equal(new LedgerExported(Slug.Of("jsonl"), stored.Count, stored[0].Number, stored[^1].Number, Digest.Of(file), null, Slug.Of("person.added"), null, null, told.Name, null), told);
            Assert.Equal("a", await house.Room.TextAsync(told.Name));
        }

        Assert.Equal(Refusal.NotFound, (await house.Room.Get<LedgerExport>().LinesAsync(house.Admin, new LedgerFilter { Name = "nobody" }, None)).Refused);
        house.Room.MakeReadOnly(true);
        var refused = await house.Room.Get<LedgerExport>().LinesAsync(house.Admin, filter, None);
        house.Room.MakeReadOnly(false);
        Assert.Equal((Refusal.StorageUnavailable, null), (refused.Refused, refused.Value));
    }

    /// <summary>On the first day two people, on the second one of them inactive and a unit.</summary>
    private sealed record House(LearningRoom Room, Viewer Admin, Guid First, Guid Unit) : IAsyncDisposable
    {
        public static async Task<House> OpenAsync()
        {
            var room = await LearningRoom.OpenAsync();
            var (admin, root) = (await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator)), (await room.RootAsync()).Id);
            var people = room.Get<PeopleService>();
            var first = (await people.AddAsync(admin, new PersonForm { Name = "Aigerim Testova", UserName = "aigerim", UnitId = root }, None)).Value!.Id;
            await people.AddAsync(admin, new PersonForm { Name = "Berik Sapa", UserName = "berik", UnitId = root }, None);
            room.Clock.Advance(TimeSpan.FromDays(1));
            await room.Get<AccessService>().SetActiveAsync(admin, first, active: false, None);
            return new House(room, admin, first, (await room.Get<UnitService>().AddAsync(admin, new UnitNames(En: "Archive"), root, null, None)).Value);
        }

        public Task<LedgerPage> ListAsync(Viewer viewer, LedgerFilter filter, int page = 1) => Room.Get<LedgerQueries>().ListAsync(viewer, filter, page, None);

        /// <summary>Something that is told by one entry each time.</summary>
        public Task<Result<string>> ActAsync() => Room.Get<AccessService>().ResetPasswordAsync(Admin, First, None);

        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
