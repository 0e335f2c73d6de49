using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Learning.Ledger;

public sealed class LedgerLineTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero).AddTicks(7);

    private static readonly Guid Person = new("00112233-4455-6677-8899-aabbccddeeff");

    private static string Frozen => Path.Combine(ShippedContent.Repository, "tests", "KnbTraining.UnitTests", "Learning", "Ledger", "Frozen", "lines.jsonl");

    [Fact]
    public void Every_kind_of_fact_is_read_as_it_was_written()
    {
        foreach (var (type, empty, actor) in from type in FactType.All from empty in new[] { false, true } from actor in new[] { Actor.Application, Actor.Of(Person) } select (type, empty, actor))
        {
            var line = new LedgerLine(12, At, actor, FactSamples.Of(type, empty));
            var text = line.Write();
            Assert.DoesNotContain('\n', text);
            Assert.True(line == LedgerLine.Read(text), text);
        }
    }

    /// <summary>What a line once meant it means for ever: whoever changes the parameters of a fact gives the new shape a new version.</summary>
    [Fact]
    public void Every_line_that_was_ever_written_is_still_read()
    {
        var frozen = File.ReadAllLines(Frozen);
        Assert.All(frozen, text => Assert.True(LedgerLine.Read(text) is not null, text));
        var kinds = frozen.Select(text => FactType.Of(LedgerLine.Read(text)!.Fact)).ToHashSet();
        Assert.Empty(FactType.All.Except(kinds).Select(type => $"{type.Kind} {type.Version} is not frozen: run the explicit test of this class"));
    }

    /// <summary>Run by hand for a new fact: <c>--explicit only</c>. It only adds.</summary>
    [Fact(Explicit = true)]
    public void Freeze_new_kinds()
    {
        var frozen = File.Exists(Frozen) ? File.ReadAllLines(Frozen) : [];
        var known = frozen.Select(text => LedgerLine.Read(text)).OfType<LedgerLine>().Select(line => FactType.Of(line.Fact)).ToHashSet();
        var added = FactType.All.Where(type => !known.Contains(type)).Select((type, index) => new LedgerLine(frozen.Length + index + 1, At, Actor.Of(Person), FactSamples.Of(type)).Write());
        File.WriteAllText(Frozen, string.Concat(frozen.Concat(added).Select(line => line + "\n")));
    }

    [Fact]
    public void A_line_says_who_when_what_and_its_number()
    {
        var line = new LedgerLine(7, At, Actor.Of(Person), new PersonActivated(Person)).Write();
        Assert.Equal(
            """{"actor":"00112233-4455-6677-8899-aabbccddeeff","at":"2026-03-02T04:00:00.0000007Z","fact":{"personId":"00112233-4455-6677-8899-aabbccddeeff"},"kind":"person.activated","number":7,"version":1}""",
            line);
        Assert.StartsWith("""{"actor":null,""", new LedgerLine(7, At, Actor.Application, new PersonActivated(Person)).Write(), StringComparison.Ordinal);

        // RFC 6962: SHA-256 of a zero byte and the leaf; that of the empty leaf stands in its test vectors.
        Assert.Equal("6E340B9CFFB37A989CA544E6BB780A2C78901D3FB33738768511A30617AFA01D", Convert.ToHexString(LedgerLine.LeafHashOf("")));
    }

    [Theory]
    [InlineData("\"number\":7", "\"number\":7.0")]
    [InlineData("\"number\":7", "\"number\": 7")]
    [InlineData("\"version\":1", "\"version\":2")]
    [InlineData("person.activated", "person.unknown")]
    [InlineData("\"number\":7,\"version\":1", "\"version\":1,\"number\":7")]
    [InlineData(":7,", ":7,\"more\":1,")]
    [InlineData("\"fact\":{", "\"fact\":{\"more\":1,")]
    [InlineData("\"fact\":{\"personId\":\"00112233-4455-6677-8899-aabbccddeeff\"}", "\"fact\":{}")]
    [InlineData("\"fact\":{\"personId\":\"00112233-4455-6677-8899-aabbccddeeff\"}", "\"fact\":{\"personId\":null}")]
    [InlineData("aabbccddeeff\"}", "AABBCCDDEEFF\"}")]
    [InlineData("}", "")]
    public void What_the_application_would_not_have_written_is_no_line(string part, string instead)
    {
        var line = new LedgerLine(7, At, Actor.Of(Person), new PersonActivated(Person)).Write();
        Assert.NotNull(LedgerLine.Read(line));
        Assert.Null(LedgerLine.Read(line.Replace(part, instead, StringComparison.Ordinal)));
        Assert.Null(LedgerLine.Read("\"text\""));
    }
}
