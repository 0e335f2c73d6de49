using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Accounts;

/// <summary>
/// Identity's PBKDF2 with HMAC-SHA512, over the composed form of the password: keyboards of one system send й as one sign and
/// those of another as two, and both are the same password. A hash that was made with fewer iterations is still good and asks to be made anew.
/// </summary>
public sealed class NormalisingPasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<AppUser>(options)
{
    /// <summary>Iterations of PBKDF2: what OWASP's Password Storage Cheat Sheet asks for with SHA-512.</summary>
    public const int Iterations = 210_000;

    public override string HashPassword(AppUser user, string password) => base.HashPassword(user, Normalise(password));

    public override PasswordVerificationResult VerifyHashedPassword(AppUser user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, Normalise(providedPassword));

    /// <summary>The form in which a password is checked and hashed: NFKC where the text is Unicode at all.</summary>
    public static string Normalise(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no form to bring it to.
            return password;
        }
    }

    /// <summary>A hash that no password fits and that costs as much to find out: for names that nobody has.</summary>
    internal static string HashOfNobody(int iterations)
    {
        // Identity's version 3: marker, function (2 = HMAC-SHA512), iterations, length of the salt, salt, derived key.
        var bytes = new byte[13 + 16 + 32];
        RandomNumberGenerator.Fill(bytes.AsSpan(13));
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), (uint)iterations);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), 16);
        return Convert.ToBase64String(bytes);
    }
}
