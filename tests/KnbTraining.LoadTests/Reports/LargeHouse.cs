using KnbTraining.Content.Editions;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.Data.Sqlite;

namespace KnbTraining.LoadTests.Reports;

/// <summary>Fills a room with the people, cycles and graded exams of a large house; nothing else is in it.</summary>
internal sealed class LargeHouse(LearningRoom room, int people, int attempts)
{
    private const int Departments = 10;

    private const int Groups = 20;

    private const int ItemsOfForm = 20;

    private const int Seed = 20_260_302;

    private static readonly DateOnly FirstDay = new(2025, 3, 3);

    private readonly Random _random = new(Seed);

    private readonly byte[][] _people = [.. Enumerable.Range(0, people).Select(i => Guid.CreateVersion7(LearningRoom.Start.AddMinutes(i)).ToByteArray(bigEndian: true))];

    /// <summary>False leaves everybody without a course, and the texts unconfirmed.</summary>
    public bool WithCycles { get; init; } = true;

    /// <summary>One of the units that have people and no units below.</summary>
    public Unit Group { get; private set; } = null!;

    public Guid AnyPerson => new(_people[people / 2], bigEndian: true);

    /// <summary>
    /// Attempts go round the people and then to their next course, so that each is its person's first at the course. A cycle is
    /// completed where there is one.
    /// </summary>
    public async Task FillAsync(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var units = await AddUnitsAsync();
        await using var connection = new SqliteConnection($"Data Source={room.DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        string[] courses = [.. edition.Courses.Keys];
        var families = edition.ItemsOn(FirstDay).Families;
        for (var i = 0; i < families.Count; i++)
        {
            Insert(connection, "AskedFamilies", ("Key", i + 1), ("FamilyId", families[i].Id), ("RuleId", families[i].Rule));
        }

        for (var i = 0; i < people; i++)
        {
            var name = $"Person {i:D5}";
            Insert(connection, "People", ("Id", _people[i]), ("Name", name), ("SearchName", NameFold.Fold(name)), ("SortKey", NameOrder.Key(name)), ("UnitId", units[i % units.Length].Id.ToByteArray(bigEndian: true)),
                ("HolderStatus", (int)HolderStatus.Current), ("Capacity", (int)Capacity.Employee), ("Language", "kk"), ("Active", true), ("Employment", 0), ("IsDemo", false), ("CreatedAt", LearningRoom.Start.UtcTicks), ("ExtraTimePercent", 0), ("Untimed", false), ("Version", 1));
            foreach (var table in (string[])["Standings", "StandingChanges"])
            {
                Insert(connection, table, ("Id", _people[i]), ("PersonId", _people[i]), ("UnitId", units[i % units.Length].Id.ToByteArray(bigEndian: true)), ("HolderStatus", (int)HolderStatus.Current),
                    ("Capacity", (int)Capacity.Employee), ("Employment", 0), ("From", Day(FirstDay)), ("SeqIn", 0), ("Source", (int)StandingSource.Migration));
            }
        }

        for (var i = 0; WithCycles && i < people * courses.Length; i++)
        {
            AddCycle(connection, _people[i % people], courses[i / people], completed: i < attempts, i);
        }

        foreach (var document in WithCycles ? edition.Acknowledgements.Values : [])
        {
            for (var i = 0; i < people; i++)
            {
                AddConfirmation(connection, _people[i], document.Id, document.Version);
            }
        }

        for (var i = 0; i < attempts; i++)
        {
            AddAttempt(connection, i + 1, _people[i % people], courses[i / people % courses.Length], families.Count);
        }

        await transaction.CommitAsync();
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await checkpoint.ExecuteNonQueryAsync();
    }

    private async Task<Unit[]> AddUnitsAsync()
    {
        var root = await room.RootAsync();
        List<Unit> groups = [];
        for (var i = 0; i < Departments; i++)
        {
            var department = await room.AddUnitAsync($"Department {i}", root);
            for (var k = 0; k < Groups; k++)
            {
                groups.Add(await room.AddUnitAsync($"Group {i}.{k}", department));
            }
        }

        Group = groups[^1];
        return [.. groups];
    }

    private static void AddCycle(SqliteConnection connection, byte[] person, string course, bool completed, int i)
    {
        var (opened, id) = (FirstDay.AddDays(i % 200), Guid.CreateVersion7(LearningRoom.Start.AddSeconds(i)).ToByteArray(bigEndian: true));
        Insert(connection, "Cycles", ("Id", id), ("PersonId", person), ("CourseId", course),
            ("OpenedOn", Day(opened)), ("DueOn", Day(opened.AddDays(365))), ("CompletedOn", completed ? Day(opened.AddDays(20)) : null), ("ValidUntil", completed ? Day(opened.AddDays(385)) : null));
        if (completed)
        {
            AddSpan(RequirementState.Open, opened, opened.AddDays(19), opened.AddDays(365), null);
            AddSpan(RequirementState.Valid, opened.AddDays(20), opened.AddDays(385), null, opened.AddDays(385));
            AddSpan(RequirementState.Expired, opened.AddDays(386), null, null, opened.AddDays(385));
        }
        else
        {
            AddSpan(RequirementState.Open, opened, opened.AddDays(365), opened.AddDays(365), null);
            AddSpan(RequirementState.Overdue, opened.AddDays(366), null, opened.AddDays(365), null);
        }

        void AddSpan(RequirementState state, DateOnly from, DateOnly? until, DateOnly? due, DateOnly? validUntil) => Insert(
            connection,
            "CycleSpans",
            ("Id", Guid.CreateVersion7().ToByteArray(bigEndian: true)),
            ("PersonId", person),
            ("CourseId", course),
            ("CycleId", id),
            ("State", (int)state),
            ("From", Day(from)),
            ("Until", until is { } last ? Day(last) : null),
            ("Due", due is { } day ? Day(day) : null),
            ("ValidUntil", validUntil is { } valid ? Day(valid) : null),
            ("SeqIn", 0));
    }

    private static void AddConfirmation(SqliteConnection connection, byte[] person, string document, int version) =>
        Insert(connection, "Acknowledgements", ("Id", Guid.CreateVersion7().ToByteArray(bigEndian: true)), ("PersonId", person), ("DocumentId", document), ("Version", version), ("Language", "kk"),
            ("TextHash", new string('0', 64)), ("EditionNumber", 1), ("OpenedAt", LearningRoom.Start.UtcTicks), ("ConfirmedAt", LearningRoom.Start.AddMinutes(2).UtcTicks),
            ("TypedPhrase", ""), ("ConfirmedOn", Day(FirstDay)), ("ValidUntil", Day(FirstDay.AddDays(400))));

    private void AddAttempt(SqliteConnection connection, int number, byte[] person, string course, int families)
    {
        var at = LearningRoom.Start.AddMinutes(number);
        bool[] right = [.. Enumerable.Range(0, ItemsOfForm).Select(_ => _random.Next(4) > 0)];
        var points = right.Count(score => score);
        var percent = points * 100 / ItemsOfForm;
        Insert(connection, "Attempts", ("Number", number), ("Id", Guid.CreateVersion7(at).ToByteArray(bigEndian: true)), ("PersonId", person), ("CourseId", course), ("Mode", (int)AttemptMode.Exam), ("State", (int)AttemptState.Graded),
            ("EditionNumber", 1), ("LawDate", Day(FirstDay)), ("Seed", number), ("Language", "kk"), ("Ordinal", 1), ("StartedAt", at.UtcTicks), ("Deadline", at.AddMinutes(30).UtcTicks),
            ("SubmittedAt", at.AddMinutes(12).UtcTicks), ("Points", (double)points), ("Total", ItemsOfForm), ("Percent", percent), ("Passed", percent >= 80));
        for (var position = 1; position <= ItemsOfForm; position++)
        {
            Insert(connection, "AttemptItems", ("AttemptNumber", number), ("Position", position), ("FamilyKey", _random.Next(families) + 1), ("Variant", _random.NextInt64(uint.MaxValue)),
                ("Part", position % 4), ("Order", "2031"), ("Score", right[position - 1] ? 1.0 : 0), ("Certainty", position % 2 == 0 ? _random.Next(3) : null));
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static void Insert(SqliteConnection connection, string table, params (string Column, object? Value)[] row)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", row.Select(cell => $"\"{cell.Column}\""))}) VALUES ({string.Join(", ", row.Select(cell => $"@{cell.Column}"))})";
        foreach (var (column, value) in row)
        {
            insert.Parameters.AddWithValue($"@{column}", value ?? DBNull.Value);
        }

        insert.ExecuteNonQuery();
    }
}
