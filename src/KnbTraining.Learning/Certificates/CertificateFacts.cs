using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Certificates;

/// <param name="Payload">Of the text that was signed.</param>
[RecordedAs("certificate.issued")]
public sealed record CertificateIssued(Code Number, Guid PersonId, Guid AttemptId, Slug Course, DateOnly IssuedOn, DateOnly ValidUntil, Slug KeyId, Digest Payload) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Number.ToString();
}

/// <summary>A certificate counts no longer, because its exam was graded anew and is not passed any more.</summary>
[RecordedAs("certificate.revoked")]
public sealed record CertificateRevoked(Code Number, Guid PersonId, Guid AttemptId, Guid AnnulmentId, DateOnly RevokedOn) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Number.ToString();
}

/// <summary>The installation has its first key.</summary>
[RecordedAs("certificate.key-made")]
public sealed record CertificateKeyMade(Slug KeyId) : Fact
{
    public override string? AboutKey() => KeyId.ToString();
}

/// <summary>Another key signs from now on.</summary>
/// <param name="KeyId">The one that signs no more.</param>
[RecordedAs("certificate.key-replaced")]
public sealed record CertificateKeyReplaced(Slug KeyId) : Fact
{
    public override string? AboutKey() => KeyId.ToString();
}

/// <summary>The files of a certificate that are checked without this application. The values are part of facts.</summary>
public enum CertificateFile
{
    /// <summary>The text that was signed.</summary>
    Payload = 0,
    Signature = 1,
}

/// <summary>A file of a certificate has left the application.</summary>
[RecordedAs("certificate.downloaded")]
public sealed record CertificateDownloaded(Code Number, Guid PersonId, CertificateFile File) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Number.ToString();
}
