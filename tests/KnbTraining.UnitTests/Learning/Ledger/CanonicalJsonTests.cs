using System.Text.Json;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.UnitTests.Learning.Ledger;

/// <summary>The examples of RFC 8785, as far as whole numbers go.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}""", """{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}""")]
    [InlineData("""{ "literals": [null, true, false], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/" }""", "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}")]
    [InlineData("""{"1": {"f": {"f": "hi", "F": 5}, "\n": 56}, "10": {}, "": "empty", "a": {}, "111": [{"e": "yes", "E": "no"}], "A": {}}""", """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}""")]
    [InlineData("""[56, {"d": true, "10": null, "1": []}]""", """[56,{"1":[],"10":null,"d":true}]""")]
    [InlineData("""[0, -0, 9007199254740991, -9007199254740991]""", "[0,0,9007199254740991,-9007199254740991]")]
    [InlineData("""{"a":"\b\t\f\r\u0000\u001f\u007f\u2028"}""", "{\"a\":\"\\b\\t\\f\\r\\u0000\\u001f\u007f\u2028\"}")]
    public void Each_text_has_one_form(string text, string canonical)
    {
        using var json = JsonDocument.Parse(text);
        Assert.Equal(canonical, CanonicalJson.Of(json.RootElement));
        using var again = JsonDocument.Parse(canonical);
        Assert.Equal(canonical, CanonicalJson.Of(again.RootElement));
    }

    [Fact]
    public void Properties_stand_in_the_order_of_their_utf16_code_units()
    {
        const string Text = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;
        using var json = JsonDocument.Parse(Text);
        using var canonical = JsonDocument.Parse(CanonicalJson.Of(json.RootElement));
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            canonical.RootElement.EnumerateObject().Select(property => property.Value.GetString()));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e300")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("""{"a":1,"a":2}""")]
    public void What_two_readers_could_read_in_two_ways_is_refused(string text)
    {
        using var json = JsonDocument.Parse(text);
        Assert.Throws<ArgumentException>(() => CanonicalJson.Of(json.RootElement));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_and_a_value_of_another_type_are_refused()
    {
        foreach (var value in new object[] { "\ud83d", "\ude00\ud83d", "a\udeadb", 1.0, Guid.Empty, DateTime.UnixEpoch })
        {
            Assert.Throws<ArgumentException>(() => CanonicalJson.Write(new object?[] { value }));
        }
    }
}
