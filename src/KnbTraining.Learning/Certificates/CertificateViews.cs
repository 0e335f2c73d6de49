namespace KnbTraining.Learning.Certificates;

public enum CertificateStanding
{
    Unknown,
    Valid,

    /// <summary>Its last day has passed.</summary>
    Expired,

    /// <summary>Its exam was graded anew, and is not passed any more.</summary>
    Revoked,

    /// <summary>What is stored is not what was signed, or it was not signed by this installation.</summary>
    NotGenuine,
}

/// <summary>A certificate for its holder and for those who see the holder in their scope.</summary>
public sealed record CertificateView(
    string Number,
    Guid PersonId,
    Guid AttemptId,
    string Issuer,
    string HolderName,
    string UnitName,
    string CourseTitle,
    int EditionNumber,
    int Percent,
    DateOnly IssuedOn,
    DateOnly ValidUntil,
    string KeyId,
    CertificateStanding Standing)
{
    /// <summary>Null where it was not revoked.</summary>
    public DateOnly? RevokedOn { get; init; }

    /// <summary>What its exam has earned by a grading anew, in percent; null where it was not graded anew.</summary>
    public int? PercentAnew { get; init; }
}

/// <summary>What a stranger who knows the number is told, and no more.</summary>
/// <param name="Holder">The name with first names as initials.</param>
public sealed record VerifiedCertificate(
    string Number, string Holder, string CourseTitle, int EditionNumber, DateOnly IssuedOn, DateOnly ValidUntil)
{
    /// <summary>Null where it was not revoked.</summary>
    public DateOnly? RevokedOn { get; init; }
}

/// <param name="Certificate">Null where no certificate has the number.</param>
public sealed record Verification(CertificateStanding Standing, VerifiedCertificate? Certificate);

/// <summary>The signed text and its signature, for checking without this application.</summary>
public sealed record SignedPayload(string Number, Guid PersonId, string Payload, byte[] Signature);
