namespace KnbTraining.Learning.Editing;

/// <summary>How far a change has come. The values are stored.</summary>
public enum ChangeState
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>A reviewer is asked to read it. Whoever writes on takes it back to <see cref="Draft"/>.</summary>
    InReview = 1,

    /// <summary>Somebody who did not write it has read exactly this and agrees. It can be published, now or on a day.</summary>
    Approved = 2,

    /// <summary>It has become an edition. Nothing of it changes any more.</summary>
    Published = 3,

    /// <summary>A reviewer said what must be different, or it could not be published on its day. It is written on like a draft.</summary>
    SentBack = 4,

    /// <summary>Given up. Nothing of it changes any more.</summary>
    Withdrawn = 5,
}

/// <summary>What happened to a change. The values are stored.</summary>
public enum ChangeStepKind
{
    Opened = 0,
    ReviewAsked = 1,
    Approved = 2,
    SentBack = 3,

    /// <summary>Somebody wrote on while it was in review or approved: whoever reads it has to begin anew.</summary>
    WrittenOn = 4,

    Withdrawn = 5,

    /// <summary>Approved, and to be published on a day.</summary>
    Planned = 6,

    /// <summary>It will not be published by itself any more.</summary>
    PlanEnded = 7,

    Published = 8,

    /// <summary>Its day came, and it could not be published.</summary>
    PublishingFailed = 9,

    /// <summary>An edition came in between with which the same texts mean something else than the approver read.</summary>
    ApprovalVoided = 10,

    /// <summary>Somebody has looked at texts of which another language changed, and found that they still hold: see <see cref="StaleLook"/>.</summary>
    LookedAt = 11,

    /// <summary>Somebody chose to publish it, now or on a day, although some texts are stale; the text is their number.</summary>
    StaleTaken = 12,
}

/// <summary>Why a revision was kept. The values are part of facts.</summary>
public enum RevisionOccasion
{
    /// <summary>Whoever wrote it left the page.</summary>
    Left = 0,

    /// <summary>Nothing had been saved for a while when the next save came.</summary>
    Pause = 1,

    /// <summary>Somebody else went on with it.</summary>
    OtherAuthor = 2,

    /// <summary>It is to be reviewed.</summary>
    Review = 3,
}
