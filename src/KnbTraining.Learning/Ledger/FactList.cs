using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace KnbTraining.Learning.Ledger;

/// <summary>Several values in a fact. Lists with the same values are equal, as facts with the same values are.</summary>
[CollectionBuilder(typeof(FactList), nameof(FactList.Create))]
public sealed class FactList<T>(ImmutableArray<T> values) : IReadOnlyList<T>, IEquatable<FactList<T>>
{
    public int Count => values.Length;

    public T this[int index] => values[index];

    public bool Equals(FactList<T>? other) => other is not null && values.SequenceEqual(other, EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => Equals(obj as FactList<T>);

    public override int GetHashCode() => values.Aggregate(values.Length, HashCode.Combine);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class FactList
{
    public static FactList<T> Create<T>(ReadOnlySpan<T> values) => new([.. values]);
}
