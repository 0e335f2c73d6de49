using System.Security.Cryptography;
using KnbTraining.Content.Exchange.Bundles;

namespace KnbTraining.UnitTests.Content.Exchange.Bundles;

public sealed class PublisherKeyTests
{
    [Fact]
    public void A_public_key_on_the_right_curve_is_read_and_nothing_else_is()
    {
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var longer = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var pem = right.ExportSubjectPublicKeyInfoPem();
        Assert.Equal(KeyReading.Good, PublisherKey.TryRead($"Ministry\r\n{pem.ReplaceLineEndings("\r\n")}\r\n", out var key));
        Assert.Equal(pem + "\n", key!.Pem);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(right.ExportSubjectPublicKeyInfo())), key.Fingerprint);
        Assert.True(key.Verify([1, 2], right.SignData([1, 2], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        Assert.False(key.Verify([1, 3], right.SignData([1, 2], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));

        foreach (var secret in new[] { right.ExportPkcs8PrivateKeyPem(), right.ExportECPrivateKeyPem(), rsa.ExportRSAPrivateKeyPem() })
        {
            Assert.Equal(KeyReading.Private, PublisherKey.TryRead(secret, out key));
            Assert.Null(key);
        }

        foreach (var wrong in new[]
        {
            null, "", "key", longer.ExportSubjectPublicKeyInfoPem(), rsa.ExportSubjectPublicKeyInfoPem(), rsa.ExportRSAPublicKeyPem(), pem[..^40],
            pem.Replace("PUBLIC", "CERTIFICATE", StringComparison.Ordinal), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", new string('x', PublisherKey.LongestText) + pem,
        })
        {
            Assert.Equal(KeyReading.NoKey, PublisherKey.TryRead(wrong, out key));
            Assert.Null(key);
        }
    }
}
