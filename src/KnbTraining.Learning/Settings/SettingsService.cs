using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Settings;

/// <summary>Names cannot be given up: people would be left whom nothing calls.</summary>
/// <param name="Names">The first of them, at most <see cref="MostNames"/>.</param>
public sealed record PeopleWithoutNumber(int Count, IReadOnlyList<string> Names) : Refusal(RefusalKind.InUse)
{
    public const int MostNames = 20;
}

/// <summary>Changes what the organisation decides. For administrators.</summary>
public sealed class SettingsService(LearningStore store, SettingsStore settings, RefusedActs refused, TimeProvider clock)
{
    /// <param name="readVersion">The version that the form was filled from; anything newer is a conflict and nothing is written.</param>
    public async Task<Result<OrganisationSettings>> UpdateAsync(Viewer viewer, SettingsForm form, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        return viewer.Is(Role.Administrator) && form.FindFaults() is { Any: true } faults
            ? new Refusal.Invalid(faults)
            : await ChangeAsync(
                viewer,
                readVersion,
                async (write, before) => form.ToSettings(await StoreLogoAsync(write.Db, form.Logo, before.LogoHash, ct)) with
                {
                    KeepsIin = before.KeepsIin,
                    NumbersOnly = before.NumbersOnly,
                },
                ct);
    }

    /// <summary>Says whether the organisation sends no mail on purpose, and leaves everything else as it is.</summary>
    /// <inheritdoc cref="UpdateAsync"/>
    public Task<Result<OrganisationSettings>> DoWithoutMailAsync(Viewer viewer, bool without, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ChangeAsync(viewer, readVersion, (_, before) => Task.FromResult<Result<OrganisationSettings>>(before with { WithoutMail = without }), ct);
    }

    /// <summary>Says whether the IIN of people is kept, and leaves everything else as it is.</summary>
    /// <param name="erases">True where the numbers that are stored are erased with it; else they stay encrypted, and count again when this is switched on.</param>
    /// <inheritdoc cref="UpdateAsync"/>
    public Task<Result<OrganisationSettings>> KeepIinAsync(Viewer viewer, bool keeps, bool erases, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ChangeAsync(
            viewer,
            readVersion,
            async (write, before) =>
            {
                if (!keeps && erases)
                {
                    await IinService.EraseAllAsync(write, viewer.Actor, ct);
                }

                return before with { KeepsIin = keeps };
            },
            ct);
    }

    /// <summary>
    /// Keeps no names any more: from now on people are called by their personnel numbers, and the names that are stored are erased one after the other. Nobody can
    /// undo it.
    /// </summary>
    /// <returns>Refused with <see cref="PeopleWithoutNumber"/> where somebody could not be called anything.</returns>
    /// <inheritdoc cref="UpdateAsync"/>
    public Task<Result<OrganisationSettings>> GiveUpNamesAsync(Viewer viewer, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ChangeAsync(
            viewer,
            readVersion,
            async (write, before) =>
            {
                var people = write.Db.People.Where(person => person.PersonnelNumber == null);
                if (await people.CountAsync(ct) is > 0 and var count)
                {
                    return new PeopleWithoutNumber(
                        count, await people.OrderBy(person => person.SortKey).Select(person => person.Name).Take(PeopleWithoutNumber.MostNames).ToListAsync(ct));
                }

                return before with { NumbersOnly = true };
            },
            ct);
    }

    private async Task<Result<OrganisationSettings>> ChangeAsync(
        Viewer viewer, int readVersion, Func<StoreWrite, OrganisationSettings, Task<Result<OrganisationSettings>>> change, CancellationToken ct)
    {
        if (!viewer.Is(Role.Administrator))
        {
            return refused.Refuse(viewer, RefusedAct.Settings);
        }

        var written = await store.WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                var before = (await SettingsStore.NewestAsync(ct)(db))?.ToSettings() ?? OrganisationSettings.Default;
                if (before.Version != readVersion)
                {
                    return Refusal.Conflict;
                }

                var changing = await change(write, before);
                if (changing.Value is not { } after)
                {
                    return changing.As<Done>();
                }

                var changed = ChangesOf(write, before, after);
                if (changed.Count == 0)
                {
                    return new Done();
                }

                db.Settings.Add(SettingsRow.After(before.Version, after, viewer.PersonId, clock.GetUtcNow()));
                SettingsStore.TellOthers(write, before.Version + 1);
                write.Record(viewer.Actor, new SettingsChanged(before.Version + 1, changed, after.FourEyesRelaxed));
                return new Done();
            },
            ct);
        return written.Ok ? await settings.ReloadAsync(ct) : written.As<OrganisationSettings>();
    }

    private static async Task<string?> StoreLogoAsync(LearningDbContext db, byte[]? bytes, string? kept, CancellationToken ct)
    {
        if (bytes is null)
        {
            return kept;
        }

        if (Logo.Create(bytes) is not { } logo)
        {
            return null;
        }

        if (!await db.Logos.AnyAsync(known => known.Hash == logo.Hash, ct))
        {
            db.Logos.Add(logo);
        }

        return logo.Hash;
    }

    private static FactList<SettingsChange> ChangesOf(StoreWrite write, OrganisationSettings before, OrganisationSettings after)
    {
        var then = ValuesOf(before);
        var changed = ValuesOf(after).Where(value => value.Value != then[value.Key]);
        return [.. changed.Select(value => new SettingsChange(value.Key, write.TextOrNone(null, then[value.Key]), write.TextOrNone(null, value.Value)))];
    }

    private static Dictionary<SettingsField, string?> ValuesOf(OrganisationSettings settings) => new()
    {
        [SettingsField.Names] = string.Join(" / ", Languages.All.Select(language => settings.Names[language])),
        [SettingsField.SecurityContact] = settings.SecurityContact,
        [SettingsField.Signatory] = settings.Signatory,
        [SettingsField.Logo] = settings.LogoHash,
        [SettingsField.PublicAddress] = settings.PublicAddress?.ToString(),
        [SettingsField.DueSoonDays] = settings.DueSoonDays.ToString(CultureInfo.InvariantCulture),
        [SettingsField.SessionHours] = settings.SessionHours.ToString(CultureInfo.InvariantCulture),
        [SettingsField.IdleHours] = settings.IdleHours.ToString(CultureInfo.InvariantCulture),
        [SettingsField.ReminderDays] = settings.ReminderDays.Text,
        [SettingsField.BrakePercent] = settings.BrakePercent.ToString(CultureInfo.InvariantCulture),
        [SettingsField.WithoutMail] = settings.WithoutMail ? "yes" : "no",
        [SettingsField.PersonnelLanguage] = settings.PersonnelLanguage,
        [SettingsField.KeepsIin] = settings.KeepsIin ? "yes" : "no",
        [SettingsField.NumbersOnly] = settings.NumbersOnly ? "yes" : "no",
        [SettingsField.FourEyesRelaxed] = settings.FourEyesRelaxed ? "yes" : "no",
    };
}
