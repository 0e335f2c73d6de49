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

    private Person()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name as it is searched for, see <see cref="NameFold"/>: databases fold only Latin letters.</summary>
    public string SearchName { get; private set; } = "";

    /// <summary>Stands in the order of names, see <see cref="NameOrder"/>: databases know no Kazakh alphabet.</summary>
    public byte[] SortKey { get; private set; } = [];

    public Guid UnitId { get; private set; }

    public Unit Unit { get; private set; } = null!;

    public HolderStatus HolderStatus { get; private set; }

    public Capacity Capacity { get; private set; }

    public string Language { get; private set; } = Languages.English;

    /// <summary>Extra time in exams, in percent of the usual time.</summary>
    public int ExtraTimePercent { get; private set; }

    /// <summary>True where the person's exams have no clock.</summary>
    public bool Untimed { get; private set; }

    public bool Active { get; private set; } = true;

    /// <summary>True for the people that the demo made; the demo refuses to touch a folder with anybody else.</summary>
    public bool IsDemo { get; private set; }

    /// <summary>The unit whose subtree a manager sees; null for everybody else.</summary>
    public Guid? ManagedUnitId { get; private set; }

    public Unit? ManagedUnit { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Counts the changes of what the form of a person shows; a form carries the version that it read. Being active is no field of it.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<PersonRole> Roles => _roles;

    public static Person Create(
        string name, Guid unitId, HolderStatus holderStatus, Capacity capacity, string language, DateTimeOffset now, bool isDemo = false)
    {
        var person = new Person { Id = Guid.CreateVersion7(now), CreatedAt = now, IsDemo = isDemo };
        person.Describe(name, unitId, holderStatus, capacity, language);
        person._roles.Add(new PersonRole(person.Id, Role.Learner));
        return person;
    }

    public void Describe(string name, Guid unitId, HolderStatus holderStatus, Capacity capacity, string language)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfEqual(unitId, Guid.Empty);
        Name = name.Trim();
        MakeNameKeys();
        UnitId = unitId;
        HolderStatus = holderStatus;
        Capacity = capacity;
        Speak(language);
        Version++;
    }

    internal void MakeNameKeys() => (SearchName, SortKey) = (NameFold.Fold(Name), NameOrder.Key(Name));

    public void Speak(string language)
    {
        Language = Languages.Known(language);
        Version++;
    }

    /// <summary>Everybody is a learner, whatever else is asked for; a managed unit needs the role of a manager.</summary>
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

    public void SetActive(bool active) => Active = active;
}

public sealed class PersonRole(Guid personId, Role role)
{
    public Guid PersonId { get; private set; } = personId;

    public Role Role { get; private set; } = role;
}
