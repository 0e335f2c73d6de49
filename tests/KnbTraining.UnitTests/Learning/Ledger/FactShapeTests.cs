using KnbTraining.Learning.Ledger;

namespace KnbTraining.UnitTests.Learning.Ledger;

/// <summary>The ledger is kept for ever and read by many: nothing that names or describes somebody gets into it but as a hash.</summary>
public sealed class FactShapeTests
{
    private sealed record InText(string Reason) : Fact;

    private sealed record InObject(object Value) : Fact;

    private sealed record InArray(Guid[] Ids) : Fact;

    private sealed record InMap(Dictionary<string, int> Counts) : Fact;

    private sealed record InWords(FactList<string> Words) : Fact;

    private sealed record InPart(FactList<Named> People) : Fact;

    private sealed record Named(string Name) : IFactPart;

    private sealed record InNumber(double Share) : Fact;

    private sealed record Beside(Guid Id) : Fact
    {
        public string Note { get; init; } = "";
    }

    [Fact]
    public void No_fact_holds_text_or_anything_that_could() => Assert.Empty(FactType.All.SelectMany(fact => Faults(fact.Type)));

    [Fact]
    public void Text_is_found_wherever_it_stands()
    {
        Type[] wrong = [typeof(InText), typeof(InObject), typeof(InArray), typeof(InMap), typeof(InWords), typeof(InPart), typeof(InNumber), typeof(Beside)];
        Assert.All(wrong, type => Assert.NotEmpty(Faults(type)));
    }

    [Fact]
    public void Every_fact_is_sealed_and_has_a_kind_of_its_own_in_each_version()
    {
        Assert.InRange(FactType.All.Count, 30, 500);
        Assert.All(FactType.All, fact => Assert.True(fact.Type.IsSealed, fact.Kind));
        Assert.All(FactType.All, fact => Assert.Matches(@"\A[a-z]+\.[a-z]+(-[a-z]+)*\z", fact.Kind));
        Assert.Distinct(FactType.All.Select(fact => (fact.Kind, fact.Version)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Aigerim")]
    [InlineData("two words")]
    [InlineData("қазақ")]
    [InlineData("a\n")]
    [InlineData("a@b")]
    public void A_name_of_ours_is_no_sentence(string text)
    {
        Assert.Throws<FormatException>(() => Slug.Of(text));
        Assert.Throws<FormatException>(() => Code.Of(text.ToLowerInvariant() + "a"));
        Assert.Throws<FormatException>(() => Digest.Parse(text));
    }

    [Fact]
    public void The_longest_name_of_ours_is_taken_and_a_longer_one_is_not()
    {
        Assert.Equal(new string('a', Slug.Longest), Slug.Of(new string('a', Slug.Longest)).ToString());
        Assert.Throws<FormatException>(() => Slug.Of(new string('a', Slug.Longest + 1)));
        Assert.Throws<FormatException>(() => Code.Of(new string('A', Code.Longest + 1)));
        Assert.Throws<FormatException>(() => Digest.Parse(new string('A', 64)));
    }

    // Parameters alone are written; a property beside them would be lost without a word.
    private static IEnumerable<string> Faults(Type part)
    {
        var shape = FactShape.Of(part);
        var beside = part.GetProperties().Where(property => property.Name != "EqualityContract").Except(shape.Properties).Select(property => $"{part.Name}.{property.Name} is not written");
        return beside.Concat(shape.Properties.SelectMany(property => Faults($"{part.Name}.{property.Name}", property.PropertyType)));
    }

    private static IEnumerable<string> Faults(string place, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return FactShape.IsValue(plain) ? []
            : FactShape.ItemOf(plain) is { } item ? Faults(place, item)
            : typeof(IFactPart).IsAssignableFrom(plain) ? Faults(plain)
            : [$"{place} is a {plain.Name}"];
    }
}
