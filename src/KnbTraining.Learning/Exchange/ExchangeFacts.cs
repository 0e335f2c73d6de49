using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Exchange;

/// <summary>Questions have left with their keys, as a file.</summary>
/// <param name="Edition">The edition that they are of.</param>
/// <param name="Course">Whose exam asks them; null where they were not chosen by a course.</param>
/// <param name="Rule">What they are about; null where they were not chosen by a rule.</param>
/// <param name="Content">Of the file's bytes.</param>
[RecordedAs("questions.exported")]
public sealed record QuestionsExported(Slug Format, Slug Language, int Edition, Slug? Course, Slug? Rule, int Count, Digest Content) : Fact;

/// <summary>Questions of a file have become documents of a change.</summary>
/// <param name="Count">How many documents it made or changed.</param>
/// <param name="Unchanged">How many were known already, as they are.</param>
/// <param name="Content">Of the file's bytes.</param>
[RecordedAs("questions.imported")]
public sealed record QuestionsImported(int Change, Slug Format, int Count, int Unchanged, Digest Content) : ChangeFact(Change);

/// <summary>A table of cases has left as a file.</summary>
/// <param name="Path">Of its document.</param>
/// <param name="Change">The change that the cases are of; null for what is published.</param>
/// <param name="Count">How many cases there are.</param>
/// <param name="Content">Of the file's bytes.</param>
[RecordedAs("cases.exported")]
public sealed record CasesExported(Slug Path, Slug Format, Slug Language, int? Change, int Count, Digest Content) : Fact;
