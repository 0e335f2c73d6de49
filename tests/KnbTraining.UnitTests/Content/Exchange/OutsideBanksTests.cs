using System.IO.Compression;
using System.Text;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content.Exchange;

/// <summary>What banks in public repositories do and ours do not (README names them), in words of ours.</summary>
public sealed class OutsideBanksTests
{
    private const string Good = "<question type=\"multichoice\"><name><text>good</text></name><questiontext><text>Good?</text></questiontext><answer fraction=\"100\"><text>yes</text></answer><answer fraction=\"0\"><text>no</text></answer></question>";

    private const string Key = "<qti-response-declaration identifier=\"R\"><qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>";

    private const string OneChoice = "<qti-choice-interaction response-identifier=\"R\" max-choices=\"1\"><qti-prompt>Who approves?</qti-prompt><qti-simple-choice identifier=\"A\">the unit</qti-simple-choice><qti-simple-choice identifier=\"B\">the head</qti-simple-choice></qti-choice-interaction>";

    private const string Rows = "<qti-match-interaction response-identifier=\"R\"><qti-prompt>Match.</qti-prompt><qti-simple-match-set><qti-simple-associable-choice identifier=\"A\">the head</qti-simple-associable-choice><qti-simple-associable-choice identifier=\"B\">the unit</qti-simple-associable-choice></qti-simple-match-set><qti-simple-match-set><qti-simple-associable-choice identifier=\"X\">asks</qti-simple-associable-choice><qti-simple-associable-choice identifier=\"Y\">keeps</qti-simple-associable-choice></qti-simple-match-set></qti-match-interaction>";

    [Fact]
    public void A_question_of_GIFT_that_follows_its_category_at_once_is_read()
    {
        var read = Gift("$CATEGORY: $course$/Travel\n::one::Who approves? {=the head ~the unit}\n\n$CATEGORY: $course$/Papers\n\n$CATEGORY: $course$/More\n// [tag:rule:head-approves-travel]\n::two::Who keeps papers? {=the unit ~the head}");
        Assert.Empty(read.Findings);
        Assert.Equal([("one", 2, null), ("two", 8, "head-approves-travel")], read.Questions.Select(question => (question.Name, question.Line, question.Rule)));
    }

    [Fact]
    public void Two_questions_of_GIFT_without_an_empty_line_are_told_by_name_and_never_become_one()
    {
        var read = Gift("Good? {=a ~b}\n\n::first::Who approves? {=the head ~the unit}\n::second::Who keeps papers? {=the unit ~the head}");
        Assert.Empty(read.Questions);
        var finding = Assert.Single(read.Findings);
        Assert.Equal(("After 'first' another question begins without an empty line.", 3), (finding.Message, finding.Line));
    }

    [Theory]
    [InlineData("It is {=so ~not}, and always.", "It is _____, and always.")]
    [InlineData("It is {=so ~not}.", "It is _____.")]
    [InlineData("It is {=so ~not}\nand always.", "It is _____ and always.")]
    public void A_gap_of_GIFT_keeps_the_signs_behind_it_where_they_stood(string text, string stem) => Assert.Equal(stem, Assert.Single(Gift(text).Questions).Stem);

    [Theory]
    [InlineData("true", true)]
    [InlineData("t#no", true)]
    [InlineData("False", false)]
    public void Right_or_wrong_may_be_written_in_any_letters(string said, bool holds)
    {
        var question = Assert.Single(Gift($"The head approves.{{{said}}}").Questions);
        Assert.Equal((QuestionKind.TrueFalse, holds), (question.Kind, question.Options[0].Correct));
    }

    [Theory]
    [InlineData("<question type=\"multichoice\"><name><text>x</text></name><questiontext><text>Which?</text></questiontext><answer fraction=\"100\"><text>&lt;img src=\"a\"&gt;</text></answer><answer fraction=\"0\"><text>no</text></answer></question>")]
    [InlineData("<question type=\"multichoice\"><name><text>x</text></name><questiontext><text>Which?</text></questiontext><answer fraction=\"100\"><text>Fig. &lt;img src=\"a\"&gt;</text></answer><answer fraction=\"0\"><text>Fig. &lt;img src=\"b\"&gt;</text></answer></question>")]
    [InlineData("<question type=\"truefalse\"><name><text>x</text></name><questiontext><text>&lt;img src=\"a\"&gt;</text></questiontext><answer fraction=\"100\"><text>true</text></answer><answer fraction=\"0\"><text>false</text></answer></question>")]
    [InlineData("<question type=\"matching\"><name><text>x</text></name><questiontext><text>Match.</text></questiontext><subquestion><text>a</text><answer format=\"html\"><text>&lt;img src=\"a\"&gt;</text></answer></subquestion><subquestion><text>b</text><answer><text>c</text></answer></subquestion></question>")]
    public void A_question_whose_answers_are_pictures_is_left_out_and_the_rest_of_the_file_is_read(string question)
    {
        var read = Moodle(question + Good);
        Assert.Empty(read.Findings);
        Assert.Equal("good", Assert.Single(read.Questions).Name);
        Assert.Equal(("x", LossState.Dropped, "What it asks, or an answer, is a picture, a sound or a formula."), Loss(read));
    }

    [Fact]
    public void Answers_that_say_the_same_without_pictures_are_a_mistake_as_before()
    {
        var read = Moodle(Good.Replace("<text>no</text>", "<text>yes</text>", StringComparison.Ordinal));
        Assert.Contains("say the same", Assert.Single(read.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partners_in_HTML_are_read_and_a_picture_beside_the_text_is_told()
    {
        var read = Moodle("""
            <question type="matching"><name><text>x</text></name><questiontext><text>Match.</text></questiontext><image>a.png</image>
            <subquestion><text>the head</text><answer format="html"><text>&lt;p&gt;approves&lt;/p&gt;</text></answer></subquestion>
            <subquestion><text>the unit</text><answer><text>writes &lt;p&gt;</text></answer></subquestion></question>
            """);
        Assert.Equal([new ExchangePair("the head", "approves"), new ExchangePair("the unit", "writes <p>")], Assert.Single(read.Questions).Pairs);
        Assert.Equal(("x", LossState.Changed, "Pictures, sounds and formulas are left out."), Loss(read));
    }

    [Theory]
    [InlineData("<qti-response-declaration identifier=\"R\"/>", OneChoice, "It names no right answer.")]
    [InlineData("<qti-response-declaration identifier=\"R\"/>", Rows, "It names no right answer.")]
    [InlineData("<qti-response-declaration identifier=\"R\"><qti-correct-response><qti-value>A X</qti-value></qti-correct-response></qti-response-declaration>", Rows, "Not every row has exactly one partner.")]
    [InlineData("<qti-response-declaration identifier=\"R\"><qti-correct-response><qti-value>A X</qti-value><qti-value>B X</qti-value><qti-value>B Y</qti-value></qti-correct-response></qti-response-declaration>", Rows, "Not every row has exactly one partner.")]
    [InlineData(Key + "<qti-template-declaration identifier=\"N\"/>", OneChoice, "Its values are drawn when it is asked.")]
    public void An_item_of_QTI_that_no_question_here_can_be_is_left_out_and_the_rest_of_the_package_is_read(string declared, string body, string why)
    {
        var read = Qti(("x.xml", Item("x", declared, body)), ("good.xml", Item("good", Key, OneChoice)));
        Assert.Empty(read.Findings);
        Assert.Equal("good", Assert.Single(read.Questions).Name);
        Assert.Equal(("x", LossState.Dropped, why), Loss(read));
    }

    [Fact]
    public void A_key_of_QTI_is_the_one_of_the_interaction_and_a_row_may_be_named_in_any_order()
    {
        var read = Qti(
            ("a.xml", Item("a", "<qti-response-declaration identifier=\"OTHER\"><qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>" + Key, OneChoice)),
            ("b.xml", Item("b", "<qti-response-declaration identifier=\"R\"><qti-correct-response><qti-value>B X</qti-value><qti-value>A X</qti-value></qti-correct-response></qti-response-declaration>", Rows)));
        Assert.Empty(read.Findings);
        Assert.Equal([false, true], read.Questions[0].Options.Select(option => option.Correct));
        Assert.Equal([new ExchangePair("the unit", "asks"), new ExchangePair("the head", "asks")], read.Questions[1].Pairs);
        Assert.Equal(["keeps"], read.Questions[1].Spare);
    }

    [Fact]
    public void Replies_to_an_item_of_QTI_as_a_whole_and_notes_for_markers_are_no_part_of_its_text_and_told()
    {
        var body = "<qti-rubric-block view=\"candidate\"><qti-content-body><p>Read well.</p></qti-content-body></qti-rubric-block>"
            + "<qti-rubric-block view=\"scorer\"><qti-content-body><p>Be strict.</p></qti-content-body></qti-rubric-block>" + OneChoice
            + "<qti-modal-feedback outcome-identifier=\"F\" identifier=\"correct\" show-hide=\"show\"><p>Well done.</p></qti-modal-feedback>"
            + "<qti-feedback-block outcome-identifier=\"F\" identifier=\"B\" show-hide=\"show\"><p>Yes.</p></qti-feedback-block>";
        var read = Qti(("a.xml", Item("a", Key, body)));
        var question = Assert.Single(read.Questions);
        Assert.Equal(("Read well.\nWho approves?", ""), (question.Stem, question.Explanation));
        Assert.Equal([new ExchangeOption("the unit", false, ""), new ExchangeOption("the head", true, "Yes.")], question.Options);
        Assert.Equal(
            ["Hints and replies to the question as a whole are left out.", "Notes for authors and markers are left out."],
            Assert.Single(read.Losses.Questions).Details.Select(detail => detail.ToString()));
    }

    [Fact]
    public void An_address_of_a_manifest_may_be_written_as_on_the_web() => Assert.Single(Qti(("./items/a%20b.xml", Item("a", Key, OneChoice))).Questions);

    private static string Item(string title, string declared, string body) =>
        $"<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"i\" title=\"{title}\">{declared}<qti-item-body>{body}</qti-item-body></qti-assessment-item>";

    private static (string Name, LossState State, string Why) Loss(ExchangeReading read)
    {
        var loss = Assert.Single(read.Losses.Questions, loss => loss.State != LossState.Kept);
        return (loss.Name, loss.State, Assert.Single(loss.Details).ToString());
    }

    private static ExchangeReading Gift(string text) => ExchangeFormats.Find("gift")!.Read("bank.txt", Encoding.UTF8.GetBytes(text), Languages.English);

    private static ExchangeReading Moodle(string questions) => ExchangeFormats.Find("moodle-xml")!.Read("bank.xml", Encoding.UTF8.GetBytes($"<quiz>{questions}</quiz>"), Languages.English);

    private static ExchangeReading Qti(params (string Href, string Text)[] items)
    {
        var resources = string.Concat(items.Select((item, i) => $"<resource identifier=\"r{i}\" type=\"imsqti_item_xmlv3p0\" href=\"{item.Href}\"/>"));
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put("imsmanifest.xml", $"<manifest><resources>{resources}</resources></manifest>");
            foreach (var (href, text) in items)
            {
                Put(Uri.UnescapeDataString(href).TrimStart('.', '/'), text);
            }

            void Put(string name, string text)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return ExchangeFormats.Find("qti3")!.Read("bank.zip", bytes.ToArray(), Languages.English);
    }
}
