using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Settings;

public sealed class SettingsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly byte[] Png = TinyPicture.Png;

    private static readonly SettingsForm Good = new()
    {
        Names = Localized.Of("Institute of Examples", "Институт примеров", "Мысалдар институты"),
        SecurityContact = " Room 12 ",
        PublicAddress = "https://training.example.kz/knb/",
        DueSoonDays = 30,
        SessionHours = 8,
        IdleHours = 2,
        Logo = Png,
    };

    [Fact]
    public async Task A_change_is_a_new_row_that_counts_at_once_and_after_a_restart()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));

        var changed = await room.Get<SettingsService>().UpdateAsync(admin, Good, 0, None);

        Assert.True(changed.Ok, $"{changed}");
        AssertGood(room.Get<SettingsStore>().Current, 1);
        await room.KillAndRestartAsync();
        AssertGood(await room.Get<SettingsStore>().CurrentAsync(None), 1);
        var second = await room.Get<SettingsService>().UpdateAsync(admin, Good with { Logo = null, FourEyesRelaxed = true }, 1, None);
        Assert.Equal((2, true, changed.Value!.LogoHash), (second.Value!.Version, second.Value.FourEyesRelaxed, second.Value.LogoHash));
        await using var db = room.Open();
        Assert.Equal(2, await db.Settings.CountAsync(None));
        Assert.Equal(Png, (await room.Get<SettingsStore>().FindLogoAsync(second.Value.LogoHash!, None))!.Bytes);
    }

    [Fact]
    public async Task The_record_names_the_fields_and_keeps_the_values_as_texts()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));

        await room.Get<SettingsService>().UpdateAsync(admin, Good with { FourEyesRelaxed = true }, 0, None);

        var changed = Assert.Single(await room.FactsAsync<SettingsChanged>());
        Assert.True(changed.FourEyesRelaxed);
        SettingsField[] fields =
        [
            SettingsField.Names, SettingsField.SecurityContact, SettingsField.Logo, SettingsField.PublicAddress, SettingsField.DueSoonDays, SettingsField.SessionHours, SettingsField.IdleHours,
            SettingsField.FourEyesRelaxed,
        ];
        Assert.Equal(fields, changed.Changes.Select(change => change.Field));
        Assert.Equal(("14", "30"), (await room.TextAsync(changed.Changes[4].Before), await room.TextAsync(changed.Changes[4].After)));
    }

    [Fact]
    public async Task Who_read_an_older_version_writes_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        await room.Get<SettingsService>().UpdateAsync(admin, Good, 0, None);

        var late = await room.Get<SettingsService>().UpdateAsync(admin, Good with { DueSoonDays = 5 }, 0, None);

        Assert.Equal(Refusal.Conflict, late.Refused);
        Assert.Equal(30, room.Get<SettingsStore>().Current.DueSoonDays);
    }

    [Fact]
    public async Task Only_administrators_change_settings()
    {
        await using var room = await LearningRoom.OpenAsync();
        foreach (var role in Enum.GetValues<Role>().Except([Role.Administrator]))
        {
            var viewer = await room.AddAsync(role == Role.Manager ? new PersonBuilder().Managing(await room.RootAsync()) : new PersonBuilder().With(role));
            Assert.Equal(Refusal.NotAllowed, (await room.Get<SettingsService>().UpdateAsync(viewer, Good, 0, None)).Refused);
        }
    }

    [Fact]
    public void Each_wrong_value_is_a_finding_at_its_field()
    {
        (SettingsForm Form, string? Fault)[] cases =
        [
            (Good, null),
            (Good with { Names = Good.Names.With("ru", " ") }, "NameRu: required"),
            (Good with { Names = Good.Names.With("kk", new string('а', 201)) }, "NameKk: too-long"),
            (Good with { SecurityContact = new string('а', 501) }, "SecurityContact: too-long"),
            (Good with { PublicAddress = "training.example.kz" }, "PublicAddress: invalid"),
            (Good with { PublicAddress = "ftp://training.example.kz" }, "PublicAddress: invalid"),
            (Good with { PublicAddress = "https://user@training.example.kz" }, "PublicAddress: invalid"),
            (Good with { PublicAddress = "https://training.example.kz/?a=1" }, "PublicAddress: invalid"),
            (Good with { PublicAddress = "javascript:alert(1)" }, "PublicAddress: invalid"),
            (Good with { DueSoonDays = 0 }, "DueSoonDays: out-of-range"),
            (Good with { DueSoonDays = 91 }, "DueSoonDays: out-of-range"),
            (Good with { SessionHours = 25 }, "SessionHours: out-of-range"),
            (Good with { IdleHours = 9 }, "IdleHours: out-of-range"),
            (Good with { Logo = "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray() }, "Logo: invalid"),
            (Good with { Logo = [.. Png, .. new byte[Logo.MostBytes]] }, "Logo: too-long"),
        ];

        foreach (var (form, fault) in cases)
        {
            Assert.Equal(fault ?? "", form.FindFaults().ToString());
        }
    }

    private static void AssertGood(OrganisationSettings settings, int version)
    {
        Assert.Equal(version, settings.Version);
        Assert.Equal("Мысалдар институты", settings.Names["kk"]);
        Assert.Equal("Room 12", settings.SecurityContact);
        Assert.Equal("https://training.example.kz/knb", settings.PublicAddress!.ToString());
        Assert.Equal("30 8 2", string.Create(CultureInfo.InvariantCulture, $"{settings.DueSoonDays} {settings.SessionHours} {settings.IdleHours}"));
        Assert.Null(settings.Signatory);
    }
}
