using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.PostgreSql;
using KnbTraining.Learning.Persistence.Sqlite;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace KnbTraining.UnitTests.Learning.Persistence;

/// <summary>What databases do in different ways by themselves, and must do in one way for this application.</summary>
public sealed class ProviderTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Needs no server: the model is compared with the migrations in the code.</summary>
    [Fact]
    public void The_migrations_of_each_database_say_what_the_model_says()
    {
        using var file = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var server = new PostgreSqlDesignTimeFactory().CreateDbContext([]);

        Assert.False(file.Database.HasPendingModelChanges());
        Assert.False(server.Database.HasPendingModelChanges());
        Assert.Equal(file.Database.GetMigrations(), server.Database.GetMigrations());
    }

    // A table that EF builds anew in SQLite is built outside of the transaction: a start killed meanwhile leaves what no later start can mend.
    [Fact]
    public void Every_migration_of_a_file_runs_inside_its_transaction()
    {
        using var file = new SqliteDesignTimeFactory().CreateDbContext([]);
        var generator = file.GetService<IMigrationsSqlGenerator>();
        var migrations = file.GetService<IMigrationsAssembly>();
        foreach (var (id, type) in migrations.Migrations)
        {
            var migration = migrations.CreateMigration(type, file.Database.ProviderName!);
            var model = file.GetService<IModelRuntimeInitializer>().Initialize(((IMutableModel)migration.TargetModel).FinalizeModel(), designTime: true);
            Assert.All(generator.Generate(migration.UpOperations, model), command => Assert.False(command.TransactionSuppressed, $"{id}: {command.CommandText}"));
        }
    }

    [Fact]
    public void On_a_server_every_column_has_the_type_of_its_own_and_every_text_compares_by_code_points()
    {
        using var server = new PostgreSqlDesignTimeFactory().CreateDbContext([]);
        var expected = new Dictionary<Type, string>
        {
            [typeof(Guid)] = "uuid",
            [typeof(DateTimeOffset)] = "timestamp with time zone",
            [typeof(DateOnly)] = "date",
            [typeof(bool)] = "boolean",
            [typeof(byte[])] = "bytea",
            [typeof(string)] = "text",
            [typeof(long)] = "bigint",
            [typeof(uint)] = "bigint",
            [typeof(int)] = "integer",
            [typeof(double)] = "double precision",
        };

        Assert.All(
            server.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(type => type.GetProperties()),
            property =>
            {
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                Assert.Equal(type.IsEnum ? "integer" : expected[type], property.GetColumnType());
                Assert.Equal(type == typeof(string) ? "C" : null, property.GetCollation());
            });
    }

    [Theory]
    [MemberData(nameof(EachDatabase.All), MemberType = typeof(EachDatabase))]
    public async Task Texts_stand_in_the_database_in_the_order_of_their_code_points(DatabaseKind on)
    {
        await using var room = await LearningRoom.OpenAsync(on);
        string[] names = ["б", "Б", "ё", "е", "ә", "а", "z", "A", "a", "-1", "10", "9", "a b", "ab"];
        var root = await room.RootAsync();
        foreach (var name in names)
        {
            await room.AddUnitAsync(name, root);
        }

        await using var db = room.Open();
        var (first, letter, many, one) = ("a", "b", "%", "_");
        var below = db.Units.Where(unit => unit.ParentId != null);
        Assert.Equal(names.Order(StringComparer.Ordinal), await below.OrderBy(unit => unit.Name).Select(unit => unit.Name).ToListAsync(None));
        Assert.Equal(["A"], await below.Where(unit => unit.Name == "A").Select(unit => unit.Name).ToListAsync(None));
        Assert.Equal(
            names.Where(name => string.CompareOrdinal(name, "a") > 0).Order(StringComparer.Ordinal),
            await below.Where(unit => unit.Name.CompareTo(first) > 0).OrderBy(unit => unit.Name).Select(unit => unit.Name).ToListAsync(None));
        Assert.Equal(2, await below.CountAsync(unit => unit.Name.Contains(letter), None));
        Assert.Equal(0, await below.CountAsync(unit => unit.Name.Contains(many) || unit.Name.StartsWith(one), None));
    }

    [Theory]
    [MemberData(nameof(EachDatabase.All), MemberType = typeof(EachDatabase))]
    public async Task Signs_that_a_server_cannot_keep_find_nothing_and_fail_nothing(DatabaseKind on)
    {
        await using var room = await LearningRoom.OpenAsync(on);
        await room.AddUnitAsync("a\0b\ud800", await room.RootAsync());
        await using var db = room.Open();
        var (nothing, half) = ("\0", "c\ud800");

        Assert.False(await db.Units.AnyAsync(unit => unit.Name == nothing || unit.Name.Contains(half) || unit.Name.StartsWith(nothing), None));
        Assert.Equal(2, await db.Units.CountAsync(None));
    }

    [Theory]
    [MemberData(nameof(EachDatabase.All), MemberType = typeof(EachDatabase))]
    public async Task An_instant_comes_back_as_the_clock_told_it_whatever_its_zone_and_that_of_the_server(DatabaseKind on)
    {
        await using var room = await LearningRoom.OpenAsync(on);
        room.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        var told = room.Get<TimeProvider>().GetUtcNow();
        var person = await room.AddLearnerAsync();
        await using (var db = room.Open())
        {
            await db.People.ExecuteUpdateAsync(update => update.SetProperty(row => row.CreatedAt, told.ToOffset(TimeSpan.FromHours(5))), None);
        }

        await using var again = room.Open();
        var kept = await again.People.Select(row => row.CreatedAt).SingleAsync(None);
        Assert.Equal((told, TimeSpan.Zero), (kept, kept.Offset));
        Assert.True(await again.People.AnyAsync(row => row.CreatedAt == told && row.Id == person.PersonId, None));
        Assert.False(await again.People.AnyAsync(row => row.CreatedAt < told, None));
    }

    [Theory]
    [MemberData(nameof(EachDatabase.All), MemberType = typeof(EachDatabase))]
    public async Task A_row_that_is_there_already_is_a_conflict_and_no_trouble_of_the_storage(DatabaseKind on)
    {
        await using var room = await LearningRoom.OpenAsync(on);

        // The path of a unit is made of its parent's and its number.
        var root = await room.RootAsync();
        var twice = await room.Get<LearningStore>().WriteAsync<Done>(
            write =>
            {
                write.Db.Units.AddRange(Unit.Create("First", root, 1), Unit.Create("Second", root, 1));
                return Task.FromResult<Result<Done>>(new Done());
            },
            None);

        Assert.Equal(Refusal.Conflict, twice.Refused);
        await using var db = room.Open();
        Assert.Equal(1, await db.Units.CountAsync(None));
    }
}
