using KnbTraining.Web.Commands;
using Microsoft.Data.Sqlite;

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

    [Fact]
    public async Task A_database_that_fails_in_the_middle_of_a_command_ends_it_in_one_sentence()
    {
        var data = Directory.CreateTempSubdirectory("knb-broken-").FullName;
        try
        {
            await NewInstallation.MakeAsync(data);
            await using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, "knbtraining.db")};Pooling=False"))
            {
                await connection.OpenAsync(CancellationToken.None);
                await using var command = connection.CreateCommand();
                command.CommandText = "ALTER TABLE LedgerOutsideHeads RENAME TO Gone";
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }

            Assert.Equal(1, await KnbCommandLine.InvokeAsync(["ledger", "verify", "--Data:Folder", data]));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    [Theory]
    [InlineData("edition export signed.zip --edition 0x", "--edition")]
    [InlineData("edition export signed.zip --edition 99999999999", "--edition")]
    [InlineData("content items --out x --count many", "--count")]
    [InlineData("content items --out x --seed -1", "--seed")]
    [InlineData("people import list.csv --leaving 1.5", "--leaving")]
    [InlineData("questions export --out x --variants 1.5", "--variants")]
    public async Task What_is_no_number_is_told_with_its_option_and_without_the_words_of_the_library(string command, string option)
    {
        var told = KnbCommandLine.WrongNumber(KnbCommandLine.Parse(command.Split(' ')));
        Assert.StartsWith($"{option} takes a whole number", told, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", told, StringComparison.Ordinal);
        Assert.Equal(1, await KnbCommandLine.InvokeAsync(command.Split(' ')));
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
