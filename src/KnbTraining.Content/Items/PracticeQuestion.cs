using KnbTraining.Content.Items.Kinds;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>An option with what somebody chose and what is right.</summary>
/// <param name="Text">For matching: the row and its partner.</param>
public sealed record ResultOption(string Id, string Text, bool Chosen, bool Correct);

/// <summary>What followed from an answer in a lesson.</summary>
public sealed record PracticeOutcome(double Score, IReadOnlyList<ResultOption> Options, Explanation Explanation)
{
    public bool Right => Score >= 1;
}

/// <summary>
/// A question asked in a lesson: drawn afresh for each visit, answered at once, stored nowhere. Until it is answered only
/// its text leaves this class.
/// </summary>
public sealed class PracticeQuestion
{
    private const int Tries = 8;

    /// <summary>A rule decides few situations, so a family that asks about one of them meets it soon.</summary>
    private const int TriesAbout = 64;

    private readonly ItemBank _items;
    private readonly ItemFamily _family;
    private readonly StableRandom _random;
    private readonly string _language;
    private Item _item;

    /// <param name="about">The situation to ask about first; where the family cannot, it asks about another one of its rule.</param>
    public PracticeQuestion(ItemBank items, string familyId, uint seed, string language, Situation? about = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items;
        _family = items.FindFamily(familyId) ?? throw new KeyNotFoundException($"The edition has no item family '{familyId}'.");
        _random = StableRandom.For(seed, familyId);
        _language = language;
        _item = about is null ? Draw() : DrawAbout(about);
        Text = Present();
    }

    /// <summary>True where the family has variants about a situation, facts that cannot matter left aside.</summary>
    public static bool CanAskAbout(ItemBank items, ItemFamily family, Situation situation)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(situation);
        var random = StableRandom.For(0, family.Id);
        return Enumerable.Range(0, TriesAbout).Any(_ => IsAbout(items, items.Create(family.Id, random.NextUInt32()), situation));
    }

    /// <summary>The kind of the question, for example <c>matching</c>.</summary>
    public string Kind => QuestionKinds.Of(_item).Id;

    /// <summary>The words of the question, with options, rows and choices in the order in which they are shown.</summary>
    public ItemText Text { get; private set; }

    /// <summary>What the question is called; null until it is answered.</summary>
    public string? ItemId => Outcome is null ? null : _item.Id;

    public IReadOnlyList<string> Chosen { get; private set; } = [];

    public PracticeOutcome? Outcome { get; private set; }

    /// <summary>False for hand-written questions: they can only be asked again.</summary>
    public bool HasVariants => _family.Generator != "authored";

    public bool CanCheck => Outcome is null && QuestionKinds.Of(_item).IsComplete(_item, Chosen);

    public void Choose(IReadOnlyList<string> response)
    {
        if (Outcome is null && QuestionKinds.Of(_item).Reject(_item, response) is null)
        {
            Chosen = response;
        }
    }

    /// <summary>Grades the answer; does nothing while it is not complete.</summary>
    public void Check()
    {
        if (CanCheck)
        {
            Outcome = new PracticeOutcome(
                QuestionKinds.Of(_item).Grade(_item, Chosen), [.. Graded()], _items.Explain(_item, Chosen, _language));
        }
    }

    /// <summary>Asks again, with another decision of the family where it has one.</summary>
    public void Again()
    {
        var before = _item;
        for (var i = 0; i < Tries; i++)
        {
            _item = Draw();
            if (_item.Decision != before.Decision)
            {
                break;
            }
        }

        Text = Present();
        Chosen = [];
        Outcome = null;
    }

    private static bool IsAbout(ItemBank items, Item item, Situation situation)
    {
        var book = items.Material.RuleBook;
        var matters = book.DimensionsThatMatter(situation.Act).Append(book.Vocabulary.Act.Id);
        return item.Situations.Any(asked => matters.All(dimension => asked[dimension] == situation[dimension]));
    }

    private Item DrawAbout(Situation situation)
    {
        var item = Draw();
        for (var i = 1; i < TriesAbout && !IsAbout(_items, item, situation); i++)
        {
            item = Draw();
        }

        return item;
    }

    private Item Draw() => _items.Create(_family.Id, HasVariants ? _random.NextUInt32() : 0);

    private ItemText Present()
    {
        var text = _items.Render(_item, _language);
        var order = ItemBank.PresentationOrder(_item, _random).ToList();
        return text with
        {
            Options = [.. text.Options.OrderBy(option => order.IndexOf(option.Id))],
            Rows = [.. text.Rows.OrderBy(row => order.IndexOf(row.Id))],
            Choices = [.. text.Choices.OrderBy(choice => order.LastIndexOf(choice.Id))],
        };
    }

    private IEnumerable<ResultOption> Graded()
    {
        var correct = _item.Options.Where(option => option.Correct).Select(option => option.Id).ToHashSet(StringComparer.Ordinal);
        return _item.Kind == QuestionKind.Matching
            ? from row in Text.Rows
              from choice in Text.Choices
              let id = $"{row.Id}={choice.Id}"
              where correct.Contains(id) || Chosen.Contains(id, StringComparer.Ordinal)
              select new ResultOption(id, $"{row.Text} → {choice.Text}", Chosen.Contains(id, StringComparer.Ordinal), correct.Contains(id))
            : Text.Options.Select(option => new ResultOption(
                option.Id, option.Text, Chosen.Contains(option.Id, StringComparer.Ordinal), correct.Contains(option.Id)));
    }
}
