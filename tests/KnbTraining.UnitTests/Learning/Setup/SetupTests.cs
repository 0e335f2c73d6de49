using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.Learning.Setup;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Setup;

public sealed class SetupTests
{
    private const string Password = "Long-enough-2026";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_token_makes_one_administrator_once()
    {
        await using var room = await FirstStartAsync();
        var service = room.Get<SetupService>();
        Assert.True(await service.IsNeededAsync(None));
        var token = (await service.CreateTokenAsync(None)).Value!;

        var done = await service.CompleteAsync(token, new SetupOrder("Organisation", "Aizhan Admin", "admin", Password), None);

        Assert.True(done.Ok, $"{done}");
        var viewer = await room.Get<PeopleQueries>().FindViewerAsync(done.Value, None);
        Assert.True(viewer!.Is(Role.Administrator));
        Assert.False(await service.IsNeededAsync(None));
        Assert.Equal(Refusal.Finished, (await service.CompleteAsync(token, new SetupOrder("Organisation", "Second", "second", Password), None)).Refused);
        Assert.Equal(Refusal.Finished, (await service.CreateTokenAsync(None)).Refused);
    }

    [Fact]
    public async Task A_token_is_stored_only_as_a_hash()
    {
        await using var room = await FirstStartAsync();
        var token = (await room.Get<SetupService>().CreateTokenAsync(None)).Value!;
        await using var db = room.Open();

        Assert.DoesNotContain(token, (await db.SetupTokens.SingleAsync(None)).Hash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_an_older_and_an_expired_token_are_worth_nothing()
    {
        await using var room = await FirstStartAsync();
        var service = room.Get<SetupService>();
        var older = (await service.CreateTokenAsync(None)).Value!;
        var token = (await service.CreateTokenAsync(None)).Value!;

        Assert.Equal(Refusal.NotAllowed, (await service.CompleteAsync("guess", new SetupOrder("O", "N", "admin", Password), None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await service.CompleteAsync(older, new SetupOrder("O", "N", "admin", Password), None)).Refused);
        room.Clock.Advance(SetupService.TokenLifetime);
        Assert.Equal(Refusal.NotAllowed, (await service.CompleteAsync(token, new SetupOrder("O", "N", "admin", Password), None)).Refused);
        await using var db = room.Open();
        Assert.Equal(0, await db.Units.CountAsync(None));

        // Each is told, and none with what was typed.
        var told = room.Log.Entries.Select(entry => entry.Message).Where(line => line.StartsWith("Setup refused", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, told.Count);
        Assert.DoesNotContain(told, line => line.Contains(older, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_token_stays_good()
    {
        await using var room = await FirstStartAsync();
        var service = room.Get<SetupService>();
        var token = (await service.CreateTokenAsync(None)).Value!;

        var weak = await service.CompleteAsync(token, new SetupOrder("Organisation", "Admin", "admin", "short"), None);

        Assert.Equal(RefusalKind.Invalid, weak.Refused?.Kind);
        Assert.Equal(["Password"], weak.Findings.Fields);
        Assert.True((await service.CompleteAsync(token, new SetupOrder("Organisation", "Admin", "admin", Password), None)).Ok);
    }

    [Fact]
    public async Task The_organisation_has_its_names_its_first_units_and_the_language_of_its_people()
    {
        await using var room = await FirstStartAsync();
        var service = room.Get<SetupService>();
        var token = (await service.CreateTokenAsync(None)).Value!;
        var order = new SetupOrder(" Archive ", "Admin", "admin", Password)
        {
            OtherNames = LocalizedText.Of(language => language == "kk" ? "Мұрағат" : " "),
            Units = "Север / Пост\r\n\nСевер / Касса\nСевер\nЮг",
            PersonnelLanguage = "ru",
        };

        Assert.True((await service.CompleteAsync(token, order, None)).Ok);

        var settings = room.Get<SettingsStore>().Current;
        Assert.Equal(("Archive", "Archive", "Мұрағат", "ru"), (settings.Names["en"], settings.Names["ru"], settings.Names["kk"], settings.PersonnelLanguage));
        await using var db = room.Open();
        var units = await db.Units.OrderBy(unit => unit.Path).ToListAsync(None);
        Assert.Equal(["Мұрағат", "Север", "Пост", "Касса", "Юг"], units.Select(unit => unit.Name));
        Assert.Equal(["/0001/", "/0001/0001/", "/0001/0001/0001/", "/0001/0001/0002/", "/0001/0002/"], units.Select(unit => unit.Path));
        Assert.Equal((null, "Север", null), (units[1].NameKk, units[1].NameRu, units[1].NameEn));
        Assert.Equal(units.Skip(1).Select(unit => unit.Id), (await room.FactsAsync<UnitAdded>()).Select(fact => fact.UnitId));
        Assert.All(await db.UnitVersions.Where(version => version.UnitId != units[0].Id).ToListAsync(None), version => Assert.True(version.SeqIn > 0));
    }

    [Theory]
    [InlineData("Units", "too-long")]
    [InlineData("NameKk", "too-long")]
    [InlineData("PersonnelLanguage", "unknown")]
    public async Task What_is_wrong_with_the_organisation_is_named_and_the_token_stays_good(string field, string finding)
    {
        await using var room = await FirstStartAsync();
        var service = room.Get<SetupService>();
        var token = (await service.CreateTokenAsync(None)).Value!;
        var good = new SetupOrder("Archive", "Admin", "admin", Password);
        var order = field switch
        {
            "Units" => good with { Units = $"Юг / {new string('я', 300)}" },
            "NameKk" => good with { OtherNames = LocalizedText.Of(language => language == "kk" ? new string('я', 300) : "") },
            _ => good with { PersonnelLanguage = "xx" },
        };

        Assert.Equal(finding, (await service.CompleteAsync(token, order, None)).Findings.At(field));
        Assert.True((await service.CompleteAsync(token, good, None)).Ok);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(201, "too-many-lines")]
    public void Units_are_typed_in_two_hundred_lines_at_most(int lines, string? fault) =>
        Assert.Equal(fault, UnitLines.Fault(string.Concat(Enumerable.Range(1, lines).Select(i => $"{i}\n"))));

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "too-deep")]
    public void Units_lie_twenty_deep_at_most(int depth, string? fault) => Assert.Equal(fault, UnitLines.Fault(string.Join(" / ", Enumerable.Range(1, depth))));

    private static async Task<LearningRoom> FirstStartAsync()
    {
        var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        return room;
    }
}
