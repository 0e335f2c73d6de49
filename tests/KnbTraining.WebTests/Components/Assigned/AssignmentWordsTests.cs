using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace KnbTraining.WebTests.Components.Assigned;

public sealed class AssignmentWordsTests
{
    private readonly IStringLocalizer<AssignmentTexts> _texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<AssignmentTexts>>();

    [Theory]
    [InlineData("en", "All heads and authorised persons in North and everything below it get “X” within 30 days, again every 12 months; a renewal opens 30 days before.")]
    [InlineData("ru", "Все руководители и уполномоченные лица (North и все нижестоящие подразделения) проходят курс «X» в течение 30 дней, затем снова каждые 12 месяцев; повторное открывается за 30 дней.")]
    [InlineData("kk", "Барлық басшылар мен уәкілетті адамдар (North және оның құрамындағы бөлімшелер) «X» курсын 30 күн ішінде өтеді, кейін әр 12 ай сайын қайталайды; қайта өту 30 күн бұрын ашылады.")]
    public void An_assignment_is_one_sentence(string language, string sentence)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
        Assert.Equal(sentence, _texts.Sentence("X", new AssignmentAudience(Capacity: Capacity.Head, UnitPath: "/0001/"), "North", RenewalTerms.Usual(30), 12));
    }

    [Fact]
    public void Every_audience_has_words_in_every_language()
    {
        foreach (var language in Languages.All)
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
            HolderStatus?[] statuses = [null, .. Enum.GetValues<HolderStatus>()];
            Capacity?[] capacities = [null, .. Enum.GetValues<Capacity>()];
            var words = statuses.SelectMany(status => capacities.Select(capacity => _texts.Who(new AssignmentAudience(status, capacity), null))).ToArray();
            Assert.All(words, word => Assert.DoesNotContain("Who.", word, StringComparison.Ordinal));
            Assert.Distinct(words);
        }
    }
}
