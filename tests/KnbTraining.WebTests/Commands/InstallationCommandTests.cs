using KnbTraining.Web.Commands;

namespace KnbTraining.WebTests.Commands;

public sealed class InstallationCommandTests
{
    [Theory]
    [InlineData("attempts check")]
    [InlineData("certificates rotate-key")]
    [InlineData("ledger verify")]
    [InlineData("people import list.csv")]
    [InlineData("questions import bank.txt --editor Editor")]
    public async Task A_word_that_means_nothing_ends_the_command_before_anything_is_opened(string command)
    {
        var data = Path.Combine(Path.GetTempPath(), $"knb-stray-{Guid.NewGuid():N}");
        Assert.Equal(1, await KnbCommandLine.InvokeAsync([.. command.Split(' '), "stray", "--Data:Folder", data]));
        Assert.False(Directory.Exists(data));
    }

    [Theory]
    [InlineData("attempts check")]
    [InlineData("certificates rotate-key")]
    [InlineData("edition export signed.zip")]
    [InlineData("ledger verify")]
    [InlineData("people import list.csv")]
    [InlineData("questions export --out bank.txt")]
    public async Task A_folder_without_an_installation_is_refused_and_none_is_made_there(string command)
    {
        var data = Path.Combine(Path.GetTempPath(), $"knb-mistyped-{Guid.NewGuid():N}");
        Assert.Equal(1, await KnbCommandLine.InvokeAsync([.. command.Split(' '), "--Data:Folder", data]));
        Assert.False(Directory.Exists(data));
    }
}
