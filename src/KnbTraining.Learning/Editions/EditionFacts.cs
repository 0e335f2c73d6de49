using System.Globalization;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Editions;

/// <summary>Editors have made an edition.</summary>
/// <param name="Content">The content address of the whole set.</param>
[RecordedAs("edition.published")]
public sealed record EditionPublished(int Edition, Digest Content) : Fact
{
    public override string? AboutKey() => Edition.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The documents that came with the application have become an edition.</summary>
[RecordedAs("edition.shipped")]
public sealed record EditionShipped(int Edition, Digest Content) : Fact
{
    public override string? AboutKey() => Edition.ToString(CultureInfo.InvariantCulture);
}
