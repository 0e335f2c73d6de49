namespace KnbTraining.Learning.Overview;

/// <summary>What an organisation sets up once, in the order in which it should be done.</summary>
public enum SetupTask
{
    /// <summary>There is a unit below the organisation itself, or people stand in the organisation: a small one needs no units.</summary>
    Units,

    /// <summary>There is somebody besides the administrator.</summary>
    People,

    /// <summary>A course is assigned to somebody.</summary>
    Assignments,

    /// <summary>A mail server is set, or the organisation sends no mail on purpose.</summary>
    Mail,

    /// <summary>The address is known at which people reach the application; QR codes lead there.</summary>
    PublicAddress,

    /// <summary>A backup was made within the last <see cref="OverviewQueries.BackupDays"/> days.</summary>
    Backup,

    /// <summary>Somebody else could give an administrator a new password.</summary>
    SecondAdministrator,

    /// <summary>A contact is set that employees can ask.</summary>
    SecurityContact,
}

public sealed record SetupStep(SetupTask Task, bool IsDone);

/// <summary>What an organisation lacks from time to time, however well it was set up.</summary>
public enum Lack
{
    /// <summary>Some people belong to no assignment's audience.</summary>
    PeopleWithoutCourse,

    /// <summary>Some units have people and no manager.</summary>
    UnitsWithoutManager,
}

/// <param name="Count">How many people or units are meant.</param>
/// <param name="Names">A few of them.</param>
public sealed record Missing(Lack Lack, int Count, IReadOnlyList<string> Names);

/// <summary>People who are being given a course, or have it taken back, part by part.</summary>
/// <param name="Lists">How many such lists are running.</param>
/// <param name="Applied">How many of their people have had their turn.</param>
/// <param name="Total">How many people stand in them.</param>
public sealed record RunningLists(int Lists, int Applied, int Total);

/// <summary>What an administrator should know first.</summary>
/// <param name="People">Active people.</param>
/// <param name="Assignments">Running assignments.</param>
/// <param name="Steps">All of them, whether they are done or not.</param>
/// <param name="NewestBackup">When it was made; null where there is none.</param>
public sealed record HouseOverview(
    int People, int Assignments, IReadOnlyList<SetupStep> Steps, DateTimeOffset? NewestBackup, IReadOnlyList<Missing> Missing, RunningLists Running)
{
    /// <summary>True where nothing is left to set up.</summary>
    public bool IsSetUp => Steps.All(step => step.IsDone);
}
