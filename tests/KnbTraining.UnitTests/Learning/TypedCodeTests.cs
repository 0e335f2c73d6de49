using KnbTraining.Learning;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Setup;

namespace KnbTraining.UnitTests.Learning;

public sealed class TypedCodeTests
{
    [Fact]
    public void Every_code_that_people_type_is_read_however_it_was_typed()
    {
        var readers = new Dictionary<string, (string Code, Func<string, string?> Read)>(StringComparer.Ordinal)
        {
            ["certificate"] = ("KNB-2026-7A3K-B9TX", CertificateNumber.Read),
            ["temporary password"] = ("ab7ce-hkm2p-txy9z", TemporaryPassword.Read),
            ["setup token"] = (SetupToken.HashOf("AB7CE-HKM2P-TXY9Z-AB7CE-HKM2P"), typed => SetupToken.HashOf(typed)),
        };
        var token = "AB7CE-HKM2P-TXY9Z-AB7CE-HKM2P";
        foreach (var (name, (expected, read)) in readers)
        {
            var code = name == "setup token" ? token : expected;
            foreach (var typed in Typings(code))
            {
                Assert.True(read(typed) == expected, $"{name} typed as '{typed}'");
            }
        }
    }

    [Theory]
    [InlineData("AB7CE-HKM2P-TXY9")]
    [InlineData("AB7CE-HKM2P-TXY9Z2")]
    [InlineData("AB7CE-HKM2P-TXY9Ж")]
    [InlineData("AB7CE-HKM2P-TXY9٢")]
    [InlineData("")]
    [InlineData(null)]
    public void What_cannot_be_a_code_is_none(string? typed) => Assert.Null(TypedCode.Read(typed, 15));

    [Fact]
    public void Drawn_codes_hold_no_sign_that_is_misread_and_are_read_as_they_are()
    {
        for (var round = 0; round < 200; round++)
        {
            var code = TypedCode.Draw(25);
            Assert.DoesNotContain(code, sign => "01ILOU".Contains(sign, StringComparison.Ordinal));
            Assert.Equal(code, TypedCode.Read(TypedCode.Write(code, 5), 25));
        }
    }

    [Fact]
    public void A_new_setup_token_has_128_random_bits_at_least() =>
        Assert.True(TypedCode.Fold(SetupToken.Draw()).Length * Math.Log2(TypedCode.Signs.Length) >= 128);

    private static IEnumerable<string> Typings(string code)
    {
        yield return code;
        yield return $"\t {code}\u00A0\r\n";
        yield return code.Replace("-", "", StringComparison.Ordinal);
        yield return code.Replace('-', ' ');
        yield return code.ToUpperInvariant();
#pragma warning disable CA1308 // Typed in small letters.
        yield return code.ToLowerInvariant();
#pragma warning restore CA1308
        foreach (var dash in "\u2010\u2011\u2012\u2013\u2014\u2212_.")
        {
            yield return code.Replace('-', dash);
        }

        // The Russian and Kazakh letters that look the same.
        var upper = code.ToUpperInvariant();
        yield return Replace(upper, "ABEKMHPCTYX", "АВЕКМНРСТҮХ");
        yield return Replace(upper, "ABEKMHPCTYX", "АВЕКМҺРСТУХ").ToLowerInvariant().Replace('в', 'В');
        yield return upper.Insert(3, "\u200B").Insert(7, "\u200E");
    }

    private static string Replace(string text, string from, string to) =>
        string.Concat(text.Select(sign => from.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at && sign != 'H' ? to[at] : sign == 'H' ? to[5] : sign));
}
