using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Reports;

/// <summary>The reports that leave as files. The values are part of facts.</summary>
public enum ExportedReport
{
    Progress = 0,
    People = 1,
    Missed = 2,
    Difficulty = 3,
    Acknowledgements = 4,
    Coverage = 5,
    Weakness = 6,

    /// <summary>People whose answers were wrong, those who were sure first.</summary>
    Mistaken = 7,
    Misconceptions = 8,

    /// <summary>Who held a clearance without the course.</summary>
    Access = 9,
    Exceptions = 10,
    Compliance = 11,

    /// <summary>What answers tell of families of questions.</summary>
    Analysis = 12,
}

/// <summary>
/// The pages that tell of people, or of the whole house: recorded when they are printed, and those of one person when somebody else looks.
/// The values are part of facts.
/// </summary>
public enum RecordedPage
{
    /// <summary>One's own record.</summary>
    Record = 0,
    Certificate = 1,

    /// <summary>The receipt of a confirmation.</summary>
    Receipt = 2,

    /// <summary>The text exactly as it was confirmed.</summary>
    ConfirmedText = 3,

    /// <summary>The result of an attempt.</summary>
    Outcome = 4,

    /// <summary>The transcript of a person.</summary>
    Transcript = 5,
    Person = 6,
    People = 7,
    Progress = 8,

    /// <summary>The people of a unit and how they stand at a course.</summary>
    Unit = 9,
    Missed = 10,
    Difficulty = 11,
    Coverage = 12,

    /// <summary>Who has confirmed the texts.</summary>
    Acknowledgements = 13,

    /// <summary>The people of one text.</summary>
    Document = 14,
    AuditLog = 15,
    Checkpoint = 16,

    /// <summary>Waivers that wait for a decision.</summary>
    Waivers = 17,

    /// <summary>Acts about the courses of several people.</summary>
    CoursesOfPeople = 18,

    /// <summary>The home of a manager, and the lists behind its numbers.</summary>
    Today = 19,

    /// <summary>Slips with temporary passwords.</summary>
    Slips = 20,

    /// <summary>The list for the board of a unit.</summary>
    Board = 21,
    Weakness = 22,
    Mistaken = 23,
    Misconceptions = 24,
    Access = 25,
    Exceptions = 26,
    Compliance = 27,

    /// <summary>The sheet on which the people of a unit sign that they were trained.</summary>
    Journal = 28,

    /// <summary>What answers tell of families of questions.</summary>
    Analysis = 29,
}

/// <summary>As it was recorded before reports had periods and more filters; never written any more.</summary>
[RecordedAs("report.exported")]
public sealed record ReportExportedOfDay(
    ExportedReport Report, Slug Format, DateOnly Day, Guid? UnitId = null, Slug? Course = null, Slug? Document = null, AcknowledgementState? State = null) : Fact;

/// <summary>Figures have left the application as a file.</summary>
/// <param name="Format">The ending of the file.</param>
/// <param name="Day">The day of the figures.</param>
/// <param name="Months">How many months up to that day counted; null where all did.</param>
/// <param name="KnownAt">The number of the last fact that counted; null where all did.</param>
/// <param name="Choice">What else was chosen, as the report names it.</param>
[RecordedAs("report.exported", 2)]
public sealed record ReportExported(
    ExportedReport Report,
    Slug Format,
    DateOnly Day,
    int? Months = null,
    long? KnownAt = null,
    Guid? UnitId = null,
    Slug? Course = null,
    Slug? Document = null,
    AcknowledgementState? State = null,
    HolderStatus? Holder = null,
    Slug? Rule = null,
    Slug? Misconception = null,
    Slug? Choice = null) : Fact;

/// <summary>A page was sent to a printer, or to a file that a browser prints into.</summary>
/// <param name="PersonId">Whom it is about; null where it is about nobody in particular.</param>
/// <param name="UnitId">The unit of a report.</param>
/// <param name="Subject">The course or the text of a report.</param>
/// <param name="Certificate">The number of a certificate.</param>
[RecordedAs("page.printed")]
public sealed record PagePrinted(RecordedPage Page, Guid? PersonId, Guid? UnitId, Slug? Subject, Code? Certificate) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}
