namespace KnbTraining.Learning.Overview;

/// <summary>What an organisation still lacks before its training runs by itself; in the order in which it is best mended.</summary>
public enum Lack
{
    /// <summary>Nobody is given any course.</summary>
    Assignments,

    /// <summary>There is nobody but the administrator.</summary>
    People,

    /// <summary>One administrator alone: nobody could let them in again.</summary>
    SecondAdministrator,

    /// <summary>People whom no assignment means.</summary>
    PeopleWithoutCourse,

    /// <summary>Units with people for which no manager answers.</summary>
    UnitsWithoutManager,

    /// <summary>Employees are told of nobody whom they could ask.</summary>
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
