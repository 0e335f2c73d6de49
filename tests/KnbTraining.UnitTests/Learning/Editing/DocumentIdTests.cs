using KnbTraining.Learning.Editing;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class DocumentIdTests
{
    [Theory]
    [InlineData("Before clearance", "before-clearance")]
    [InlineData("Для руководителей: что нового?", "dlia-rukovoditelei-chto-novogo")]
    [InlineData("Қол жеткізу тоқтатылғаннан кейін", "qol-zhetkizu-toqtatylgannan-keiin")]
    [InlineData("  2027 – №1  ", "2027-no1")]
    [InlineData("…", "course")]
    public void An_id_is_made_of_the_letters_of_a_title_in_any_language(string title, string id)
    {
        Assert.Equal(id, DocumentId.Of(title, "course", _ => false));
        Assert.True(DocumentPath.IsGood($"courses/{id}.yaml"));
    }

    [Fact]
    public void A_taken_id_gets_a_number_and_a_long_title_is_cut()
    {
        Assert.Equal("news-3", DocumentId.Of("News", "course", id => id is "news" or "news-2"));
        var cut = DocumentId.Of(new string('x', 59) + " yes", "course", _ => false);
        Assert.Equal(new string('x', 59), cut);
    }
}
