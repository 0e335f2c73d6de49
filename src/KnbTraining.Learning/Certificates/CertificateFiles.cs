using System.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Certificates;

/// <summary>Hands out the files with which a certificate is checked without this application. What leaves is recorded before it leaves.</summary>
public sealed class CertificateFiles(LearningStore store, CertificateQueries queries)
{
    /// <summary>For the holder and for those who see the holder in their scope.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where the viewer sees no such certificate.</returns>
    public async Task<Result<byte[]>> SendAsync(Viewer viewer, string number, CertificateFile file, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var found = await queries.FindSignedAsync(viewer, number, ct);
        if (found.Value is not { } signed)
        {
            return found.As<byte[]>();
        }

        return await store.WriteAsync<byte[]>(
            write =>
            {
                write.Record(viewer.Actor, new CertificateDownloaded(Code.Of(signed.Number), signed.PersonId, file));
                return Task.FromResult<Result<byte[]>>(file == CertificateFile.Payload ? Encoding.UTF8.GetBytes(signed.Payload) : signed.Signature);
            },
            ct);
    }
}
