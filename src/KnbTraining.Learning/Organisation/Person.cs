using KnbTraining.Content.Text;
using KnbTraining.Learning.Names;

namespace KnbTraining.Learning.Organisation;

public enum HolderStatus
{
    None = 0,
    Candidate = 1,
    Current = 2,
    Former = 3,
}

public enum Capacity
{
    Employee = 0,
    Head = 1,
}

/// <summary>Somebody who learns, edits, manages or checks. Never deleted, only made inactive: evidence must keep its names.</summary>
public sealed class Person
{
    private readonly List<PersonRole> _roles = [];
    private readonly List<Standing> _standings = [];
    private readonly List<StandingChange> _changes = [];
    private readonly List<UnitManager> _managed = [];
    private bool _isNew;

    private Person()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Name and personnel number as they are searched for, see <see cref="NameFold"/>: databases fold only Latin letters.</summary>
    public string SearchName { get; private set; } = "";

    /// <summary>Stands in the order of names, see <see cref="NameOrder"/>: databases know no Kazakh alphabet.</summary>
    public byte[] SortKey { get; private set; } = [];

    /// <summary>The number under which the organisation's papers know the person, as it was typed; null where there is none.</summary>
    public string? PersonnelNumber { get; private set; }

    /// <summary>The unit of today. What held on other days stands in <see cref="Standing"/>; the same is true of the next four.</summary>
    public Guid UnitId { get; private set; }

    public Unit Unit { get; private set; } = null!;

    public HolderStatus HolderStatus { get; private set; }

    public Capacity Capacity { get; private set; }

    public Employment Employment { get; private set; }

    /// <summary>False for who has left: they cannot sign in and get no new cycles.</summary>
    public bool Active { get; private set; } = true;

    public string Language { get; private set; } = Languages.English;

    /// <summary>Extra time in exams, in percent of the usual time.</summary>
    public int ExtraTimePercent { get; private set; }

    /// <summary>True where the person's exams have no clock.</summary>
    public bool Untimed { get; private set; }

    /// <summary>True for the people that the demo made; the demo refuses to touch a folder with anybody else.</summary>
    public bool IsDemo { get; private set; }

    /// <summary>The unit of which the person's form says that they manage it; null for everybody else. Rights come from <see cref="UnitManager"/>.</summary>
    public Guid? ManagedUnitId { get; private set; }

    public Unit? ManagedUnit { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Counts the changes of what the form of a person shows; a form carries the version that it read. Being active is no field of it.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<PersonRole> Roles => _roles;

    /// <summary>What holds of the person today.</summary>
    public StandingValues StandingToday => new(UnitId, HolderStatus, Capacity, Employment);

    /// <summary>Rows of standing: those with which the person was made, or as many as were read.</summary>
    public IReadOnlyList<Standing> Standings => _standings;

    /// <inheritdoc cref="Standings"/>
    public IReadOnlyList<StandingChange> StandingChanges => _changes;

    /// <inheritdoc cref="Standings"/>
    public IReadOnlyList<UnitManager> Managed => _managed;

    /// <param name="from">The first day, local. The standing holds from then on.</param>
    public static Person Create(string name, StandingValues standing, DateOnly from, string language, DateTimeOffset now, bool isDemo = false) =>
        Create(name, standing, from, language, now, isDemo ? StandingSource.Demo : StandingSource.Form);

    /// <inheritdoc cref="Create(string, StandingValues, DateOnly, string, DateTimeOffset, bool)"/>
    /// <param name="ends">The first day on which they have left; null where no end is known.</param>
    /// <param name="isAhead">True where the first day is still to come.</param>
    public static Person Create(
        string name, StandingValues standing, DateOnly from, string language, DateTimeOffset now, StandingSource source, DateOnly? ends = null, bool isAhead = false)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var person = new Person { Id = Guid.CreateVersion7(now), CreatedAt = now, IsDemo = source == StandingSource.Demo, _isNew = true };
        person._changes.AddRange(StandingChange.Told(person.Id, from, StandingParts.Of(standing), ends, source));
        person._standings.AddRange(StandingHistory.Of(person._changes).Select(span => Standing.Create(person.Id, span, source)));
        person.Describe(name, language);

        // Who begins later is not here yet: on their first day the sweep of planned changes makes the standing of that day theirs.
        person.Stand(isAhead ? standing with { Employment = Employment.Left } : standing);
        person._roles.Add(new PersonRole(person.Id, Role.Learner));
        return person;
    }

    public void Describe(string name, string language)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name.Trim();
        MakeNameKeys();
        Speak(language);
        Version++;
    }

    /// <param name="number">Kept as it is typed, leading zeros too; blank means none.</param>
    public void Identify(string? number)
    {
        var isCalledSo = IsCalledByNumber;
        PersonnelNumber = string.IsNullOrWhiteSpace(number) ? null : number.Trim();
        Name = isCalledSo && PersonnelNumber is not null ? PersonnelNumber : Name;
        MakeNameKeys();
        Version++;
    }

    /// <summary>Makes this the standing of today. Only for what keeps the rows of <see cref="Standing"/>, from which it follows.</summary>
    public void Stand(StandingValues standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentOutOfRangeException.ThrowIfEqual(standing.UnitId, Guid.Empty, nameof(standing));
        Version += standing with { Employment = Employment } == StandingToday ? 0 : 1;
        (UnitId, HolderStatus, Capacity, Employment) = (standing.UnitId, standing.HolderStatus, standing.Capacity, standing.Employment);
        Active = Employment != Employment.Left;
    }

    /// <summary>Says which fact made the person known, of whom nothing was known before.</summary>
    public void KnownBy(long number)
    {
        _standings.ForEach(row => row.Known(number));
        _changes.ForEach(change => change.Known(number));
        _managed.ForEach(row => row.Known(number));
    }

    /// <summary>True for who has no name here: the number stands in its place everywhere, and another number takes that place too.</summary>
    public bool IsCalledByNumber => PersonnelNumber is not null && Name == PersonnelNumber;

    internal void MakeNameKeys() =>
        (SearchName, SortKey) = (NameFold.Fold(PersonnelNumber is null || IsCalledByNumber ? Name : $"{Name} {PersonnelNumber}"), NameOrder.Key(Name));

    public void Speak(string language)
    {
        Language = Languages.Known(language);
        Version++;
    }

    /// <summary>
    /// Everybody is a learner, whatever else is asked for; a managed unit needs the role of a manager. Somebody new manages it since their first day;
    /// of whoever is known already <see cref="UnitManagerRows"/> keeps the days.
    /// </summary>
    public void Grant(IEnumerable<Role> roles, Guid? managedUnitId)
    {
        var wanted = roles.Append(Role.Learner).ToHashSet();
        if (wanted.Contains(Role.Manager) != managedUnitId.HasValue)
        {
            throw new ArgumentException("A manager has a managed unit, and nobody else has.", nameof(managedUnitId));
        }

        _roles.RemoveAll(held => !wanted.Contains(held.Role));
        _roles.AddRange(wanted.Where(role => _roles.TrueForAll(held => held.Role != role)).Select(role => new PersonRole(Id, role)));
        ManagedUnitId = managedUnitId;
        if (_isNew)
        {
            _managed.Clear();
            _managed.AddRange(managedUnitId is { } unit ? [UnitManager.Create(unit, Id, false, _standings[0].From, null)] : Array.Empty<UnitManager>());
        }

        Version++;
    }

    public ExamTime ExamTime => new(ExtraTimePercent, Untimed);

    public void Allow(ExamTime time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time.ExtraPercent, nameof(time));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time.ExtraPercent, ExamTime.MostPercent, nameof(time));
        (ExtraTimePercent, Untimed) = (time.ExtraPercent, time.Untimed);
        Version++;
    }
}

public sealed class PersonRole(Guid personId, Role role)
{
    public Guid PersonId { get; private set; } = personId;

    public Role Role { get; private set; } = role;
}
