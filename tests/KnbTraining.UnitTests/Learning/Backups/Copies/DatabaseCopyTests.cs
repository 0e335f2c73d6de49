using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Backups.Copies;
using KnbTraining.Learning.Demo;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Backups.Copies;

/// <summary>Skipped where there is no server.</summary>
public sealed class DatabaseCopyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_demo_is_copied_to_a_server_goes_on_there_and_comes_back_as_it_was()
    {
        await using var one = new CopyRoom(LearningRoom.OpenEmpty(DatabaseKind.Sqlite));
        await one.Room.InitialiseAsync();
        await one.Room.Get<DemoSeeder>().SeedAsync(None);
        await one.Room.KillAndRestartWithoutEditionAsync();
        var before = DatabaseDump.Of(one.File);
        var last = (await one.Room.LinesAsync())[^1].Number;

        var there = await one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);

        Assert.Equal(last, there.Content.Head.Size);
        Assert.Equal(before, DatabaseDump.Of(one.File));
        Assert.True(there.Content.Rows > 5_000, $"{there.Content.Rows} rows");
        Assert.Equal(0, there.Content.ChangedValues);
        Assert.Empty(await one.Copy.CompareAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None));
        var away = await one.PutFileAwayAsync();
        var back = await one.Copy.RunAsync(DatabaseKind.PostgreSql, DatabaseKind.Sqlite, None);
        Assert.Equal(last + 1, back.Content.Head.Size);
        Assert.Equal(before, DatabaseDump.Of(away));
        var returned = DatabaseDump.Of(one.File);
        Assert.Empty(before.Except(returned, StringComparer.Ordinal));
        Assert.All(returned.Except(before, StringComparer.Ordinal), row => Assert.Contains("database.copied", row, StringComparison.Ordinal));
        Assert.Equal(before.Count + 2, returned.Count);

        await using var server = one.OpenServer();
        await server.InitialiseAsync();
        var told = Assert.Single(await server.FactsAsync<DatabaseCopied>());
        Assert.Equal(new DatabaseCopied(Slug.Of("sqlite"), Slug.Of("postgresql"), there.Content.Hash, there.Content.Rows, last), told);
        Assert.True((await server.Get<LedgerCheck>().RunAsync(None)).Fits);
        var exams = await server.Get<AttemptCheck>().RunAsync(None);
        Assert.Empty(exams.Broken);
        Assert.True((await server.Get<LedgerVerifier>().RunAsync([there.Content.Head], None)).Found.NothingFound);
    }

    /// <summary>Whoever copies a table by a list of names forgets the next one: these are all that the file has.</summary>
    [Fact]
    public async Task Every_table_of_the_file_is_copied()
    {
        await using var one = await CopyRoom.OpenAsync();
        var file = DatabaseDump.Of(one.File);
        var copied = await one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);

        await using var db = one.Room.Open();
        var names = await db.Database
            .SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND substr(name, 1, 4) <> '__EF'")
            .ToListAsync(None);
        Assert.Equal(names.Order(StringComparer.Ordinal), copied.Content.Tables.Select(table => table.Table).Order(StringComparer.Ordinal));
        Assert.Equal(names.Append("__EFMigrationsHistory").Order(StringComparer.Ordinal), (await one.ListServerTablesAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(file.Count(row => !row.StartsWith("__EF", StringComparison.Ordinal)), copied.Content.Rows);
    }

    [Fact]
    public async Task Numbers_that_the_database_gives_go_on_after_those_that_were_copied()
    {
        await using var one = await CopyRoom.OpenAsync();
        var learner = await one.Room.AddLearnerAsync();
        await one.Room.SitAsync(learner);
        await one.Room.SitAsync(await one.Room.AddLearnerAsync());
        await one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);

        await using var server = one.OpenServer();
        await server.InitialiseAsync();
        await server.Get<AnswerWriter>().StartAsync(None);
        await server.SitAsync(await server.AddLearnerAsync());

        await using var db = server.Open();
        Assert.Equal([1, 2, 3], await db.Attempts.OrderBy(row => row.Number).Select(row => row.Number).ToListAsync(None));
        var steps = await db.AttemptSteps.OrderBy(row => row.Sequence).Select(row => row.Sequence).ToListAsync(None);
        Assert.Equal(Enumerable.Range(1, steps.Count).Select(step => (long)step), steps);
        Assert.Empty((await server.Get<AttemptCheck>().RunAsync(None)).Broken);
    }

    [Fact]
    public async Task Values_of_every_type_arrive_as_they_are_on_both_ways()
    {
        await using var one = await CopyRoom.OpenAsync();
        var text = string.Concat(Enumerable.Range(1, 0x2FFF).Select(sign => (char)sign))
            + "\U0001F600\U0002A6A5\uFFFE\uFFFF \\N \\. ''\"\"\t\r\n";
        var root = (await one.Room.RootAsync()).Id;
        (string Path, string Name, int Number)[] units =
        [
            ("/9/", text, int.MaxValue), ("/8/", "", int.MinValue), ("/7/", "Қазақстан", 0), ("/6/", "\\N", -1), ("/5/", "\"quoted\" 'text'", 1),
        ];
        foreach (var (path, name, number) in units)
        {
            await one.ExecuteOnFileAsync(
                "INSERT INTO Units (Id, ParentId, Path, Name, Version, MergedPeople) VALUES ($id, $parent, $path, $name, 0, 0)",
                ("$id", Guid.NewGuid().ToByteArray(bigEndian: true)), ("$parent", root.ToByteArray(bigEndian: true)), ("$path", path), ("$name", name));
            await one.ExecuteOnFileAsync(
                "INSERT INTO SavedMappings (Id, Columns, Key, Name, Version) VALUES ($id, $name, $path, $name, $number)",
                ("$path", path),
                ("$name", name),
                ("$number", number),
                ("$id", new Guid(number, 0, 0, new byte[8]).ToByteArray(bigEndian: true)));
            await one.ExecuteOnFileAsync(
                "INSERT INTO SetupTokens (Id, CreatedAt, ExpiresAt, Hash, UsedAt) VALUES ($id, $at, $at, $path, $at)",
                ("$path", path),
                ("$id", new Guid(number, 0, 0, new byte[8]).ToByteArray(bigEndian: true)),
                ("$at", InstantOf(number)));
        }

        (long Number, long Size, byte[] Root, string? Day)[] checkpoints =
        [
            (long.MaxValue, long.MinValue, [], null),
            (1, 0, [0, 0, 0], "0001-01-01"),
            (2, long.MaxValue, [.. Enumerable.Range(0, 256).Select(value => (byte)value)], "9999-12-31"),
        ];
        foreach (var (number, size, hash, day) in checkpoints)
        {
            await one.ExecuteOnFileAsync(
                "INSERT INTO LedgerCheckpoints (Number, Size, Root, Edge, Day, Note, At) VALUES ($number, $size, $root, $root, $day, $note, $at)",
                ("$number", number),
                ("$size", size),
                ("$root", hash),
                ("$day", (object?)day ?? DBNull.Value),
                ("$note", text),
                ("$at", DateTimeOffset.UnixEpoch.UtcTicks));
        }

        var before = DatabaseDump.Of(one.File);
        var there = await one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);
        Assert.Equal(0, there.Content.ChangedValues);
        await one.PutFileAwayAsync();
        await one.Copy.RunAsync(DatabaseKind.PostgreSql, DatabaseKind.Sqlite, None);

        Assert.Empty(before.Except(DatabaseDump.Of(one.File), StringComparer.Ordinal));

        // The first, the last and a middle instant, none finer than a microsecond.
        static long InstantOf(int number) => number switch
        {
            int.MinValue => 0,
            int.MaxValue => DateTimeOffset.MaxValue.UtcTicks / 10 * 10,
            _ => new DateTimeOffset(2026, 3, 2, 4, 5, 6, TimeSpan.Zero).UtcTicks + (number * 10),
        };
    }

    [Fact]
    public async Task What_a_server_cannot_keep_is_counted_and_told()
    {
        await using var one = await CopyRoom.OpenAsync();
        await one.ExecuteOnFileAsync(
            "INSERT INTO SavedMappings (Id, Columns, Key, Name, Version) VALUES (zeroblob(16), '', 'a', 'nul' || char(0) || 'nul', 1)");
        await one.ExecuteOnFileAsync("INSERT INTO SetupTokens (Id, CreatedAt, ExpiresAt, Hash) VALUES (zeroblob(16), 638000000000000007, 638000000000000000, 'a')");

        var there = await one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);

        Assert.Equal(2, there.Content.ChangedValues);
        Assert.Empty(await one.Copy.CompareAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None));
        await using var server = one.OpenServer();
        await using var db = server.Open();
        Assert.Equal("nul\uFFFDnul", (await db.SavedMappings.SingleAsync(None)).Name);
        Assert.Equal(638000000000000000, (await db.SetupTokens.SingleAsync(token => token.Hash == "a", None)).CreatedAt.UtcTicks);
    }

    [Theory]
    [InlineData("""UPDATE "AttemptSteps" SET "At" = "At" + interval '1 microsecond' WHERE "Sequence" = 3""", "rows of the table AttemptSteps are not the same")]
    [InlineData("""UPDATE "People" SET "Name" = "Name" || ' ' """, "rows of the table People are not the same")]
    [InlineData("""DELETE FROM "AttemptSteps" WHERE "Sequence" = 3""", "The table AttemptSteps has")]
    [InlineData(
        """INSERT INTO "SavedMappings" ("Id", "Columns", "Key", "Name", "Version") VALUES (gen_random_uuid(), '', 'a', 'A', 1)""",
        "The table SavedMappings has 0 rows here and 1 there")]
    [InlineData("""UPDATE "AttemptItems" SET "Score" = NULL WHERE "Position" = 2""", "rows of the table AttemptItems are not the same")]
    public async Task A_copy_that_was_changed_is_found(string harm, string told)
    {
        await using var one = await CopyRoom.OpenAsync();
        await one.Room.SitAsync(await one.Room.AddLearnerAsync());
        await one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);
        Assert.Empty(await one.Copy.CompareAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None));

        await one.ExecuteOnServerAsync(harm);

        var found = await one.Copy.CompareAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);
        Assert.Contains(told, Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_was_changed_is_not_copied_and_not_compared_in_silence()
    {
        await using var one = await CopyRoom.OpenAsync();
        await one.Room.SitAsync(await one.Room.AddLearnerAsync());
        await one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);
        await one.ExecuteOnServerAsync("""UPDATE "Ledger" SET "Line" = replace("Line", 'exam', 'Exam') WHERE "Kind" LIKE 'exam%'""");
        var compared = await RefusedAsync(() => one.Copy.CompareAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None));
        Assert.Contains("does not fit", compared.Message, StringComparison.Ordinal);

        await one.PutFileAwayAsync();
        var copied = await RefusedAsync(() => one.Copy.RunAsync(DatabaseKind.PostgreSql, DatabaseKind.Sqlite, None));
        Assert.Contains("does not fit", copied.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(one.File));
        Assert.Empty(Directory.EnumerateDirectories(one.Folder, ".knb*"));
    }

    [Fact]
    public async Task A_target_that_is_not_empty_is_left_as_it_is()
    {
        await using var one = await CopyRoom.OpenAsync();
        await one.ExecuteOnServerAsync("CREATE TABLE theirs (id int)");
        await AssertRefusedAsync(one, one.Copy, "not empty", "theirs");
        Assert.Equal(["theirs"], await one.ListServerTablesAsync());

        var before = await one.ReadFileAsync();
        var refused = await RefusedAsync(() => one.Copy.RunAsync(DatabaseKind.PostgreSql, DatabaseKind.Sqlite, None));
        Assert.Contains("already", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await one.ReadFileAsync());
    }

    [Fact]
    public async Task A_source_that_is_in_use_damaged_or_of_another_version_is_not_copied()
    {
        await using var one = await CopyRoom.OpenAsync();
        using (FolderLock.TryShare(one.Folder))
        {
            await AssertRefusedAsync(one, one.Copy, "Stop it first");
        }

        await using (await one.ConnectAsync())
        {
            await AssertRefusedAsync(one, one.Copy, "Somebody works with the database");
        }

        await one.ExecuteOnFileAsync("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Later', '99.0')");
        await AssertRefusedAsync(one, one.Copy, "newer or another version");
        await one.ExecuteOnFileAsync("DELETE FROM __EFMigrationsHistory");
        await AssertRefusedAsync(one, one.Copy, "none of this application");
        var same = await RefusedAsync(() => one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.Sqlite, None));
        Assert.Contains("Both are", same.Message, StringComparison.Ordinal);
        await one.PutFileAwayAsync();
        await AssertRefusedAsync(one, one.Copy, "There is no database");
        Assert.Empty(await one.ListServerTablesAsync());
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_without_the_password()
    {
        await using var one = await CopyRoom.OpenAsync();
        foreach (var (connection, told) in new[]
        {
            ("Host=/nowhere;Database=knb;Username=knb;Password=hunter2", "Check that the server runs"),
            ($"Host={PostgreSqlServer.Instance.Host};Database=missing;Username=knb;Password=hunter2", "does not exist"),
            ("Password=hunter2", "names no Host"),
            ("hunter2", "cannot be read"),
            ("", "is missing"),
        })
        {
            var refused = await AssertRefusedAsync(one, one.With(connection), told);
            Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Whatever goes wrong on the way, the target holds nothing that anybody could take for an installation.</summary>
    [Fact]
    public async Task A_copy_that_fails_on_its_way_leaves_not_even_a_table()
    {
        await using var one = await CopyRoom.OpenAsync();
        await one.Room.SitAsync(await one.Room.AddLearnerAsync());

        // A row without the one that it refers to: the server refuses it after many tables have gone over.
        await one.ExecuteOnFileAsync("UPDATE AttemptSteps SET AttemptNumber = 77 WHERE Sequence = 5");
        await AssertRefusedAsync(one, one.Copy, "AttemptSteps");
        Assert.Empty(await one.ListServerTablesAsync());

        await one.ExecuteOnFileAsync("UPDATE AttemptSteps SET AttemptNumber = 1 WHERE Sequence = 5");
        await one.Copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None);
        Assert.NotEmpty(await one.ListServerTablesAsync());
    }

    /// <summary>The comparison at the end of a copy, not the one that somebody asks for later.</summary>
    [Fact]
    public async Task A_copy_that_arrives_as_something_else_is_given_up()
    {
        await using var one = await CopyRoom.OpenAsync();
        await one.Room.AddLearnerAsync();

        // A server that changes the names of people as they come.
        await one.ExecuteOnServerAsync(
            """
            CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."Name" := NEW."Name" || ' '; RETURN NEW; END $$;
            CREATE FUNCTION lay() RETURNS event_trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF to_regclass('"People"') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'spoil') THEN
                    CREATE TRIGGER spoil BEFORE INSERT ON "People" FOR EACH ROW EXECUTE FUNCTION spoil();
                END IF;
            END $$;
            CREATE EVENT TRIGGER lay ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION lay();
            """);

        await AssertRefusedAsync(one, one.Copy, "The copy is not the same as what was copied", "The rows of the table People are not the same");

        Assert.Empty(await one.ListServerTablesAsync());
    }

    private static async Task<BackupException> AssertRefusedAsync(CopyRoom one, DatabaseCopy copy, params string[] said)
    {
        var before = await one.ReadFileAsync();
        var refused = await RefusedAsync(() => copy.RunAsync(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, None));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.All(said, words => Assert.Contains(words, refused.Message, StringComparison.Ordinal));
        Assert.Equal(before, await one.ReadFileAsync());
        return refused;
    }

    private static Task<BackupException> RefusedAsync(Func<Task> run) => Assert.ThrowsAsync<BackupException>(run);
}
