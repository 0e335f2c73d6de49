using System.Text;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;

namespace KnbTraining.Learning.Certificates;

/// <summary>What a certificate says, as of the day on which it was issued.</summary>
/// <param name="Issuer">The organisation: the name of its topmost unit.</param>
/// <param name="IssuedOn">Local calendar day.</param>
/// <param name="ValidUntil">Last local day on which it counts.</param>
public sealed record CertificateFacts(
    Guid PersonId,
    Guid AttemptId,
    string Issuer,
    string HolderName,
    string UnitName,
    string CourseId,
    LocalizedText Title,
    int EditionNumber,
    int Percent,
    DateOnly IssuedOn,
    DateOnly ValidUntil);

/// <summary>Signed evidence of one passed exam. Issued once, never deleted; what it says is never changed, and it can be revoked.</summary>
public sealed class Certificate
{
    private Certificate()
    {
    }

    public string Number { get; private set; } = "";

    public Guid PersonId { get; private set; }

    /// <summary>At most one certificate of an attempt that is not revoked.</summary>
    public Guid AttemptId { get; private set; }

    public string Issuer { get; private set; } = "";

    public string HolderName { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    public string CourseId { get; private set; } = "";

    /// <summary>Of the course, in each language that there was, as <see cref="LocalizedColumn"/> writes it.</summary>
    public string Titles { get; private set; } = "";

    public int EditionNumber { get; private set; }

    public int Percent { get; private set; }

    public DateOnly IssuedOn { get; private set; }

    public DateOnly ValidUntil { get; private set; }

    /// <summary>Which of the installation's keys signed it.</summary>
    public string KeyId { get; private set; } = "";

    /// <summary>The very text that was signed; kept, so that anybody can check it without this application.</summary>
    public string Payload { get; private set; } = "";

    /// <summary>ECDSA P-256 with SHA-256 over the UTF-8 bytes of the payload, as ASN.1 DER.</summary>
    public byte[] Signature { get; private set; } = [];

    /// <summary>The local day on which it was revoked, because its exam was graded anew and is not passed any more; null where it was not.</summary>
    public DateOnly? RevokedOn { get; private set; }

    /// <summary>The annulment by which it was revoked.</summary>
    public Guid? AnnulmentId { get; private set; }

    public LocalizedText Title => LocalizedText.Of(LocalizedColumn.Read(Titles));

    public static Certificate Issue(string number, CertificateFacts facts, SigningKey key)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(key);
        if (facts.ValidUntil < facts.IssuedOn)
        {
            throw new ArgumentException("A certificate is valid on the day of its issue at least.", nameof(facts));
        }

        var certificate = new Certificate
        {
            Number = number,
            PersonId = facts.PersonId,
            AttemptId = facts.AttemptId,
            Issuer = facts.Issuer,
            HolderName = facts.HolderName,
            UnitName = facts.UnitName,
            CourseId = facts.CourseId,
            Titles = LocalizedColumn.Write(facts.Title),
            EditionNumber = facts.EditionNumber,
            Percent = facts.Percent,
            IssuedOn = facts.IssuedOn,
            ValidUntil = facts.ValidUntil,
            KeyId = key.Id,
        };
        certificate.Payload = CertificatePayload.Of(certificate);
        certificate.Signature = key.Sign(Encoding.UTF8.GetBytes(certificate.Payload));
        return certificate;
    }

    /// <exception cref="InvalidOperationException">It was revoked before.</exception>
    internal void Revoke(DateOnly on, Guid annulmentId)
    {
        if (RevokedOn is not null)
        {
            throw new InvalidOperationException("The certificate was revoked before.");
        }

        (RevokedOn, AnnulmentId) = (on, annulmentId);
    }

    /// <summary>True where the row still says what was signed, and the signature is one of ours.</summary>
    public bool IsGenuine(CertificateKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var genuine = keys.Verify(KeyId, Encoding.UTF8.GetBytes(Payload), Signature);
        return genuine && string.Equals(Payload, CertificatePayload.Of(this), StringComparison.Ordinal);
    }
}
