using System.Text;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Exchange.Gift;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content.Exchange;

/// <summary>Files as Moodle and people write them: the shapes of Moodle's own examples, in words of ours.</summary>
public sealed class GiftReadingTests
{
    [Fact]
    public void All_shapes_of_a_choice_are_read()
    {
        var read = Read("""
            // A heading that belongs to no question

            $CATEGORY: $course$/Travel/Abroad

            Who approves a trip?{~the unit ~the journalist =the head}

            ::Named \: one:: [html]Who <b>approves</b>&nbsp;a trip&hellip;
            abroad?
            {
                = [plain]<the head> # well
                  done
                ~ the unit # [html]<p>No.</p><p>It keeps papers.</p>
                ####The head, always.
            }

            // [tag:other] [tag:language:ru] [tag:rule:head-approves-travel] [tag:misconception:3:bodies-confused]
            A trip is approved by {~%50%the deputy =the head ~nobody} of the body.

            Which two?{ ~%50%one ~%-100%three ~%50%two#yes }

            The head approves.{TRUE#No, it does.#Yes.####Because.}

            The unit approves.{F}
            """, Languages.Kazakh);
        Assert.Empty(read.Findings);
        Assert.Equal(6, read.Questions.Count);
        Assert.Equal(
            [
                (5, "Who approves a trip?", "Who approves a trip?", QuestionKind.SingleChoice, 3),
                (7, "Named : one", "Who approves a trip… abroad?", QuestionKind.SingleChoice, 2),
                (17, "A trip is approved by _____ of the body.", "A trip is approved by _____ of the body.", QuestionKind.SingleChoice, 3),
                (19, "Which two?", "Which two?", QuestionKind.MultipleChoice, 3),
                (21, "The head approves.", "The head approves.", QuestionKind.TrueFalse, 2),
                (23, "The unit approves.", "The unit approves.", QuestionKind.TrueFalse, 2),
            ],
            read.Questions.Select(question => (question.Line, question.Name, question.Stem, question.Kind, question.Options.Count)));
        Assert.Equal([new ExchangeOption("<the head>", true, "well done"), new ExchangeOption("the unit", false, "No.\nIt keeps papers.")], read.Questions[1].Options);
        Assert.Equal("The head, always.", read.Questions[1].Explanation);
        Assert.Equal(("head-approves-travel", "ru"), (read.Questions[2].Rule, read.Questions[2].Language));
        Assert.Equal([null, null, "bodies-confused"], read.Questions[2].Options.Select(option => option.Misconception));
        Assert.Equal([true, false, true], read.Questions[3].Options.Select(option => option.Correct));
        Assert.Equal([("Дұрыс", true, "Yes."), ("Дұрыс емес", false, "No, it does.")], read.Questions[4].Options.Select(option => (option.Text, option.Correct, option.Feedback)));
        Assert.Equal([false, true], read.Questions[5].Options.Select(option => option.Correct));
        Assert.Equal([LossState.Kept, LossState.Changed, LossState.Changed, LossState.Kept, LossState.Kept, LossState.Kept], read.Losses.Questions.Select(question => question.State));
    }

    [Fact]
    public void Rows_and_their_partners_are_read_with_the_spare_ones()
    {
        var question = Assert.Single(Read("::Who does what:: Match.{\n =the head -> approves =the unit->keeps papers\n = -> asks\n}").Questions);
        Assert.Equal(QuestionKind.Matching, question.Kind);
        Assert.Equal([new ExchangePair("the head", "approves"), new ExchangePair("the unit", "keeps papers")], question.Pairs);
        Assert.Equal(["asks"], question.Spare);
    }

    [Fact]
    public void Signs_with_a_backslash_part_nothing()
    {
        var question = Assert.Single(Read(@"::a\:\:b::Which is 5\?{ ~ \= 2 + 2 # \# \{x\} \~ = \= 2 + 3\n(three) ~ \\ }").Questions);
        Assert.Equal("a::b", question.Name);
        Assert.Equal([("= 2 + 2", "# {x} ~"), ("= 2 + 3\n(three)", ""), (@"\", "")], question.Options.Select(option => (option.Text, option.Feedback)));
    }

    [Fact]
    public void What_no_question_here_can_be_is_dropped_and_told()
    {
        var read = Read("""
            ::essay:: Why? {}

            ::number:: How many? {#3:1}

            ::word:: Who? {=the head =a head}

            ::text:: Read this first.

            ::two right:: Who? {=the head =a head ~the unit}

            ::all right:: Who? {~%50%the head ~%50%a head}

            ::good:: Who? {=the head ~the unit}
            """);
        Assert.Empty(read.Findings);
        Assert.Equal("good", Assert.Single(read.Questions).Name);
        Assert.Equal(
            ["essay 1", "number 3", "word 5", "text 7", "two right 9", "all right 11"],
            read.Losses.Questions.Where(loss => loss.State == LossState.Dropped).Select(loss => $"{loss.Name} {loss.Line}"));
        Assert.Equal(6, read.Losses.Questions.SelectMany(loss => loss.Details).Select(why => why.ToString()).Distinct().Count());
    }

    [Fact]
    public void A_wrong_question_is_told_with_its_line_and_nothing_of_the_file_is_taken() => Each.Of(
        new[]
        {
            ("Who? {=the head ~the unit", "do not match"),
            ("Who? } x {", "do not match"),
            ("::x::{=a ~b}", "has no text"),
            ("Who? {=a ~}", "has no text"),
            ("Who? {=a ~a}", "say the same"),
            ("Who? {~a ~b}", "is right"),
            ("Who? {~%500%a ~b}", "no share of a point"),
            ("Who? {~%abc%a ~b}", "no share of a point"),
            ("Who? {=a -> b}", "1 rows"),
            ("Who? {=a -> b =a -> c}", "say the same"),
            ("Who? {=a\u202Eb ~c}", "U+202E"),
            ("Who? {=" + new string('x', ContentLimits.LongestTemplate + 1) + " ~c}", "characters"),
            ("Who? {=1 " + string.Concat(Enumerable.Range(2, 25).Select(i => $"~{i}")) + "}", "26 answers"),
        },
        wrong =>
        {
            var read = Read($"Good? {{=a ~b}}\n\n// note\n{wrong.Item1}\n\nGood too? {{=a ~b}}");
            Assert.Empty(read.Questions);
            var finding = Assert.Single(read.Findings);
            Assert.Contains(wrong.Item2, finding.Message, StringComparison.Ordinal);
            Assert.Equal(("bank.txt", 4), (finding.Path, finding.Line));
        });

    private static ExchangeReading Read(string text, string language = Languages.English) => new GiftFormat().Read("bank.txt", Encoding.UTF8.GetBytes(text), language);
}
