using KnbTraining.Web.Localization;

namespace KnbTraining.WebTests.Localization;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/learn/before-access?x=1")]
    [InlineData("/quiz/0199/3")]
    public void A_path_of_this_site_is_kept(string address) => Assert.Equal(address, LocalAddress.OrHome(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("learn")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("/\t/evil.example")]
    public void Anything_else_leads_home(string? address) => Assert.Equal("/", LocalAddress.OrHome(address));

    [Theory]
    [InlineData("/knb", "/knb")]
    [InlineData("/knb/learn/a?x=1#y", "/knb/learn/a?x=1#y")]
    [InlineData("/", "/knb/")]
    [InlineData("/learn", "/knb/")]
    [InlineData("/knbx/learn", "/knb/")]
    [InlineData("/KNB/learn", "/knb/")]
    [InlineData("//knb/learn", "/knb/")]
    public void Below_a_path_base_only_its_own_paths_are_kept(string address, string kept) => Assert.Equal(kept, LocalAddress.OrHome(address, "/knb"));
}
