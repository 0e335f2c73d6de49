using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.UnitTests.Learning.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly PasswordOwner Owner = new("dana.s", ["Дана Сейтова", "Мұнай және газ институты", "Институт нефти и газа"]);

    [Fact]
    public void What_is_tried_first_is_refused_with_its_reason()
    {
        var refused = new Dictionary<string, PasswordFinding>(StringComparer.Ordinal)
        {
            ["elevenchars"] = PasswordFinding.TooShort,
            [new string('a', 201)] = PasswordFinding.TooLong,

            // On the list, as written, with signs for letters, around a common word, and typed in the other layout.
            ["motherfucker"] = PasswordFinding.Common,
            ["MotherFucker"] = PasswordFinding.Common,
            ["password2026"] = PasswordFinding.Common,
            ["P@ssw0rd2026!"] = PasswordFinding.Common,
            ["2026!!password"] = PasswordFinding.Common,
            ["Пароль202611!"] = PasswordFinding.Common,
            ["123qweasdzxc"] = PasswordFinding.Common,

            // Keys in a row, in both layouts, the alphabet, repetitions, digits alone.
            ["passwordpassword"] = PasswordFinding.Pattern,
            ["парольпароль"] = PasswordFinding.Pattern,
            ["qwerty123456"] = PasswordFinding.Pattern,
            ["йцукенгшщзхъ"] = PasswordFinding.Pattern,
            ["фывапролджэ1"] = PasswordFinding.Pattern,
            ["1йфя2цыч3увс"] = PasswordFinding.Pattern,
            ["абвгдеёжзийк"] = PasswordFinding.Pattern,
            ["lkjhgfdsaqwe"] = PasswordFinding.Pattern,
            ["zhambylzhambyl"] = PasswordFinding.Pattern,
            ["77012345679"+ "8"] = PasswordFinding.Pattern,
            ["+7 701 264 95 83"] = PasswordFinding.Pattern,
            ["xyxyyxxyxyyz"] = PasswordFinding.Pattern,

            // Names, also typed in the other layout.
            ["tall-dana.s-trees"] = PasswordFinding.HoldsName,
            ["маленький сейтова лес"] = PasswordFinding.HoldsName,
            ["ctqnjdf over the hill"] = PasswordFinding.HoldsName,
            ["наш ИНСТИТУТЫ велик"] = PasswordFinding.HoldsName,
        };
        foreach (var (password, finding) in refused)
        {
            Assert.True(PasswordRules.Find(password, Owner) == finding, $"'{password}': {PasswordRules.Find(password, Owner)?.ToString() ?? "allowed"}, expected {finding}");
        }
    }

    [Fact]
    public void A_short_sentence_in_any_of_the_languages_is_allowed()
    {
        foreach (var password in (string[])["a calm long sentence", "три кота на крыше", "терезеден тау көрінеді", "velvet-anchor-piano", "Тихий снег в марте 7", "жеті рет өлшеп бір рет кес"])
        {
            Assert.True(PasswordRules.Find(password, Owner) is null, $"'{password}': {PasswordRules.Find(password, Owner)}");
        }
    }

    [Fact]
    public void Length_counts_signs_and_not_code_units()
    {
        Assert.Equal(PasswordFinding.TooShort, PasswordRules.Find("🌲🌳🌴🌵🌷🌸", Owner));
        Assert.Equal(PasswordFinding.TooShort, PasswordRules.Find("й\u0306й\u0306моёжуйцы", Owner));
    }

    [Fact]
    public void The_list_is_there_whole() => Assert.Equal(30_000, PasswordRules.KnownCommon);

    [Fact]
    public void Composed_and_decomposed_letters_are_one_password()
    {
        var hasher = new NormalisingPasswordHasher(Options.Create(new PasswordHasherOptions { IterationCount = 500 }));
        var user = AppUser.Create(Guid.NewGuid(), "dana", null, mustChangePassword: false);
        const string Composed = "ёжик и чайник";
        var decomposed = Composed.Normalize(NormalizationForm.FormD);
        Assert.NotEqual(Composed, decomposed);

        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(user, hasher.HashPassword(user, Composed), decomposed));
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(user, hasher.HashPassword(user, decomposed), Composed));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(user, hasher.HashPassword(user, Composed), "ежик и чаиник"));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(user, hasher.HashPassword(user, Composed), "\uD800"));
    }

    // What tests turn down for speed.
    [Fact]
    public void The_application_hashes_with_SHA_512_and_210_000_iterations()
    {
        var services = new ServiceCollection();
        services.AddIdentityCore<AppUser>().AddLearningStores();
        using var provider = services.BuildServiceProvider();
        var hasher = Assert.IsType<NormalisingPasswordHasher>(provider.GetRequiredService<IPasswordHasher<AppUser>>());
        var hash = Convert.FromBase64String(hasher.HashPassword(AppUser.Create(Guid.NewGuid(), "dana", null, mustChangePassword: false), "a calm long sentence"));
        Assert.Equal([1, 0, 0, 0, 2], hash[..5]);
        Assert.Equal(210_000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)));
    }
}
