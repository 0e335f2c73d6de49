using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Organisation;

/// <summary>A field of the form, as a change of it is recorded. Unit, clearance, capacity and rights have facts of their own.</summary>
public enum PersonField
{
    Name = 0,
    UserName = 1,
    Email = 2,
    Language = 3,
    ExamTime = 4,
    PersonnelNumber = 5,
}

/// <summary>
/// What an administrator fills in about a person. The home of a person's fields: how each is read from what is stored, written to it, checked and recorded.
/// </summary>
public sealed record PersonForm
{
    private const int LongestUserName = 100;

    private const int LongestPersonnelNumber = 40;

    private static readonly Regex UserNamePattern = new(@"\A[A-Za-z0-9._@+-]{2,100}\z", RegexOptions.NonBacktracking);

    public string Name { get; set; } = "";

    public string UserName { get; set; } = "";

    public string? Email { get; set; }

    public string? PersonnelNumber { get; set; }

    public Guid UnitId { get; set; }

    public HolderStatus HolderStatus { get; set; }

    public Capacity Capacity { get; set; }

    public string Language { get; set; } = "en";

    public HashSet<Role> Roles { get; set; } = [Role.Learner];

    public Guid? ManagedUnitId { get; set; }

    /// <summary>Extra time in exams, in percent, from 0 to <see cref="ExamTime.MostPercent"/>.</summary>
    public int ExtraTimePercent { get; set; }

    public bool Untimed { get; set; }

    /// <summary>True where people are called by their personnel numbers.</summary>
    internal bool MustHaveNumber { get; init; }

    public StandingValues Standing => new(UnitId, HolderStatus, Capacity);

    public ExamTime ExamTime => new(ExtraTimePercent, Untimed);

    /// <summary>The form as it is filled from what is stored.</summary>
    /// <param name="user">Null where the person has no account.</param>
    internal static PersonForm Of(Person person, AppUser? user) => new()
    {
        Name = person.Name,
        UserName = user?.UserName ?? "",
        Email = user?.Email,
        PersonnelNumber = person.PersonnelNumber,
        UnitId = person.UnitId,
        HolderStatus = person.HolderStatus,
        Capacity = person.Capacity,
        Language = person.Language,
        Roles = [.. person.Roles.Select(held => held.Role)],
        ManagedUnitId = person.ManagedUnitId,
        ExtraTimePercent = person.ExamTime.ExtraPercent,
        Untimed = person.ExamTime.Untimed,
    };

    /// <summary>Writes everything but the standing, which has days, and the account.</summary>
    internal void Apply(Person person)
    {
        person.Describe(Name, Language);
        person.Identify(PersonnelNumber);
        person.Grant(Roles, ManagedUnitId);
        person.Allow(ExamTime);
    }

    /// <summary>Finds what is wrong without the database; <see cref="PersonFormCheck"/> finds the rest.</summary>
    internal void Check(FormFindings findings)
    {
        findings.Add(nameof(Name), TypedText.LineFault(Name, TypedText.LongestName));
        findings.Add(nameof(UserName), TypedText.LineFault(UserName, LongestUserName) ?? (UserNamePattern.IsMatch(UserName) ? null : "invalid"));
        findings.Add(nameof(Email), TypedText.OptionalLineFault(Email, TypedText.LongestMail) ?? (IsMail(Email) ? null : "invalid"));
        findings.Add(
            nameof(PersonnelNumber),
            MustHaveNumber ? TypedText.LineFault(PersonnelNumber, LongestPersonnelNumber) : TypedText.OptionalLineFault(PersonnelNumber, LongestPersonnelNumber));
        findings.Add(nameof(Language), Languages.All.Contains(Language) ? null : "unknown");
        findings.Add(nameof(HolderStatus), Enum.IsDefined(HolderStatus) ? null : "unknown");
        findings.Add(nameof(Capacity), Enum.IsDefined(Capacity) ? null : "unknown");
        findings.Add(nameof(Roles), Roles.All(Enum.IsDefined) ? null : "unknown");
        findings.Add(nameof(ExtraTimePercent), ExtraTimePercent is >= 0 and <= ExamTime.MostPercent ? null : "out-of-range");
    }

    /// <summary>What is recorded of each field; null where nothing is filled in.</summary>
    internal IReadOnlyDictionary<PersonField, string?> Recorded() => new Dictionary<PersonField, string?>
    {
        [PersonField.Name] = Name,
        [PersonField.UserName] = UserName,
        [PersonField.Email] = Email,
        [PersonField.Language] = Language,
        [PersonField.ExamTime] = WordOf(ExamTime),
        [PersonField.PersonnelNumber] = PersonnelNumber,
    };

    /// <summary>Time in exams can tell of somebody's health, so it is a text that can be erased, and no number.</summary>
    internal static string WordOf(ExamTime time) => time.Untimed ? "untimed" : string.Create(CultureInfo.InvariantCulture, $"+{time.ExtraPercent} %");

    private static bool IsMail(string? address) => string.IsNullOrWhiteSpace(address) || MailAddress.TryCreate(address, out _);
}
