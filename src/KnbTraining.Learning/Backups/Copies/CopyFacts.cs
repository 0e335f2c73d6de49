using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Backups.Copies;

/// <summary>This database is a copy, which goes on where the other one ends.</summary>
/// <param name="Source">The kind of the database that was copied.</param>
/// <param name="Target">The kind of this one.</param>
/// <param name="Content">Of the list of all tables, each with its count and the hash of its rows, as both databases gave it.</param>
/// <param name="LastNumber">The last entry that came with it.</param>
[RecordedAs("database.copied")]
public sealed record DatabaseCopied(Slug Source, Slug Target, Digest Content, long Rows, long LastNumber) : Fact;
