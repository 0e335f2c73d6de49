using KnbTraining.Content.Editions;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.LoadTests.Reports;

/// <summary>Fills a room with the people, cycles and graded exams of a large house; nothing else is in it.</summary>
internal sealed class LargeHouse(LearningRoom room, int people, int attempts)
{
    private const int Departments = 10;

    private const int Groups = 20;

    private const int ItemsOfForm = 20;

    private const int Misconceptions = 12;

    private const int Seed = 20_260_302;

    private static readonly DateOnly FirstDay = new(2025, 3, 3);

    private readonly Random _random = new(Seed);

    private readonly HashSet<(int Person, int Family)> _met = [];

    private readonly Dictionary<(Guid Unit, DateOnly Day, int Family, AnswerTurn Turn, AnswerOutcome Outcome, string Misconception), int> _sums = [];

    private readonly Guid[] _people = [.. Enumerable.Range(0, people).Select(i => Guid.CreateVersion7(LearningRoom.Start.AddMinutes(i)))];

    /// <summary>False leaves everybody without a course, and the texts unconfirmed.</summary>
    public bool WithCycles { get; init; } = true;

    /// <summary>True gives each attempt the steps of its answers, three for each item: no report reads them, but they lie in the same database.</summary>
    public bool WithSteps { get; init; }

    public long Steps { get; private set; }

    /// <summary>One of the units that have people and no units below.</summary>
    public Unit Group { get; private set; } = null!;

    /// <summary>One of the units that have units below and no people.</summary>
    public Unit Department { get; private set; } = null!;

    public Guid AnyPerson { get; private set; }

    /// <summary>
    /// Attempts go round the people and then to their next course, so that each is its person's first at the course, and through the year that ends
    /// with the day of the reports. A cycle is completed where there is one. The sums of the days are made here; a start makes those of the months.
    /// </summary>
    public async Task FillAsync(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var units = await AddUnitsAsync();
        AnyPerson = _people[people / 2];
        await using var rows = await HouseRows.OpenAsync(room.Open());
        string[] courses = [.. edition.Courses.Keys];
        var families = edition.ItemsOn(FirstDay).Families;
        string[] misconceptions = [.. edition.Misconceptions.Keys.Take(Misconceptions)];
        for (var i = 0; i < families.Count; i++)
        {
            await rows.AddAsync<AskedFamily>(("Key", i + 1), ("FamilyId", families[i].Id), ("RuleId", families[i].Rule));
        }

        for (var i = 0; i < people; i++)
        {
            await AddPersonAsync(rows, i, units[i % units.Length].Id);
        }

        for (var i = 0; WithCycles && i < people * courses.Length; i++)
        {
            await AddCycleAsync(rows, _people[i % people], courses[i / people], completed: i < attempts, i);
        }

        foreach (var document in WithCycles ? edition.Acknowledgements.Values : [])
        {
            foreach (var person in _people)
            {
                await AddConfirmationAsync(rows, person, document.Id, document.Version);
            }
        }

        for (var i = 0; i < attempts; i++)
        {
            await AddAttemptAsync(rows, i, units[i % people % units.Length].Id, courses[i / people % courses.Length], families.Count, misconceptions);
        }

        foreach (var (key, answers) in _sums)
        {
            await rows.AddAsync<AnswerSum>(
                ("UnitId", key.Unit), ("Day", key.Day), ("FamilyKey", key.Family), ("Language", "kk"), ("Turn", key.Turn), ("Outcome", key.Outcome),
                ("Misconception", key.Misconception), ("Answers", answers), ("Points", key.Outcome == AnswerOutcome.Full ? answers : 0.0));
        }

        await rows.CommitAsync();
        await TidyAsync();
    }

    /// <summary>Finds what an earlier run has filled, with tables as they are now.</summary>
    public async Task FindAsync()
    {
        await using var db = room.Open();
        await db.Database.MigrateAsync();
        var (department, group) = ($"Department {Departments - 1}", $"Group {Departments - 1}.{Groups - 1}");
        var units = await db.Units.ToListAsync();
        (Department, Group) = (units.Single(unit => unit.NameIn("en") == department), units.Single(unit => unit.NameIn("en") == group));
        AnyPerson = await db.People.Where(person => person.UnitId == Group.Id).OrderBy(person => person.Id).Select(person => person.Id).FirstAsync();
    }

    /// <summary>Leaves the database as one that has run for long: its log in the file, or its statistics made.</summary>
    public async Task TidyAsync()
    {
        await using var db = room.Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlRawAsync(room.Database.Kind == DatabaseKind.Sqlite ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM ANALYZE");
    }

    private async Task<Unit[]> AddUnitsAsync()
    {
        var root = await room.RootAsync();
        List<Unit> groups = [];
        for (var i = 0; i < Departments; i++)
        {
            Department = await room.AddUnitAsync($"Department {i}", root);
            for (var k = 0; k < Groups; k++)
            {
                groups.Add(await room.AddUnitAsync($"Group {i}.{k}", Department));
            }
        }

        Group = groups[^1];
        return [.. groups];
    }

    private async Task AddPersonAsync(HouseRows rows, int i, Guid unit)
    {
        var (id, name) = (_people[i], $"Person {i:D5}");
        await rows.AddAsync<Person>(
            ("Id", id), ("Name", name), ("SearchName", NameFold.Fold(name)), ("SortKey", NameOrder.Key(name)), ("UnitId", unit), ("HolderStatus", HolderStatus.Current),
            ("Capacity", Capacity.Employee), ("Employment", Employment.Active), ("Language", "kk"), ("Active", true), ("IsDemo", false), ("CreatedAt", LearningRoom.Start),
            ("ExtraTimePercent", 0), ("Untimed", false), ("Version", 1));
        await rows.AddAsync<Standing>(
            ("Id", id), ("PersonId", id), ("UnitId", unit), ("HolderStatus", HolderStatus.Current), ("Capacity", Capacity.Employee), ("Employment", Employment.Active),
            ("From", FirstDay), ("SeqIn", 0L), ("Source", StandingSource.Migration));
        await rows.AddAsync<StandingChange>(
            ("Id", id), ("PersonId", id), ("UnitId", unit), ("HolderStatus", HolderStatus.Current), ("Capacity", Capacity.Employee), ("Employment", Employment.Active),
            ("From", FirstDay), ("SeqIn", 0L), ("Source", StandingSource.Migration));
    }

    private static async Task AddCycleAsync(HouseRows rows, Guid person, string course, bool completed, int i)
    {
        var (opened, id) = (FirstDay.AddDays(i % 200), Guid.CreateVersion7(LearningRoom.Start.AddSeconds(i)));
        var done = opened.AddDays(20 + (i % 97));
        await rows.AddAsync<Cycle>(
            ("Id", id), ("PersonId", person), ("CourseId", course), ("OpenedOn", opened), ("DueOn", opened.AddDays(365)), ("CompletedOn", completed ? done : null),
            ("ValidUntil", completed ? done.AddDays(365) : null));
        if (completed)
        {
            await AddSpanAsync(RequirementState.Open, opened, done.AddDays(-1), opened.AddDays(365), null);
            await AddSpanAsync(RequirementState.Valid, done, done.AddDays(365), null, done.AddDays(365));
            await AddSpanAsync(RequirementState.Expired, done.AddDays(366), null, null, done.AddDays(365));
        }
        else
        {
            await AddSpanAsync(RequirementState.Open, opened, opened.AddDays(365), opened.AddDays(365), null);
            await AddSpanAsync(RequirementState.Overdue, opened.AddDays(366), null, opened.AddDays(365), null);
        }

        Task AddSpanAsync(RequirementState state, DateOnly from, DateOnly? until, DateOnly? due, DateOnly? validUntil) => rows.AddAsync<CycleSpan>(
            ("Id", Guid.CreateVersion7()), ("PersonId", person), ("CourseId", course), ("CycleId", id), ("State", state), ("From", from), ("Until", until), ("Due", due),
            ("ValidUntil", validUntil), ("SeqIn", 0L));
    }

    private static Task AddConfirmationAsync(HouseRows rows, Guid person, string document, int version) => rows.AddAsync<Acknowledgement>(
        ("Id", Guid.CreateVersion7()), ("PersonId", person), ("DocumentId", document), ("Version", version), ("Language", "kk"), ("TextHash", new string('0', 64)), ("EditionNumber", 1),
        ("OpenedAt", LearningRoom.Start), ("ConfirmedAt", LearningRoom.Start.AddMinutes(2)), ("TypedPhrase", ""), ("ConfirmedOn", FirstDay), ("ValidUntil", FirstDay.AddDays(400)));

    private async Task AddAttemptAsync(HouseRows rows, int i, Guid unit, string course, int families, string[] misconceptions)
    {
        var (number, person) = (i + 1, _people[i % people]);
        var at = LearningRoom.Start.AddDays(-364) + (TimeSpan.FromDays(363.0 / attempts) * number);
        bool[] right = [.. Enumerable.Range(0, ItemsOfForm).Select(_ => _random.Next(4) > 0)];
        var points = right.Count(score => score);
        var percent = points * 100 / ItemsOfForm;
        await rows.AddAsync<Attempt>(
            ("Number", (long)number), ("Id", Guid.CreateVersion7(at)), ("PersonId", person), ("CourseId", course), ("Mode", AttemptMode.Exam), ("State", AttemptState.Graded),
            ("EditionNumber", 1), ("LawDate", FirstDay), ("Seed", (long)number), ("Language", "kk"), ("Ordinal", 1), ("StartedAt", at), ("Deadline", at.AddMinutes(30)),
            ("SubmittedAt", at.AddMinutes(12)), ("Points", (double)points), ("Total", ItemsOfForm), ("Percent", percent), ("Passed", percent >= 80),
            ("UnitId", unit));
        for (var position = 1; position <= ItemsOfForm; position++)
        {
            var isRight = right[position - 1];
            var family = _random.Next(families) + 1;
            var certainty = position % 2 == 0 ? (Certainty)_random.Next(3) : (Certainty?)null;
            var misconception = isRight ? null : misconceptions[_random.Next(misconceptions.Length)];
            var isFirst = _met.Add((i % people, family));
            var outcome = isRight ? AnswerOutcome.Full : certainty == Certainty.High ? AnswerOutcome.SureAndMissed : AnswerOutcome.Missed;
            var sum = (unit, DateOnly.FromDateTime(at.AddMinutes(12).AddHours(5).Date), family, isFirst ? AnswerTurn.First : AnswerTurn.Again, outcome, misconception ?? "");
            _sums[sum] = _sums.GetValueOrDefault(sum) + 1;
            await rows.AddAsync<AttemptItem>(
                ("AttemptNumber", (long)number), ("Position", position), ("FamilyKey", family), ("Variant", (uint)_random.NextInt64(uint.MaxValue)), ("Part", position % 4),
                ("Order", "2031"), ("Score", isRight ? 1.0 : 0.0), ("Certainty", certainty), ("Misconception", misconception),
                ("IsFirst", isFirst));
            if (WithSteps)
            {
                await AddStepAsync(StepKind.Answered, position, "b");
                await AddStepAsync(StepKind.Certainty, position, "middle");
                await AddStepAsync(StepKind.Answered, position, "a");
            }
        }

        if (WithSteps)
        {
            await AddStepAsync(StepKind.Submitted, null, null);
            await AddStepAsync(StepKind.Graded, null, null);
        }

        Task AddStepAsync(StepKind kind, int? position, string? response) => rows.AddAsync<AttemptStep>(
            ("Sequence", ++Steps), ("Id", Guid.CreateVersion7()), ("AttemptNumber", (long)number), ("Kind", kind), ("Position", position), ("Response", response), ("At", at));
    }
}
