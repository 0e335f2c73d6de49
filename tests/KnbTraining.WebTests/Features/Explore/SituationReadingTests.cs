using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Exploring;
using KnbTraining.Web.Features.Explore;

namespace KnbTraining.WebTests.Features.Explore;

public sealed class SituationReadingTests
{
    private static readonly Vocabulary Vocabulary = EditionSample.Edition.RuleBook.Vocabulary;

    [Fact]
    public void Every_situation_comes_back_from_its_address() => Assert.All(Vocabulary.Space, situation =>
    {
        var reading = Read(ExploreAddress.Of(situation)[ExploreAddress.Page.Length..]);
        Assert.Equal(situation, reading.Situation);
        Assert.Empty(reading.Notes);
    });

    [Fact]
    public void What_an_address_leaves_out_takes_its_default() =>
        Assert.Equal("holder=former;obligation=signed;capacity=employee;act=travel-abroad;approval=absent", Read("?act=travel-abroad&holder=former").Situation.Id);

    [Fact]
    public void Without_a_query_there_is_a_case_to_begin_with() => Assert.Equal(Vocabulary.Complete([]), Read("").Situation);

    [Theory]
    [InlineData("?weather=fine", ReadingFault.UnknownFact, null)]
    [InlineData("?act=travel-abroad&approval=perhaps", ReadingFault.UnknownValue, "approval")]
    [InlineData("?act=teleport", ReadingFault.UnknownValue, "act")]
    [InlineData("?act=disclosure&approval=given", ReadingFault.DoesNotApply, "approval")]
    [InlineData("?holder=former&holder=none", ReadingFault.Repeated, "holder")]
    [InlineData("?holder", ReadingFault.UnknownValue, "holder")]
    [InlineData("?=&&=%00&act=%3Cscript%3E", ReadingFault.UnknownValue, "act")]
    public void What_cannot_be_read_is_left_out_and_named(string query, ReadingFault fault, string? dimension)
    {
        var reading = Read(query);
        Assert.Contains(new ReadingNote(fault, dimension), reading.Notes);
        Assert.Contains(reading.Situation, Vocabulary.Space);
    }

    [Fact]
    public void The_first_of_two_values_counts() => Assert.Equal("former", Read("?holder=former&holder=none").Situation["holder"]);

    [Fact]
    public void The_facts_that_can_be_read_stay_beside_one_that_cannot() => Assert.Equal("none", Read("?holder=none&act=teleport").Situation["holder"]);

    [Theory]
    [InlineData("")]
    [InlineData("holder")]
    [InlineData("holder=nobody")]
    [InlineData("weather=fine")]
    [InlineData("holder=former=none")]
    public void A_control_that_names_no_fact_changes_nothing(string code) => Assert.Null(SituationReading.Change(Vocabulary, Vocabulary.Complete([]), code));

    [Fact]
    public void Another_act_drops_the_facts_of_the_first_and_keeps_the_rest()
    {
        var travel = Read("?act=travel-abroad&holder=former&approval=given").Situation;
        var loss = SituationReading.Change(Vocabulary, travel, SituationReading.Code("act", "carrier-loss"))!;
        Assert.Equal("holder=former;obligation=signed;capacity=employee;act=carrier-loss", loss.Id);
    }

    private static SituationReading Read(string query) => SituationReading.Of(Vocabulary, query);
}
