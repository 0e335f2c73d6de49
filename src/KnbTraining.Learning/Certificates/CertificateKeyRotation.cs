using KnbTraining.Learning.Audit;

namespace KnbTraining.Learning.Certificates;

/// <summary>Replaces the signing key, with an entry in the audit log.</summary>
public sealed class CertificateKeyRotation(CertificateKeys keys, AuditLog audit)
{
    /// <returns>The id of the key that signs from now on.</returns>
    public async Task<Result<string>> RotateAsync(CancellationToken ct)
    {
        string before;
        using (var old = keys.OpenSigningKey())
        {
            before = old.Id;
        }

        // Announced before it happens: a key may never change without a trace.
        var entry = await audit.WriteAsync(AuditActor.System, "certificates.key-rotated", before, null, ct);
        return entry.Ok ? keys.Replace() : entry.As<string>();
    }
}
