using System.Text;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Exchange.Moodle;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content.Exchange;

/// <summary>Files as Moodle writes them: the shapes of its own exports, in words of ours.</summary>
public sealed class MoodleXmlReadingTests
{
    private const string Bank = """
        <?xml version="1.0" encoding="UTF-8"?>
        <quiz>
        <!-- question: 0  -->
          <question type="category"><category><text>$course$/top/Travel</text></category></question>
          <question type="multichoice">
            <name><text>Approver</text></name>
            <questiontext format="html">
              <text><![CDATA[<p>Who <em>approves</em> a trip<br />abroad?</p><p><img src="@@PLUGINFILE@@/a.png" alt="" /></p>]]></text>
              <file name="a.png" encoding="base64">aGVsbG8=</file>
            </questiontext>
            <generalfeedback format="html"><text>&lt;p&gt;The head.&lt;/p&gt;</text></generalfeedback>
            <defaultgrade>2.0000000</defaultgrade>
            <single>true</single>
            <correctfeedback format="html"><text>Well done.</text></correctfeedback>
            <answer fraction="100" format="html"><text><![CDATA[<p>the head</p>]]></text><feedback format="html"><text>Yes &amp;amp; always.</text></feedback></answer>
            <answer fraction="50" format="html"><text>the deputy</text><feedback format="html"><text></text></feedback></answer>
            <answer fraction="0" format="plain_text"><text>&lt;nobody&gt;</text></answer>
            <tags><tag><text>rule:head-approves-travel</text></tag><tag><text>misconception:3:bodies-confused</text></tag><tag><text>winter</text></tag></tags>
          </question>
          <question type="multichoice">
            <name><text>Two</text></name>
            <questiontext format="plain_text"><text>Which two?</text></questiontext>
            <single>false</single>
            <answer fraction="50"><text>one</text></answer>
            <answer fraction="50"><text>two</text></answer>
            <answer fraction="-33.33333"><text>three</text></answer>
          </question>
          <question type="truefalse">
            <name><text>Truth</text></name>
            <questiontext format="html"><text>The unit approves.</text></questiontext>
            <answer fraction="0"><text>true</text><feedback><text>No.</text></feedback></answer>
            <answer fraction="100"><text>false</text><feedback><text>Right.</text></feedback></answer>
          </question>
          <question type="matching">
            <name><text>Rows</text></name>
            <questiontext format="html"><text>Match.</text></questiontext>
            <subquestion format="html"><text><![CDATA[<p>the head</p>]]></text><answer><text>approves</text></answer></subquestion>
            <subquestion format="html"><text>the unit</text><answer><text>keeps papers</text></answer></subquestion>
            <subquestion format="html"><text></text><answer><text>asks</text></answer></subquestion>
          </question>
          <question type="essay"><name><text>Essay</text></name><questiontext format="html"><text>Why?</text></questiontext></question>
          <question type="coderunner"><name><text>Code</text></name><questiontext format="html"><text>Why?</text></questiontext></question>
        </quiz>
        """;

    [Fact]
    public void What_Moodle_exports_is_read_with_its_losses()
    {
        var read = Read(Bank);
        Assert.Empty(read.Findings);
        Assert.Equal(["Approver", "Two", "Truth", "Rows"], read.Questions.Select(question => question.Name));
        var first = read.Questions[0];
        Assert.Equal(("Who approves a trip\nabroad?", "The head.", "head-approves-travel", 5), (first.Stem, first.Explanation, first.Rule, first.Line));
        Assert.Equal(
            [new ExchangeOption("the head", true, "Yes & always."), new ExchangeOption("the deputy", false, ""), new ExchangeOption("<nobody>", false, "", "bodies-confused")],
            first.Options);
        Assert.Equal(QuestionKind.MultipleChoice, read.Questions[1].Kind);
        Assert.Equal([true, true, false], read.Questions[1].Options.Select(option => option.Correct));
        Assert.Equal([("True", false, "No."), ("False", true, "Right.")], read.Questions[2].Options.Select(option => (option.Text, option.Correct, option.Feedback)));
        Assert.Equal([new ExchangePair("the head", "approves"), new ExchangePair("the unit", "keeps papers")], read.Questions[3].Pairs);
        Assert.Equal(["asks"], read.Questions[3].Spare);
        Assert.Equal(
            [LossState.Changed, LossState.Kept, LossState.Kept, LossState.Kept, LossState.Dropped, LossState.Dropped],
            read.Losses.Questions.Select(question => question.State));
        Assert.Equal(
            [
                "Pictures, sounds and formulas are left out.",
                "Bold type, lists, tables and links became plain text.",
                "Hints and replies to the question as a whole are left out.",
                "It earned 2 points; here every question earns one.",
                "An answer that was right in part counts as wrong.",
            ],
            read.Losses.Questions[0].Details.Select(detail => detail.ToString()));
    }

    [Fact]
    public void A_wrong_question_is_told_with_its_line_and_nothing_of_the_file_is_taken() => Each.Of(
        new[]
        {
            ("fraction=\"100\" format=\"html\"", "fraction=\"many\" format=\"html\"", 15, "no share of a point"),
            ("<text>Which two?</text>", "<text> </text>", 20, "has no text"),
            ("<text>two</text>", "<text>one</text>", 20, "say the same"),
            ("<answer fraction=\"100\"><text>false</text>", "<answer fraction=\"0\"><text>false</text>", 28, "is right"),
            ("<quiz>", "<quizzes>", 43, "no sound XML"),
        },
        wrong =>
        {
            Assert.Contains(wrong.Item1, Bank, StringComparison.Ordinal);
            var read = Read(Bank.Replace(wrong.Item1, wrong.Item2, StringComparison.Ordinal));
            Assert.Empty(read.Questions);
            Assert.Contains(wrong.Item4, Assert.Single(read.Findings).Message, StringComparison.Ordinal);
            Assert.Equal(("bank.xml", wrong.Item3), (read.Findings[0].Path, read.Findings[0].Line));
        });

    [Fact]
    public void Another_kind_of_file_is_refused_with_words()
    {
        Assert.Contains("not with 'quiz'", Assert.Single(Read("<questestinterop/>").Findings).Message, StringComparison.Ordinal);
        Assert.Contains("no questions", Assert.Single(Read("<quiz/>").Findings).Message, StringComparison.Ordinal);
    }

    private static ExchangeReading Read(string text) => new MoodleXml().Read("bank.xml", Encoding.UTF8.GetBytes(text), Languages.English);
}
