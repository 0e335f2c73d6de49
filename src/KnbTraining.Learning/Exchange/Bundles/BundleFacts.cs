using System.Globalization;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Exchange.Bundles;

/// <summary>An edition has left with all its questions and keys, as a signed file.</summary>
/// <param name="Content">The content address of the edition.</param>
/// <param name="Key">The fingerprint of the key that signed it.</param>
/// <param name="Bytes">Of the file.</param>
[RecordedAs("edition.exported")]
public sealed record EditionExported(int Edition, Digest Content, Digest Key, Digest Bytes) : Fact
{
    public override string? AboutKey() => Edition.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The differences of a signed edition have become a change.</summary>
/// <param name="Edition">Its number at the publisher.</param>
/// <param name="Content">The content address of that edition.</param>
/// <param name="Key">The fingerprint of the key that signed it.</param>
/// <param name="Count">How many documents the change holds.</param>
/// <param name="Bytes">Of the file.</param>
[RecordedAs("edition.imported")]
public sealed record EditionImported(int Change, int Edition, Digest Content, Digest Key, int Count, Digest Bytes) : ChangeFact(Change);

/// <summary>Editions of another installation may be brought from now on, if this key signed them.</summary>
/// <param name="Key">Its fingerprint.</param>
/// <param name="Name">What the publisher is called here.</param>
[RecordedAs("publisher.trusted")]
public sealed record PublisherTrusted(Digest Key, TextRef Name) : Fact
{
    public override string? AboutKey() => Key.ToString();
}

/// <summary>What this key signed is not taken any more.</summary>
/// <param name="Key">Its fingerprint.</param>
/// <param name="Name">What the publisher was called here.</param>
[RecordedAs("publisher.distrusted")]
public sealed record PublisherDistrusted(Digest Key, TextRef Name) : Fact
{
    public override string? AboutKey() => Key.ToString();
}

/// <summary>The installation has its first key for editions that are taken along.</summary>
[RecordedAs("edition.key-made")]
public sealed record BundleKeyMade(Slug KeyId) : Fact
{
    public override string? AboutKey() => KeyId.ToString();
}

/// <summary>Another key signs editions from now on.</summary>
/// <param name="KeyId">The one that signs no more.</param>
[RecordedAs("edition.key-replaced")]
public sealed record BundleKeyReplaced(Slug KeyId) : Fact
{
    public override string? AboutKey() => KeyId.ToString();
}
