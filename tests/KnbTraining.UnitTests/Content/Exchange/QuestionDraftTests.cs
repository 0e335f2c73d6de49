using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Exchange;

/// <summary>A question from outside becomes a document that an editor completes.</summary>
public sealed class QuestionDraftTests
{
    private const string Path = "questions/institutions-travel-approver.yaml";

    private static readonly AuthoredQuestion Known = ShippedContent.Edition.Questions["institutions-travel-approver"];

    [Fact]
    public void A_draft_in_one_language_lacks_nothing_but_the_other_languages()
    {
        var draft = QuestionDraft.Write(Sent("ru") with { Frozen = null }, "from-outside", "head-approves-travel", ShippedContent.Edition);
        var compilation = DocumentSetBuilder.FromShipped().With("questions/from-outside.yaml", draft).Compile();
        Assert.NotEmpty(compilation.Findings);
        Assert.All(compilation.Findings, finding => Assert.Equal("questions/from-outside.yaml", finding.Path));
        Assert.All(compilation.Findings, finding => Assert.Contains("has no text in", finding.Message, StringComparison.Ordinal));

        // With the others it is a question like any other: four texts in each of two languages, three replies and a stem.
        var complete = YamlEdit.Set(draft, YamlEdit.Paths(draft).Where(path => YamlEdit.Get(draft, path)!.Length == 0)
            .Select(path => KeyValuePair.Create(path, YamlEdit.Get(ShippedContent.Documents.Find(Path)!, path)!)));
        var edition = DocumentSetBuilder.FromShipped().With("questions/from-outside.yaml", complete).CompileOrThrow();
        Assert.Equal(Known.Options.Select(option => option.Misconception), edition.Questions["from-outside"].Options.Select(option => option.Misconception));
        Assert.Equal(Known.KeysOn, edition.Questions["from-outside"].KeysOn);
    }

    [Fact]
    public void Several_right_answers_can_be_written_by_hand_and_are_graded_so()
    {
        var one = DocumentSetBuilder.FromShipped().Replacing(Path, "kind: single-choice", "kind: multiple-choice");
        var edition = one.CompileOrThrow();
        Assert.Equal(QuestionKind.MultipleChoice, edition.Questions[Known.Id].Kind);
        one.Replacing(Path, "    correct: true", "    correct: false").Finds(Path, "options:", "at least one is correct and at least one is not", "Mend");
    }

    [Fact]
    public void Words_that_were_changed_outside_go_back_into_their_language_and_nothing_else_changes()
    {
        var sent = Sent("kk");
        var changed = sent with { Stem = "Келісімді кім береді?", Options = [sent.Options[2], sent.Options[1] with { Feedback = "Жоқ." }, sent.Options[0]] };
        var document = QuestionDraft.Update(ShippedContent.Documents.Find(Path)!, changed, Known)!;
        Assert.Equal("Келісімді кім береді?", YamlEdit.Get(document, "stem/kk"));
        Assert.Equal("Жоқ.", YamlEdit.Get(document, "options/1/feedback/kk"));
        Assert.Equal(
            ["stem/kk", "options/1/feedback/kk"],
            YamlEdit.Paths(document).Where(path => YamlEdit.Get(document, path) != YamlEdit.Get(ShippedContent.Documents.Find(Path)!, path)));
        Assert.Empty(DocumentSetBuilder.FromShipped().With(Path, document).Compile().Findings);
        Assert.Null(QuestionDraft.Update(document, changed with { Options = [.. changed.Options.Skip(1)] }, Known));
    }

    [Fact]
    public void An_id_is_made_of_the_letters_of_a_name() => Each.Of(
        new[] { ("Who approves a trip?", "who-approves-a-trip"), ("  Q-17 (b) ", "q-17-b"), ("Кто согласовывает?", ""), ("12", ""), ("", ""), (new string('a', 300), new string('a', 60)) },
        name => Assert.Equal(name.Item2, QuestionDraft.IdOf(name.Item1)));

    private static ExchangeQuestion Sent(string language) =>
        ExchangeQuestions.Of(ShippedContent.Items, ShippedContent.Items.Create($"authored.{Known.Id}", 0), language);
}
