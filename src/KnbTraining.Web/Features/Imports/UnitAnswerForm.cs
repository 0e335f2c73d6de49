using KnbTraining.Learning.Imports;

namespace KnbTraining.Web.Features.Imports;

/// <summary>What a unit of a file is.</summary>
public enum UnitAnswer
{
    /// <summary>A new one below another.</summary>
    Make,

    /// <summary>One that is here under another name.</summary>
    Is,

    /// <summary>Nobody says: the rows that name it stay as they are.</summary>
    Leave,
}

/// <summary>What somebody chose for one unit of a file.</summary>
public sealed class UnitAnswerForm
{
    public UnitAnswer What { get; set; }

    /// <summary>The unit that it is, or below which it is made.</summary>
    public Guid Unit { get; set; }

    /// <returns>Null where nothing is to be done.</returns>
    public UnitChoice? For(string text) => What switch
    {
        UnitAnswer.Make => new UnitChoice(text, null, Unit),
        UnitAnswer.Is => new UnitChoice(text, Unit, null),
        _ => null,
    };
}
