using KnbTraining.Content.Text;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Certificates;

public sealed class CertificateQueries(
    LearningStore store, CertificateKeys keys, LocalCalendar calendar, RefusedActs refused, ILogger<CertificateQueries> logger)
{
    /// <summary>For the holder and for those who see the holder in their scope.</summary>
    public async Task<Result<CertificateView>> FindAsync(Viewer viewer, string number, string language, CancellationToken ct)
    {
        var found = await ReadAsync(viewer, number, ct);
        return found is null
            ? Refusal.NotFound
            : new CertificateView(
                found.Number,
                found.PersonId,
                found.AttemptId,
                found.Issuer,
                found.HolderName,
                found.UnitName,
                found.Title[language],
                found.EditionNumber,
                found.Percent,
                found.IssuedOn,
                found.ValidUntil,
                found.KeyId,
                StandingOf(found))
            {
                RevokedOn = found.RevokedOn,
                PercentAnew = await AnewAsync(found.AttemptId, ct),
            };
    }

    /// <summary>The signed text, for the same people.</summary>
    public async Task<Result<SignedPayload>> FindSignedAsync(Viewer viewer, string number, CancellationToken ct) =>
        await ReadAsync(viewer, number, ct) is { } found ? new SignedPayload(found.Number, found.PersonId, found.Payload, found.Signature) : Refusal.NotFound;

    /// <summary>The public verification of a number. An unknown number takes the same work as a known one.</summary>
    /// <param name="number">As typed; see <see cref="CertificateNumber.Read"/>.</param>
    public async Task<Verification> VerifyAsync(string? number, string language, CancellationToken ct)
    {
        var wanted = CertificateNumber.Read(number) ?? "";
        var found = await store.ReadAsync(db => db.Certificates.FirstOrDefaultAsync(certificate => certificate.Number == wanted, ct), ct);
        var standing = StandingOf(found ?? Nobodys());
        return found is null
            ? new Verification(CertificateStanding.Unknown, null)
            : new Verification(
                standing,
                new VerifiedCertificate(
                    found.Number, ShortName.Of(found.HolderName), found.Title[language], found.EditionNumber, found.IssuedOn, found.ValidUntil)
                {
                    RevokedOn = found.RevokedOn,
                });
    }

    private Task<int?> AnewAsync(Guid attemptId, CancellationToken ct) => store.ReadAsync(
        db => db.Attempts.Where(attempt => attempt.Id == attemptId)
            .SelectMany(attempt => attempt.Regrades)
            .OrderByDescending(regrade => regrade.Number)
            .Select(regrade => (int?)regrade.Percent)
            .FirstOrDefaultAsync(ct),
        ct);

    private Certificate Nobodys()
    {
        using var key = keys.OpenSigningKey();
        return Certificate.Issue(
            "-", new CertificateFacts(Guid.Empty, Guid.Empty, "-", "-", "-", "-", LocalizedText.Same("-"), 1, 0, calendar.Today, calendar.Today), key);
    }

    private async Task<Certificate?> ReadAsync(Viewer viewer, string number, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var wanted = CertificateNumber.Read(number) ?? "";
        var found = await store.ReadAsync(
            async db =>
            {
                var people = db.People.InScope(viewer);
                return await db.Certificates.FirstOrDefaultAsync(
                    certificate => certificate.Number == wanted && people.Any(person => person.Id == certificate.PersonId), ct);
            },
            ct);
        if (found is null)
        {
            refused.Count(viewer.PersonId, RefusedAct.Record);
            logger.LogWarning("{Refusal}: person {Person} asked for certificate {Number}", RefusalKind.NotYours, viewer.PersonId, wanted);
        }

        return found;
    }

    private CertificateStanding StandingOf(Certificate certificate)
    {
        if (!certificate.IsGenuine(keys))
        {
            logger.LogError("Certificate {Number} does not match its signature by key {Key}", certificate.Number, certificate.KeyId);
            return CertificateStanding.NotGenuine;
        }

        return certificate.RevokedOn is not null ? CertificateStanding.Revoked
            : certificate.ValidUntil >= calendar.Today ? CertificateStanding.Valid : CertificateStanding.Expired;
    }
}
