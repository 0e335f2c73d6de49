using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KnbTraining.Learning.Backups.Copies;

/// <summary>
/// A column as one database keeps it. What goes from one database to the other is the value of the model: an id, an instant, a day, a text.
/// </summary>
internal sealed class CopyColumn
{
    private static readonly HashSet<Type> Known =
    [
        typeof(string), typeof(long), typeof(int), typeof(uint), typeof(bool), typeof(double), typeof(byte[]),
        typeof(Guid), typeof(DateOnly), typeof(DateTimeOffset),
    ];

    private readonly ValueConverter? _converter;
    private readonly Type _stored;

    public CopyColumn(IColumn column)
    {
        var mapping = column.PropertyMappings[0];
        Name = column.Name;
        StoreType = column.StoreType;
        Type = PlainOf(mapping.Property.ClrType);
        _converter = mapping.TypeMapping.Converter;
        _stored = PlainOf(_converter?.ProviderClrType ?? mapping.TypeMapping.ClrType);
        if (!Known.Contains(_stored) || !(Known.Contains(Type) || Type.IsEnum))
        {
            throw new InvalidOperationException($"The column {Name} is {Type.Name}, stored as {_stored.Name}, which no copy knows: "
                + $"add it here and in {nameof(RowDigest)}.");
        }
    }

    public string Name { get; }

    /// <summary>What the database calls its type.</summary>
    public string StoreType { get; }

    /// <summary>The type in the model, without "or nothing".</summary>
    public Type Type { get; }

    /// <summary>The value of the model in a row that is being read; null where there is none.</summary>
    public object? Read(System.Data.Common.DbDataReader reader, int index)
    {
        if (reader.IsDBNull(index))
        {
            return null;
        }

        var stored = ReadStored(reader, index);
        return _converter is null ? stored : _converter.ConvertFromProvider(stored);
    }

    /// <summary>A value of the model as this database takes it.</summary>
    public object? ToStored(object? value) => value is null || _converter is null ? Plain(value) : _converter.ConvertToProvider(value);

    private object ReadStored(System.Data.Common.DbDataReader reader, int index) =>
        _stored == typeof(string) ? reader.GetString(index)
        : _stored == typeof(long) ? reader.GetInt64(index)
        : _stored == typeof(int) ? reader.GetInt32(index)
        : _stored == typeof(uint) ? reader.GetFieldValue<uint>(index)
        : _stored == typeof(bool) ? reader.GetBoolean(index)
        : _stored == typeof(double) ? reader.GetDouble(index)
        : _stored == typeof(byte[]) ? reader.GetFieldValue<byte[]>(index)
        : _stored == typeof(Guid) ? reader.GetGuid(index)
        : _stored == typeof(DateOnly) ? reader.GetFieldValue<DateOnly>(index)
        : _stored == typeof(DateTimeOffset) ? reader.GetFieldValue<DateTimeOffset>(index)
        : throw new InvalidOperationException($"A copy reads no {_stored.Name}.");

    private static object? Plain(object? value) => value is Enum one ? Convert.ChangeType(one, Enum.GetUnderlyingType(one.GetType()), null) : value;

    private static Type PlainOf(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}

/// <summary>A table as one database keeps it.</summary>
/// <param name="Columns">In the order of their names, so that both databases give a row in one order.</param>
/// <param name="Key">The columns of the primary key: rows are read in their order, which is the same on every database.</param>
internal sealed record CopyTable(string Name, IReadOnlyList<CopyColumn> Columns, IReadOnlyList<string> Key)
{
    public string SqlName => $"\"{Name}\"";

    public string SqlColumns => string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

    public string SqlKey => string.Join(", ", Key.Select(name => $"\"{name}\""));

    /// <summary>Every table of the model, those that others refer to first. A new table is among them by itself.</summary>
    public static IReadOnlyList<CopyTable> All(LearningDbContext db)
    {
        var left = db.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var sorted = new List<CopyTable>();
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || !left.Contains(key.PrincipalTable)))
                ?? throw new InvalidOperationException($"These tables refer to each other in a circle, so none can be copied first: "
                    + $"{string.Join(", ", left.Select(table => table.Name))}.");
            left.Remove(next);
            sorted.Add(new CopyTable(
                next.Name,
                [.. next.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).Select(column => new CopyColumn(column))],
                [.. next.PrimaryKey!.Columns.Select(column => column.Name)]));
        }

        return sorted;
    }
}
