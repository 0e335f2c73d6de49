using System.Security.Cryptography;

namespace KnbTraining.Learning.People;

/// <summary>A password to read out once: no letters that look alike, 15 of them, about 74 random bits.</summary>
internal static class TemporaryPassword
{
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string Create() => string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5)));
}
