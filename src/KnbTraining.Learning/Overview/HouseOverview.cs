namespace KnbTraining.Learning.Overview;

/// <summary>What an organisation still has to set up, in the order in which it should be done.</summary>
public enum Lack
{
    /// <summary>No course is assigned to anybody.</summary>
    Assignments,

    /// <summary>There is nobody but the administrator.</summary>
    People,

    /// <summary>There is only one administrator, so nobody could give that person a new password.</summary>
    SecondAdministrator,

    /// <summary>Some people belong to no assignment's audience.</summary>
    PeopleWithoutCourse,

    /// <summary>Some units have people and no manager.</summary>
    UnitsWithoutManager,

    /// <summary>No contact is set that employees could ask.</summary>
    SecurityContact,

    /// <summary>The address at which people reach the application is not known, so QR codes carry only numbers.</summary>
    PublicAddress,
}

/// <param name="Count">How many people or units are meant; 0 where nothing is counted.</param>
/// <param name="Names">A few of them.</param>
public sealed record Missing(Lack Lack, int Count, IReadOnlyList<string> Names);

/// <summary>What an administrator should know first.</summary>
/// <param name="People">Active people.</param>
/// <param name="Assignments">Running assignments.</param>
public sealed record HouseOverview(int People, int Assignments, IReadOnlyList<Missing> Missing);
