using KnbTraining.Learning.Settings;

namespace KnbTraining.UnitTests.Learning.Settings;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://training.example.kz", "https://training.example.kz", "")]
    [InlineData(" HTTPS://Training.Example.KZ:443/ ", "https://training.example.kz", "")]
    [InlineData("http://10.1.2.3:5080", "http://10.1.2.3:5080", "")]
    [InlineData("http://[::1]:5080/a", "http://[::1]:5080", "/a")]
    [InlineData("https://example.kz/knb/", "https://example.kz", "/knb")]
    [InlineData("https://example.kz/Intra.net/knb_2", "https://example.kz", "/Intra.net/knb_2")]
    [InlineData("https://оқу.қаз", "https://xn--n1ak7x.xn--80ao21a", "")]
    public void An_address_is_read_as_a_browser_names_it(string text, string origin, string pathBase)
    {
        var address = PublicAddress.Read(text)!;
        Assert.Equal((origin, pathBase), (address.Origin, address.PathBase));
        Assert.Equal(origin + pathBase, address.ToString());
        Assert.Equal($"{origin}{pathBase}/verify/KNB", address.Of("verify/KNB"));
        Assert.Equal(origin[4] == 's', address.IsSecure);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("training.example.kz")]
    [InlineData("/knb")]
    [InlineData("ftp://example.kz")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    [InlineData("https://somebody@example.kz")]
    [InlineData("https://example.kz/?a=1")]
    [InlineData("https://example.kz/#a")]
    [InlineData("https://example.kz//knb")]
    [InlineData("https://example.kz/a%2Fb")]
    [InlineData("https://example.kz/a b")]
    [InlineData("https://example.kz/\"><script>")]
    [InlineData("https://example.kz:99999")]
    public void Anything_else_is_no_public_address(string? text) => Assert.Null(PublicAddress.Read(text));
}
