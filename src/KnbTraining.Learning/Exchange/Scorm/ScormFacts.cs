using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Exchange.Scorm;

/// <summary>A lesson or practice has left as a package for a learning system, with the keys of its questions.</summary>
/// <param name="Edition">The edition that it is of.</param>
/// <param name="Lesson">Null for practice.</param>
/// <param name="Course">Of practice; null for a lesson.</param>
/// <param name="Section">The part of the course's exam whose kinds of questions are practised; null for a lesson.</param>
/// <param name="Count">How many questions it holds.</param>
/// <param name="Content">Of the file's bytes.</param>
[RecordedAs("scorm.exported")]
public sealed record ScormExported(Slug Language, int Edition, Slug? Lesson, Slug? Course, Slug? Section, int Count, Digest Content) : Fact;
