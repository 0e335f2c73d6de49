using KnbTraining.Learning;
using KnbTraining.Learning.Backups.Copies;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.UnitTests.Learning.Signing;

/// <summary>Keys that nodes share through their database. Skipped where there is no server.</summary>
public sealed class SharedKeysTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Both_nodes_sign_with_one_key_and_a_rotation_on_one_counts_on_the_other_at_once()
    {
        await using var here = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);
        await here.InitialiseAsync();
        await using var there = LearningRoom.OpenEmptyBeside(here);
        await there.InitialiseAsync();
        var before = IdOf(here.Get<CertificateKeys>());
        Assert.Equal(before, IdOf(there.Get<CertificateKeys>()));
        Assert.Equal(IdOf(here.Get<CheckpointKeys>()), IdOf(there.Get<CheckpointKeys>()));
        Assert.NotEqual(before, IdOf(here.Get<CheckpointKeys>()));
        using var old = here.Get<CertificateKeys>().OpenSigningKey();
        var signature = old.Sign("text"u8);

        var after = (await here.Get<CertificateKeyRotation>().RotateAsync(None)).Value;

        Assert.NotEqual(before, after);
        Assert.Equal(after, IdOf(there.Get<CertificateKeys>()));
        Assert.True(there.Get<CertificateKeys>().Verify(before, "text"u8, signature));
        Assert.False(there.Get<CertificateKeys>().Verify(before, "other"u8, signature));
        Assert.Equal([(after!, true), (before, false)], there.Get<CertificateKeys>().ListPublic().Select(key => (key.Id, key.Current)));
        await using var db = here.Open();
        Assert.Null((await db.StoredKeys.SingleAsync(key => key.Id == before, None)).Secret);
        Assert.Equal([before], (await here.FactsAsync<CertificateKeyMade>()).Select(fact => fact.KeyId.ToString()));
    }

    [Fact]
    public async Task Two_rotations_at_the_same_time_leave_one_private_key()
    {
        await using var here = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);
        await here.InitialiseAsync();
        await using var there = LearningRoom.OpenEmptyBeside(here);

        await Task.WhenAll(new[] { here, there, here, there }.Select(room => Task.Run(() => room.Get<CertificateKeyRotation>().RotateAsync(None), None)));

        await using var db = here.Open();
        var keys = await db.StoredKeys.Where(key => key.Purpose == KeyPurpose.Certificates).ToListAsync(None);
        Assert.Equal((5, 1), (keys.Count, keys.Count(key => key.Secret is not null)));
    }

    [Fact]
    public async Task No_secret_can_be_read_in_the_database_and_none_lies_in_the_folder_but_the_key_file()
    {
        await using var room = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);
        UseKeyFile(room, Path.Combine(room.Database.Folder, "keys", "database.key"));

        await room.InitialiseAsync();

        await using var db = room.Open();
        var secrets = await db.StoredKeys.Where(key => key.Secret != null).Select(key => key.Secret!).ToListAsync(None);
        Assert.Equal(2, secrets.Count);
        Assert.All(secrets, secret => Assert.DoesNotContain("PRIVATE", System.Text.Encoding.Latin1.GetString(secret), StringComparison.Ordinal));
        var files = Directory.EnumerateFiles(Path.Combine(room.Database.Folder, "keys"), "*", SearchOption.AllDirectories);
        Assert.Equal(["database.key"], files.Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_start_without_the_key_file_or_with_another_one_is_refused_in_one_line_and_changes_nothing()
    {
        await using var room = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);
        await room.InitialiseAsync();
        await using var other = LearningRoom.OpenEmptyBeside(room);
        var file = Path.Combine(other.Database.Folder, "shared.key");
        UseKeyFile(other, file);

        await AssertRefusedAsync(other, file, "Copy it there");
        Assert.False(File.Exists(file));

        KeyFile.Create(file);
        await AssertRefusedAsync(other, file, "is not the one");
        await File.WriteAllTextAsync(file, "no key", None);
        await AssertRefusedAsync(other, file, "32 bytes");

        File.Copy(room.Get<IOptions<LearningOptions>>().Value.KeyFile!, file, overwrite: true);
        await other.InitialiseAsync();
        Assert.Equal(IdOf(room.Get<CertificateKeys>()), IdOf(other.Get<CertificateKeys>()));
    }

    /// <summary>As for an installation that was copied from SQLite, or was a single server.</summary>
    [Fact]
    public async Task Keys_that_lie_in_the_data_folder_are_taken_over_at_the_first_start()
    {
        await using var room = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);
        var options = Options.Create(new LearningOptions { DataFolder = room.Database.Folder });
        var files = new CertificateKeys(options);
        var older = IdOf(files);
        Directory.Move(Path.Combine(files.Place, "signing.pem"), Path.Combine(files.Place, "gone.pem"));
        File.Delete(Path.Combine(files.Place, "gone.pem"));
        var newer = IdOf(files);
        var checkpoints = IdOf(new CheckpointKeys(options));
        await File.WriteAllTextAsync(Path.Combine(room.Database.Folder, DataFolderNames.Keys, "key-1.xml"), "<key id=\"1\" />", None);

        await room.InitialiseAsync();

        Assert.Equal([(newer, true), (older, false)], room.Get<CertificateKeys>().ListPublic().Select(key => (key.Id, key.Current)));
        Assert.Equal(checkpoints, IdOf(room.Get<CheckpointKeys>()));
        Assert.Equal("1", Assert.Single(room.Get<ProtectionKeyRows>().GetAllElements()).Attribute("id")!.Value);
        Assert.Empty(await room.FactsAsync<CertificateKeyMade>());
        Assert.Contains(room.Log.Entries, entry => entry.Message.Contains("not read any more", StringComparison.Ordinal));

        // Once.
        await room.InitialiseAsync();
        await using var db = room.Open();
        Assert.Equal(4, await db.StoredKeys.CountAsync(None));
    }

    [Fact]
    public async Task Keys_that_came_with_the_rows_of_a_server_are_laid_into_the_folder_of_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("knb-keys-").FullName;
        var database = PostgreSqlServer.Instance.Create();
        string former, current;
        await using (var server = LearningRoom.OpenBeside(RoomDatabase.OnServer(folder, database)))
        {
            UseKeyFile(server, Path.Combine(folder, DataFolderNames.Keys, "database.key"));
            await server.InitialiseAsync();
            former = IdOf(server.Get<CertificateKeys>());
            current = (await server.Get<CertificateKeyRotation>().RotateAsync(None)).Value!;
        }

        var options = new LearningOptions { DataFolder = folder, ConnectionString = PostgreSqlServer.Instance.ConnectionTo(database) };
        await new DatabaseCopy(options, new MachineClock(LearningRoom.Start)).RunAsync(DatabaseKind.PostgreSql, DatabaseKind.Sqlite, None);
        await using (var file = LearningRoom.OpenBeside(RoomDatabase.Of(DatabaseKind.Sqlite, folder)))
        {
            await file.InitialiseAsync();

            Assert.Equal([(current, true), (former, false)], file.Get<CertificateKeys>().ListPublic().Select(key => (key.Id, key.Current)));
            await using var db = file.Open();
            Assert.Empty(await db.StoredKeys.ToListAsync(None));
        }

        PostgreSqlServer.Instance.Drop(database);
    }

    private static string IdOf(SigningKeys keys)
    {
        using var key = keys.OpenSigningKey();
        return key.Id;
    }

    private static void UseKeyFile(LearningRoom room, string file) => room.Get<IOptions<LearningOptions>>().Value.KeyFile = file;

    private static async Task AssertRefusedAsync(LearningRoom room, string file, string said)
    {
        var refused = await Assert.ThrowsAsync<LearningStartupException>(room.InitialiseAsync);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }
}
