using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Names;

[Trait("Database", "Each")]
public sealed class StoredNameTests
{
    private static readonly string[] Ordered = ["Ахметов Ерлан", "Әлиев Әли", "Ежов Пётр", "Ёлкин Пётр", "Өтегенов Нұрлан Серікұлы", "Петров Андрей", "Үмбетова Ұлпан", "Іңкәрова Һанифа", "Abay Zhanibek"];

    private static readonly string[] WithAuditor = [.. Ordered.SkipLast(1), "Яяя", Ordered[^1]];

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_are_listed_in_the_order_of_names()
    {
        await using var room = await LearningRoom.OpenAsync();
        foreach (var name in Ordered.Reverse())
        {
            await room.AddAsync(new PersonBuilder().Named(name));
        }

        var auditor = await room.AddAsync(new PersonBuilder().Named("Яяя").With(Role.Auditor));
        Assert.Equal(WithAuditor, await FindAsync(room, auditor, null));
    }

    [Theory]
    [InlineData("елкин", "Ёлкин Пётр")]
    [InlineData("петр елкин", "Ёлкин Пётр")]
    [InlineData("НҰРЛАН\u00A0өтеген", "Өтегенов Нұрлан Серікұлы")]
    [InlineData("андреи\u0306", "Петров Андрей")]
    [InlineData("һанифа", "Іңкәрова Һанифа")]
    [InlineData("zhan", "Abay Zhanibek")]
    [InlineData("елкин андрей", null)]
    public async Task A_search_finds_names_however_they_are_typed(string search, string? found)
    {
        await using var room = await LearningRoom.OpenAsync();
        foreach (var name in Ordered)
        {
            await room.AddAsync(new PersonBuilder().Named(name));
        }

        var auditor = await room.AddAsync(new PersonBuilder().Named("Яяя").With(Role.Auditor));
        Assert.Equal(found is null ? [] : [found], await FindAsync(room, auditor, search));
    }

    [Fact]
    public async Task Keys_of_another_version_of_icu_are_made_anew_at_the_next_start_and_only_then()
    {
        await using var room = await LearningRoom.OpenAsync();
        foreach (var name in Ordered)
        {
            await room.AddAsync(new PersonBuilder().Named(name));
        }

        var auditor = await room.AddAsync(new PersonBuilder().Named("Яяя").With(Role.Auditor));
        await SpoilAsync(room);
        await room.InitialiseAsync();
        Assert.NotEqual("Ахметов Ерлан", (await FindAsync(room, auditor, null))[0]);

        await using (var db = room.Open())
        {
            await db.NameKeyVersions.ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, "0/older"), None);
        }

        await room.InitialiseAsync();
        Assert.Equal(WithAuditor, await FindAsync(room, auditor, null));
        Assert.Equal(["Ёлкин Пётр"], await FindAsync(room, auditor, "елкин"));
        await using var after = room.Open();
        Assert.Equal([NameOrder.Version], await after.NameKeyVersions.Select(row => row.Version).ToListAsync(None));
    }

    [Fact]
    public async Task Units_stand_after_their_parents_and_by_name()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        foreach (var name in new[] { "Үй", "Құпия", "Кадрлар", "Әкімшілік", "Іс жүргізу" })
        {
            await room.AddUnitAsync(name, root);
        }

        var auditor = await room.AddAsync(new PersonBuilder().Named("Яяя").With(Role.Auditor));
        Assert.Equal([root.Name, "Әкімшілік", "Кадрлар", "Құпия", "Үй", "Іс жүргізу"], (await room.Get<PeopleQueries>().UnitsAsync(auditor, None)).Select(unit => unit.Name));
    }

    private static async Task<string[]> FindAsync(LearningRoom room, Viewer viewer, string? search) =>
        [.. (await room.Get<PeopleQueries>().ListAsync(viewer, search, null, false, None)).People.Select(person => person.Name)];

    private static async Task SpoilAsync(LearningRoom room)
    {
        await using var db = room.Open();
        foreach (var (person, index) in (await db.People.OrderByDescending(person => person.SortKey).Select(person => person.Id).ToListAsync(None)).Select((id, index) => (id, index)))
        {
            await db.People.Where(found => found.Id == person).ExecuteUpdateAsync(set => set.SetProperty(found => found.SortKey, new[] { (byte)index }).SetProperty(found => found.SearchName, "spoiled"), None);
        }
    }
}
