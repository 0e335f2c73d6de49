using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Architecture;

public sealed partial class HostTests
{
    /// <summary>Who may see what a request calls the host, and why.</summary>
    private static readonly Dictionary<string, string> MaySee = new(StringComparer.Ordinal)
    {
        ["src/KnbTraining.Web/Hosting/RequestAddress.cs"] = "keeps it away from everybody else",
        ["src/KnbTraining.Web/Security/RequestOrigin.cs"] = "compares it with what the browser calls its page",
        ["src/KnbTraining.Web/Security/CircuitDoor.cs"] = "writes it into the log of a refusal",
        ["src/KnbTraining.Web/Security/SecurityHeaders.cs"] = "promises HTTPS for no name of this machine",
        ["src/KnbTraining.Web/Components/SurfaceGuard.cs"] = "compares two addresses of the browser",
        ["src/KnbTraining.Web/Features/Explore/ExplorePage.razor.cs"] = "knows its own echo among addresses of the browser",
    };

    [Fact]
    public void No_address_is_made_from_the_host_of_a_request()
    {
        var files = Sources.Under("src/KnbTraining.Web", ".cs", ".razor").ToArray();
        var seeing = files.Where(file => HostOfRequest().IsMatch(file.Text)).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(files.Where(file => !MaySee.ContainsKey(file.Path)).LinesHolding(line => HostOfRequest().IsMatch(line)));

        // Whoever does not look any more loses the permission.
        Assert.Empty(MaySee.Keys.Except(seeing));
    }

    [GeneratedRegex(@"[rR]equest\.Host\b|\.ToAbsoluteUri\(|\bBaseUri\b|GetDisplayUrl|GetEncodedUrl|LinkGenerator|GetUriBy", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HostOfRequest();
}
