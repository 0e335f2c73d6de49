using KnbTraining.Content.Editions;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Exchange;

/// <summary>What is here already, to hold a file against.</summary>
/// <param name="editions">Those that frozen ids of the file name, by their digits.</param>
internal sealed class QuestionsHere(Edition current, ItemBank items, IReadOnlyDictionary<string, Edition> editions)
{
    private readonly Dictionary<string, ILookup<string, ExchangeQuestion>> _authored = new(StringComparer.Ordinal);

    public ImportedQuestion StateOf(ExchangeQuestion question)
    {
        var frozen = FindFrozen(question);
        if (frozen?.Sent.SaysTheSame(question) == true || IsWritten(question))
        {
            return Of(question, ImportedState.Unchanged);
        }

        if (frozen is { Id: { } id } && current.Questions.TryGetValue(id, out var authored)
            && QuestionDraft.Update(current.Documents.Find(authored.Path)!, question, authored) is { } text)
        {
            var now = ExchangeQuestions.Of(items, items.Create($"authored.{id}", 0), question.Language);
            return new ImportedQuestion(
                question,
                ImportedState.Changed,
                authored.Path,
                text,
                Bare(now).SaysTheSame(Bare(frozen.Value.Sent)) ? null : QuestionDraft.ChangedHere);
        }

        return QuestionDraft.WhyNot(question) is { } why
            ? new ImportedQuestion(question, ImportedState.Left, null, null, why)
            : new ImportedQuestion(question, ImportedState.New, null, null, Unknown(question));
    }

    // Whatever a question names is taken or told.
    private FindingSentence? Unknown(ExchangeQuestion question)
    {
        string[] misconceptions = [.. question.Options.Select(option => option.Misconception).OfType<string>().Where(id => !current.Misconceptions.ContainsKey(id)).Distinct(StringComparer.Ordinal)];
        return question.Rule is { } rule && !current.Rules.ContainsKey(rule) ? QuestionDraft.UnknownRule(rule)
            : misconceptions.Length > 0 ? QuestionDraft.UnknownMisconceptions(string.Join(", ", misconceptions))
            : null;
    }

    // The question as it was sent, and the id of its document where it was written by hand.
    private (ExchangeQuestion Sent, string? Id)? FindFrozen(ExchangeQuestion question)
    {
        if (question.Frozen is not { } frozen || !editions.TryGetValue(frozen.Edition, out var edition))
        {
            return null;
        }

        var bank = edition.ItemsOn(frozen.LawDate);
        return bank.TryFind(frozen.ItemId, out var item)
            ? (ExchangeQuestions.Of(bank, item, frozen.Language), item.Family.IsAuthored ? item.Family.Id["authored.".Length..] : null)
            : null;
    }

    // A file that is read twice finds its own questions, once they are published.
    private bool IsWritten(ExchangeQuestion question)
    {
        if (!_authored.TryGetValue(question.Language, out var written))
        {
            _authored[question.Language] = written = items.Families.Where(family => family.IsAuthored)
                .Select(family => Bare(ExchangeQuestions.Of(items, items.Create(family.Id, 0), question.Language)))
                .ToLookup(one => one.Stem, StringComparer.Ordinal);
        }

        var bare = Bare(question);
        return written[bare.Stem].Any(one => one.SaysTheSame(bare));
    }

    // Explanations are made here, so that what another program sent as one never is the same.
    private static ExchangeQuestion Bare(ExchangeQuestion question) => question with { Explanation = "" };

    private static ImportedQuestion Of(ExchangeQuestion question, ImportedState state) => new(question, state, null, null, null);
}
