using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Reference;

/// <summary>Situations of one act with what a lawyer expects of them: one document below <see cref="Folder"/>. They are run against the rules at every check.</summary>
/// <param name="Id">The name of the file without its ending.</param>
/// <param name="Path">The document's path in the content folder.</param>
/// <param name="Act">The act of every case: a value of <see cref="Vocabulary.Act"/>.</param>
/// <param name="Title">What people call the set; at most <see cref="LongestTitle"/> characters.</param>
/// <param name="Cases">From 1 to <see cref="MostCases"/>, in the order of the document.</param>
public sealed record LawCases(string Id, string Path, Translation Translation, string Act, LocalizedText Title, IReadOnlyList<LawCase> Cases)
{
    /// <summary>The folder of these documents.</summary>
    public const string Folder = "cases";

    /// <summary>The key that names the act in a document.</summary>
    public const string ActKey = "act";

    /// <summary>Most cases of one document: a table that somebody can still look through.</summary>
    public const int MostCases = 500;

    /// <summary>In characters.</summary>
    public const int LongestTitle = 120;
}

/// <summary>One row of a table of cases.</summary>
/// <param name="Id">Unique in its document.</param>
/// <param name="Facts">Value by dimension. A dimension that is left out may have any value: the case then speaks of every completion.</param>
/// <param name="AsOf">
/// Local day on which the law is read. Never null for the law in force; null under the plans, which have no day yet: the case is then read after the
/// last day on which the law turns.
/// </param>
/// <param name="IfAdopted">True where the plans are taken to be adopted.</param>
/// <param name="Expected">What the rules are to say of liability.</param>
/// <param name="Duties">Ids of duties that are to hold; others may hold beside them.</param>
/// <param name="Rule">Id of a rule that is to decide; null where that does not matter.</param>
/// <param name="Note">Why, in whatever language it was written; null where nobody said. At most <see cref="LongestNote"/> characters.</param>
/// <param name="Sources">Ids of the facts of the sources on which the expectation rests.</param>
/// <param name="Lines">Where its fields stand.</param>
public sealed record LawCase(
    string Id,
    IReadOnlyDictionary<string, string> Facts,
    DateOnly? AsOf,
    bool IfAdopted,
    Liability Expected,
    IReadOnlyList<string> Duties,
    string? Rule,
    string? Note,
    IReadOnlyList<string> Sources,
    LawCaseLines Lines)
{
    /// <summary>In characters.</summary>
    public const int LongestNote = 500;

    /// <summary>The law under which it is judged.</summary>
    public Law Law => new(AsOf ?? DateOnly.MaxValue, IfAdopted);

    /// <summary>True where a situation of the same act is one of those that it speaks of.</summary>
    public bool IsAbout(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return Facts.All(fact => situation[fact.Key] == fact.Value);
    }
}

/// <summary>Lines of a document, from 1, on which the fields of a case stand; that of the case where it has no such field.</summary>
public sealed record LawCaseLines(int Case, int Facts, int Expected, int Duties, int Rule, int Sources)
{
    /// <summary>Of a case that stands in no document.</summary>
    public static LawCaseLines None { get; } = new(1, 1, 1, 1, 1, 1);
}
