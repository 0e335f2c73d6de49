using System.Globalization;
using System.Text;
using KnbTraining.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace KnbTraining.WebTests.Hosting;

public sealed class StartChecksTests
{
    [Fact]
    public void This_machine_passes()
    {
        StartChecks.Languages();
        StartChecks.Temporary();
        StartChecks.Zone("Asia/Almaty");
    }

    [Fact]
    public void Another_order_than_the_Kazakh_one_is_refused() =>
        Assert.Contains("order Kazakh words", Assert.Throws<StartupException>(() => StartChecks.Languages(_ => CultureInfo.GetCultureInfo("en").CompareInfo)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_machine_without_the_language_is_refused() =>
        Assert.Contains("Install ICU", Assert.Throws<StartupException>(() => StartChecks.Languages(name => throw new CultureNotFoundException(nameof(name), name, "There is no such language here."))).Message, StringComparison.Ordinal);

    [Fact]
    public void Old_data_about_a_zone_of_Kazakhstan_are_refused_with_two_ways_out()
    {
        var old = TimeZoneInfo.CreateCustomTimeZone("Asia/Almaty", TimeSpan.FromHours(6), "old", "old");
        var refused = Assert.Throws<StartupException>(() => StartChecks.Zone("Asia/Almaty", old)).Message;
        Assert.Contains("UTC+6", refused, StringComparison.Ordinal);
        Assert.Contains("tzdata", refused, StringComparison.Ordinal);
        Assert.Contains("Organisation:TimeZone=Etc/GMT-5", refused, StringComparison.Ordinal);
        StartChecks.Zone("Asia/Bishkek", old);
        Assert.Equal(TimeSpan.FromHours(5), TimeZoneInfo.FindSystemTimeZoneById("Etc/GMT-5").BaseUtcOffset);
    }

    [Fact]
    public void A_zone_that_is_none_is_refused_by_name() =>
        Assert.Contains("'Asia/Almatty'", Assert.Throws<StartupException>(() => StartChecks.Zone("Asia/Almatty")).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_the_language_library_one_line_says_so_before_the_runtime_gives_up()
    {
        using var console = new MemoryStream();
        var tried = new List<string>();
        Assert.False(LanguageLibrary.IsThere(linux: true, name => { tried.Add(name); return false; }, () => console));
        Assert.Single(Encoding.ASCII.GetString(console.ToArray()).TrimEnd('\n').Split('\n'), line => line.Contains("libicu", StringComparison.Ordinal));
        Assert.Contains("libicuuc.so.72", tried);
        Assert.True(LanguageLibrary.IsThere(linux: true, name => name == "libicuuc.so.76", () => throw new InvalidOperationException("Nothing is to be said.")));
        Assert.True(LanguageLibrary.IsThere());
    }

    [Fact]
    public void Keys_that_cannot_protect_are_refused()
    {
        var folder = Directory.CreateTempSubdirectory("knb-keys-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "key-3f1f1a39-0b3f-4c11-9c5d-1f4b5b8e9b11.xml"), "no key");
            var refused = Assert.Throws<StartupException>(() => StartChecks.Keys(DataProtectionProvider.Create(folder), new Folders(folder.FullName, "")));
            Assert.Contains("cannot be used", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
