using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.PostgreSql;
using KnbTraining.Learning.Persistence.Sqlite;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KnbTraining.UnitTests.Learning.Persistence;

public sealed class DatabaseTests
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "50")]
    public async Task Every_connection_has_the_settings_that_make_a_commit_durable(string pragma, string expected)
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        for (var i = 0; i < 3; i++)
        {
            await using var db = room.Open();
            await db.Database.OpenConnectionAsync(CancellationToken.None);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            Assert.Equal(expected, Convert.ToString(await command.ExecuteScalarAsync(CancellationToken.None), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Fails where a mapping changed and the model was not compiled again; the command stands in src/README.md.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_compiled_model_says_what_the_mappings_say(DatabaseKind kind)
    {
        // Neither is asked for anything but its model.
        await using LearningDbContext db = kind == DatabaseKind.Sqlite ? new SqliteDesignTimeFactory().CreateDbContext([]) : new PostgreSqlDesignTimeFactory().CreateDbContext([]);
        Assert.NotSame(db.GetService<IDesignTimeModel>().Model, db.Model);

        Assert.Equal(Described(db.GetService<IDesignTimeModel>().Model), Described(db.Model));

        static IEnumerable<string> Described(IModel model) =>
        [
            .. model.GetEntityTypes().SelectMany(type => type.GetProperties().Select(property =>
                $"{type.Name}.{property.Name}: {property.ClrType} {property.GetTypeMapping().Converter?.GetType()} {property.GetMaxLength()} {property.ValueGenerated} {property.IsConcurrencyToken} {property.GetAfterSaveBehavior()}")).Order(StringComparer.Ordinal),
            .. model.GetRelationalModel().Tables.SelectMany(table => Lines(table)).Order(StringComparer.Ordinal),
        ];

        static IEnumerable<string> Lines(ITable table) =>
        [
            .. table.Columns.Select(column => $"{table.Name}.{column.Name} {column.StoreType} {column.IsNullable}"),
            .. table.UniqueConstraints.Select(key => $"{key.Name} {string.Join(',', key.Columns.Select(column => column.Name))}"),
            .. table.ForeignKeyConstraints.Select(key => $"{key.Name} {key.OnDeleteAction} {string.Join(',', key.Columns.Select(column => column.Name))} > {key.PrincipalTable.Name}"),
            .. table.Indexes.Select(index => $"{index.Name} {index.IsUnique} {index.Filter} {string.Join(',', index.Columns.Select(column => column.Name))}"),
        ];
    }

    [Fact]
    public async Task Instants_and_ids_sort_in_the_database_as_they_do_in_code()
    {
        await using var room = await LearningRoom.OpenAsync();
        var people = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            people.Add((await room.AddLearnerAsync()).PersonId);
            room.Clock.Advance(TimeSpan.FromDays(40));
        }

        await using var db = room.Open();
        Assert.Equal(people, await db.People.OrderBy(person => person.CreatedAt).Select(person => person.Id).ToListAsync(CancellationToken.None));
        Assert.Equal(people, await db.People.OrderBy(person => person.Id).Select(person => person.Id).ToListAsync(CancellationToken.None));
    }
}
