namespace KnbTraining.Learning.Notices;

/// <summary>What a notice tells. The numbers are stored.</summary>
public enum NoticeKind
{
    /// <summary>A course is to be completed by a day.</summary>
    Assigned = 0,

    /// <summary>The due day of a course is near.</summary>
    DueSoon = 1,

    /// <summary>The due day of a course has passed.</summary>
    Overdue = 2,

    /// <summary>A course is due later than before.</summary>
    Extended = 3,

    /// <summary>A course is not asked for until a day.</summary>
    Waived = 4,

    /// <summary>A certificate ends, and no renewal is open.</summary>
    CertificateEnds = 5,

    /// <summary>An edition that changes what somebody has passed.</summary>
    NewEdition = 6,

    /// <summary>A text is to be read and confirmed.</summary>
    TextToConfirm = 7,

    /// <summary>A change of somebody else waits for a reviewer.</summary>
    ReviewWaiting = 8,

    /// <summary>An import could not be applied.</summary>
    ImportFailed = 9,

    /// <summary>No backup was made for some days.</summary>
    BackupMissing = 10,

    /// <summary>Another server over the same database has gone without a word.</summary>
    NodeGone = 11,

    /// <summary>A manager reminds of a course.</summary>
    Reminded = 12,

    /// <summary>What needs somebody who manages a unit this week.</summary>
    Week = 13,

    /// <summary>Somebody is asked to allow a waiver.</summary>
    WaiverWaiting = 14,

    /// <summary>What became of a waiver that somebody has proposed.</summary>
    WaiverDecided = 15,

    /// <summary>A text that the organisation wrote for notices cannot be used any more.</summary>
    TextFailed = 16,

    /// <summary>What became of what somebody said about a question.</summary>
    RemarkAnswered = 17,

    /// <summary>What was decided about a change that somebody wrote at.</summary>
    ChangeDecided = 20,

    /// <summary>A change could not be published on its day.</summary>
    PublishingFailed = 21,

    /// <summary>An exam was graded anew, because a question of it was found wrong.</summary>
    GradedAnew = 22,

    /// <summary>A proposal to take questions out of gradings waits for a decision.</summary>
    AnnulmentWaiting = 23,

    /// <summary>What was decided about a proposal to take questions out of gradings.</summary>
    AnnulmentDecided = 24,

    /// <summary>A course that was given is taken back from everybody.</summary>
    TakenBack = 25,

    /// <summary>An editor proposes a course about changed rules.</summary>
    DeltaWaiting = 26,

    /// <summary>What became of a course about changed rules that somebody has proposed.</summary>
    DeltaDecided = 27,
}

/// <summary>What was decided about a notice when its time came.</summary>
public enum NoticeOutcome
{
    /// <summary>Not decided yet.</summary>
    Waiting = 0,

    Sent = 1,

    /// <summary>Not sent, for an <see cref="OmissionReason"/>. It is kept.</summary>
    Omitted = 2,
}

/// <summary>Why a notice was not sent.</summary>
public enum OmissionReason
{
    /// <summary>What it asks for was done.</summary>
    Completed = 0,

    /// <summary>The course is waived.</summary>
    Waived = 1,

    /// <summary>The person has left.</summary>
    Left = 2,

    /// <summary>The person is on leave.</summary>
    OnLeave = 3,

    /// <summary>Nobody asks for the course or the text any more.</summary>
    Ended = 4,

    /// <summary>Another day holds than the one it tells.</summary>
    Moved = 5,

    /// <summary>The person has lost the role to which it is addressed, or the text no longer addresses them.</summary>
    NotMeant = 6,

    /// <summary>Another notice tells it.</summary>
    ToldOtherwise = 7,
}
