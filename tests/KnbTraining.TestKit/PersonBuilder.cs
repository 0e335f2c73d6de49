using KnbTraining.Learning.Organisation;

namespace KnbTraining.TestKit;

/// <summary>A person with safe defaults: an active employee with a current clearance, who only learns.</summary>
public sealed class PersonBuilder
{
    private string _name = "Aigerim Testova";
    private HolderStatus _holder = HolderStatus.Current;
    private Capacity _capacity = Capacity.Employee;
    private readonly List<Role> _roles = [];
    private Unit? _unit;
    private Unit? _managed;
    private Employment _employment;
    private DateOnly? _from;
    private string? _number;

    public PersonBuilder Named(string name)
    {
        _name = name;
        return this;
    }

    public PersonBuilder In(Unit unit)
    {
        _unit = unit;
        return this;
    }

    public PersonBuilder Holding(HolderStatus status)
    {
        _holder = status;
        return this;
    }

    public PersonBuilder As(Capacity capacity)
    {
        _capacity = capacity;
        return this;
    }

    public PersonBuilder With(Role role)
    {
        _roles.Add(role);
        return this;
    }

    public PersonBuilder Managing(Unit unit)
    {
        _managed = unit;
        return With(Role.Manager);
    }

    public PersonBuilder Inactive()
    {
        _employment = Employment.Left;
        return this;
    }

    /// <summary>Known since that day; else since today.</summary>
    public PersonBuilder Since(DateOnly from)
    {
        _from = from;
        return this;
    }

    public PersonBuilder Numbered(string number)
    {
        _number = number;
        return this;
    }

    /// <param name="root">The unit of whoever was not put anywhere.</param>
    public Person Build(Unit root, DateTimeOffset now)
    {
        var standing = new StandingValues((_unit ?? root).Id, _holder, _capacity, _employment);
        var person = Person.Create(_name, standing, _from ?? DateOnly.FromDateTime(now.UtcDateTime), "en", now);
        person.Grant(_roles, _managed?.Id);
        person.Identify(_number);
        person.KnownBy(0);
        return person;
    }

    /// <summary>The viewer that this person is.</summary>
    public Viewer ViewerOf(Person person)
    {
        var scope = _roles.Contains(Role.Administrator) || _roles.Contains(Role.Auditor) ? "/" : _managed?.Path;
        return new Viewer(person.Id, person.Name, person.Roles.Select(role => role.Role).ToHashSet(), person.Language, scope);
    }
}
