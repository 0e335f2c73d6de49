using KnbTraining.TestKit;
using KnbTraining.Web.Components.Exploring;

namespace KnbTraining.WebTests.Components.Exploring;

public sealed class ExploreAddressTests
{
    [Fact]
    public void The_act_comes_first_and_every_fact_follows() => Assert.Equal(
        "explore?act=travel-abroad&holder=former&obligation=signed&capacity=employee&approval=given",
        ExploreAddress.Of(EditionSample.Edition.RuleBook.Vocabulary.Complete([new("act", "travel-abroad"), new("holder", "former"), new("approval", "given")])));

    [Fact]
    public void A_rule_leads_to_the_plainest_case_that_it_speaks_about()
    {
        var book = EditionSample.Edition.RuleBook;
        Assert.Equal(
            "explore?act=travel-abroad&holder=former&obligation=signed&capacity=employee&approval=absent",
            ExploreAddress.Of(book.Vocabulary, book.Find("former-holder-without-approval")!));
        Assert.Equal(
            "explore?act=disclosure&holder=current&obligation=signed&capacity=employee",
            ExploreAddress.Of(book.Vocabulary, book.Find("obligation-binds-holder")!));
    }

    [Fact]
    public void Rules_about_terms_and_tasks_lead_nowhere()
    {
        var book = EditionSample.Edition.RuleBook;
        Assert.Null(ExploreAddress.Of(book.Vocabulary, book.Find("nsc-tasks")!));
        Assert.All(book.Rules.Where(rule => rule.Fires), rule => Assert.NotNull(ExploreAddress.Of(book.Vocabulary, rule)));
    }
}
