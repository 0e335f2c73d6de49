using KnbTraining.Learning;
using KnbTraining.TestKit;
using KnbTraining.Web.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Commands;

public sealed class AttemptCommandsTests
{
    [Fact]
    public async Task The_check_ends_with_exit_code_one_where_an_exam_is_not_as_it_was_sealed()
    {
        var data = Directory.CreateTempSubdirectory("knb-attempts-").FullName;
        try
        {
            await using (var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite))
            {
                await room.SitAsync(await room.AddLearnerAsync(), right: 3);
                await using var db = room.Open();
                await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", CancellationToken.None);
                File.Copy(room.DatabaseFile, Path.Combine(data, Path.GetFileName(room.DatabaseFile)));
            }

            Assert.Equal(0, await KnbCommandLine.InvokeAsync(["attempts", "check", "--Data:Folder", data]));
            await using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, "knbtraining.db")};Pooling=False"))
            {
                await connection.OpenAsync(CancellationToken.None);
                await using var change = connection.CreateCommand();
                change.CommandText = "UPDATE AttemptItems SET Score = 1";
                Assert.NotEqual(0, await change.ExecuteNonQueryAsync(CancellationToken.None));
            }

            Assert.Equal(1, await KnbCommandLine.InvokeAsync(["attempts", "check", "--Data:Folder", data]));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }
}
