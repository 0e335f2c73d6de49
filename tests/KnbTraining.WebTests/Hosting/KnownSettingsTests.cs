using System.Text.RegularExpressions;
using KnbTraining.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace KnbTraining.WebTests.Hosting;

public sealed partial class KnownSettingsTests
{
    [Theory]
    [InlineData("Proxy:Enabled", "yes", "true or false")]
    [InlineData("Proxy:Enabled", "", "true or false")]
    [InlineData("Database:Provider", "1", "Sqlite or PostgreSql")]
    [InlineData("Shutdown:DrainSeconds", "soon", "a number of seconds")]
    [InlineData("Shutdown:DrainSeconds", "1,5", "a number of seconds")]
    [InlineData("Shutdown:DrainSeconds", "-1", "a number of seconds")]
    [InlineData("Shutdown:DrainSeconds", "601", "a number of seconds")]
    [InlineData("Shutdown:DrainSeconds", "NaN", "a number of seconds")]
    public void A_value_that_cannot_be_meant_is_refused_with_what_it_must_be(string name, string value, string expected)
    {
        var refused = Assert.Throws<StartupException>(() => KnownSettings.Check(With(name, value)));
        Assert.Contains($"{name} is '{value}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Proxy:Enabled", "True")]
    [InlineData("proxy:enabled", "false")]
    [InlineData("Shutdown:DrainSeconds", "0")]
    [InlineData("Shutdown:DrainSeconds", "600")]
    [InlineData("Shutdown:DrainSeconds", "2.5")]
    [InlineData("Kestrel:Anything", "of the framework")]
    [InlineData("CONTENT", "of the environment")]
    public void A_good_value_and_what_is_not_ours_pass_in_silence(string name, string value) => Assert.Empty(KnownSettings.Check(With(name, value)));

    [Theory]
    [InlineData("Proxy:Enable")]
    [InlineData("Data:Foldr")]
    [InlineData("Organisation:TimeZone:Name")]
    public void A_mistyped_name_under_a_section_of_ours_is_named_with_those_there_are(string name)
    {
        var warning = Assert.Single(KnownSettings.Check(With(name, "x")));
        Assert.Contains($"'{name}' is no setting", warning, StringComparison.Ordinal);
        Assert.Contains($"{name.Split(':')[0]}:", warning.Split("There is:")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_is_neither_shown_nor_saved()
    {
        Assert.DoesNotContain(KnownSettings.Connection, KnownSettings.Read(With(KnownSettings.Connection, "Password=hidden-word")).Keys);
        var refused = Assert.Throws<StartupException>(() => KnownSettings.Check(With(KnownSettings.Connection, "Password=hidden-word\0")));
        Assert.Contains(KnownSettings.Connection, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Sqlite")]
    [InlineData("", "Sqlite")]
    [InlineData("SQLITE", "Sqlite")]
    [InlineData("postgresql", "PostgreSql")]
    public void The_database_is_a_file_where_nothing_else_is_said(string? value, string expected) =>
        Assert.Equal(expected, KnownSettings.ProviderOf(With(KnownSettings.DatabaseProvider, value!)).ToString());

    [Fact]
    public void Every_setting_that_the_code_reads_is_checked_and_stands_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(WebRoom.Folder, "..", "..", "README.md"));
        var read = WebRoom.Files(".cs").SelectMany(file => Reading().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains("Proxy:Enabled", read);
        Assert.DoesNotContain(read, name => !KnownSettings.Names.Contains(name, StringComparer.Ordinal));
        Assert.DoesNotContain(KnownSettings.Names, name => !readme.Contains($"`{name}`", StringComparison.Ordinal));
    }

    private static IConfiguration With(string name, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [name] = value }).Build();

    [GeneratedRegex(@"(?:onfiguration\[|GetValue(?:<\w+>)?\()""(?<name>\w+:\w+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Reading();
}
