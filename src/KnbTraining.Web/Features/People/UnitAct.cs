namespace KnbTraining.Web.Features.People;

/// <summary>What can be done to a unit on its page.</summary>
public enum UnitAct
{
    Rename = 0,
    Move = 1,
    Merge = 2,
    Close = 3,
}
