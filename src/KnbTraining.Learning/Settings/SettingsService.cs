using KnbTraining.Learning.Audit;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Settings;

/// <summary>Changes what the organisation decides. For administrators.</summary>
public sealed class SettingsService(LearningStore store, SettingsStore settings, AuditLog audit, TimeProvider clock)
{
    /// <param name="readVersion">The version that the form was filled from; anything newer is a conflict and nothing is written.</param>
    public async Task<Result<OrganisationSettings>> UpdateAsync(Viewer viewer, SettingsForm form, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        if (!viewer.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        if (form.FindFaults() is { } faults)
        {
            return new Result<OrganisationSettings>(null, Refusal.Invalid, faults);
        }

        var written = await store.WriteAsync<Done>(
            async db =>
            {
                var before = (await SettingsStore.NewestAsync(ct)(db))?.ToSettings() ?? OrganisationSettings.Default;
                if (before.Version != readVersion)
                {
                    return Refusal.Conflict;
                }

                var after = form.ToSettings(await StoreLogoAsync(db, form.Logo, before.LogoHash, ct));
                var changed = ChangedFields(before, after);
                if (changed.Count == 0)
                {
                    return new Done();
                }

                db.Settings.Add(SettingsRow.After(before.Version, after, viewer.PersonId, clock.GetUtcNow()));
                await audit.AppendAsync(db, AuditActor.From(viewer), "settings.changed", $"version {before.Version + 1}", string.Join(' ', changed), ct);
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

    // Values stay out of the record, but for the one that decides who may publish.
    private static List<string> ChangedFields(OrganisationSettings before, OrganisationSettings after)
    {
        var changed = new List<string>();
        Compare(before.Names, after.Names, nameof(after.Names));
        Compare(before.SecurityContact, after.SecurityContact, nameof(after.SecurityContact));
        Compare(before.Signatory, after.Signatory, nameof(after.Signatory));
        Compare(before.LogoHash, after.LogoHash, nameof(after.LogoHash));
        Compare(before.PublicAddress, after.PublicAddress, nameof(after.PublicAddress));
        Compare(before.DueSoonDays, after.DueSoonDays, nameof(after.DueSoonDays));
        Compare(before.SessionHours, after.SessionHours, nameof(after.SessionHours));
        Compare(before.IdleHours, after.IdleHours, nameof(after.IdleHours));
        Compare(before.FourEyesRelaxed, after.FourEyesRelaxed, $"{nameof(after.FourEyesRelaxed)}={after.FourEyesRelaxed}");
        return changed;

        void Compare<T>(T old, T now, string field)
        {
            if (!EqualityComparer<T>.Default.Equals(old, now))
            {
                changed.Add(field);
            }
        }
    }
}
