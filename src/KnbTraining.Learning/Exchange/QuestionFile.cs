using KnbTraining.Content.Documents;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Exchange;

/// <summary>What a question of a file is here.</summary>
public enum ImportedState
{
    /// <summary>It becomes a document.</summary>
    New,

    /// <summary>It was exported as a question written by hand, and came back with other words: it changes that document.</summary>
    Changed,

    /// <summary>It is here already, as it is.</summary>
    Unchanged,

    /// <summary>It cannot become a question written by hand.</summary>
    Left,
}

/// <summary>A question of a file.</summary>
/// <param name="Path">The document that it changes; null for any other state than <see cref="ImportedState.Changed"/>.</param>
/// <param name="Text">That document with its words; null likewise.</param>
/// <param name="Note">What somebody should know who decides about it; null where nothing.</param>
public sealed record ImportedQuestion(ExchangeQuestion Question, ImportedState State, string? Path, string? Text, FindingSentence? Note)
{
    /// <summary>True where it becomes a document, or changes one.</summary>
    public bool IsTaken => State is ImportedState.New or ImportedState.Changed;
}

/// <summary>A file of questions as it was read and held against what is here. Nothing of it is stored yet.</summary>
/// <param name="Content">Of the file's bytes.</param>
/// <param name="Findings">Where there is any, nothing of the file may be taken.</param>
public sealed record QuestionFile(
    string Name, string Format, Digest Content, IReadOnlyList<ImportedQuestion> Questions, LossReport Losses, IReadOnlyList<Finding> Findings)
{
    public int Count(ImportedState state) => Questions.Count(question => question.State == state);
}
