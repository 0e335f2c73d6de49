using System.Globalization;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Components.Questions;

/// <summary>A question as it is put to somebody: nothing in here tells what is right.</summary>
/// <param name="Kind">single-choice, multiple-choice, true-false or matching.</param>
/// <param name="Options">In the order of presentation, as are rows and choices.</param>
public sealed record QuestionPrompt(
    string Kind,
    string? Case,
    string Question,
    IReadOnlyList<LabelledText> Options,
    IReadOnlyList<LabelledText> Rows,
    IReadOnlyList<LabelledText> Choices)
{
    /// <summary>Longer partners are listed under letters: a closed select list would cut them off.</summary>
    private const int LongChoice = 48;

    internal static readonly string MatchingId = QuestionKinds.Of(QuestionKind.Matching).Id;

    private static readonly string SeveralId = QuestionKinds.Of(QuestionKind.MultipleChoice).Id;

    public bool IsMatching => Kind == MatchingId;

    /// <summary>True where any number of options can be ticked.</summary>
    public bool TakesSeveral => Kind == SeveralId;

    public bool HasLongChoices => Choices.Any(choice => choice.Text.Length > LongChoice);

    /// <summary>True where nothing is left to choose.</summary>
    public bool IsComplete(IReadOnlyList<string> response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return IsMatching ? response.Count == Rows.Count : response.Count > 0;
    }

    public static QuestionPrompt Of(AttemptItemView item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new QuestionPrompt(item.Kind, item.Case, item.Question, item.Options, item.Rows, item.Choices);
    }

    /// <param name="kind">As in <see cref="Kind"/>.</param>
    /// <param name="text">In the order of presentation.</param>
    public static QuestionPrompt Of(string kind, ItemText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new QuestionPrompt(kind, text.Case, text.Question, text.Options, text.Rows, text.Choices);
    }

    public static string Letter(int index) => ((char)('A' + index)).ToString();

    /// <summary>
    /// What a form control stands for. Controls carry places instead of ids, because ids of terms and meanings can
    /// resemble each other and so give the answer away.
    /// </summary>
    public static string Code(int option) => option.ToString(CultureInfo.InvariantCulture);

    public static string Code(int row, int? choice) => string.Create(CultureInfo.InvariantCulture, $"{row}:{choice}");

    public bool IsChosen(IReadOnlyList<string> response, int row, int choice) =>
        response.Contains($"{Rows[row].Id}={Choices[choice].Id}", StringComparer.Ordinal);

    /// <summary>
    /// What is chosen, as <c>answers.js</c> reads it off the controls of the page: the codes of the options or pairs, then
    /// a hash and the code of the certainty.
    /// </summary>
    public string Heard(IReadOnlyList<string> response, Certainty? certainty)
    {
        ArgumentNullException.ThrowIfNull(response);
        var codes = IsMatching
            ? from row in Enumerable.Range(0, Rows.Count)
              from choice in Enumerable.Range(0, Choices.Count)
              where IsChosen(response, row, choice)
              select Code(row, choice)
            : from option in Enumerable.Range(0, Options.Count)
              where response.Contains(Options[option].Id, StringComparer.Ordinal)
              select Code(option);
        return $"{string.Join(' ', codes)}#{(certainty is { } stated ? Code((int)stated) : null)}";
    }

    /// <summary>The response after an option was ticked or its tick taken away.</summary>
    public IReadOnlyList<string> Toggle(IReadOnlyList<string> response, int option)
    {
        ArgumentNullException.ThrowIfNull(response);
        var id = Options[option].Id;
        return response.Contains(id, StringComparer.Ordinal) ? [.. response.Where(chosen => chosen != id)] : [.. response, id];
    }

    /// <summary>The response after a control was changed; null where the code names nothing.</summary>
    public IReadOnlyList<string>? Change(IReadOnlyList<string> response, string? code)
    {
        ArgumentNullException.ThrowIfNull(response);
        var parts = (code ?? "").Split(':');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            return null;
        }

        if (!IsMatching)
        {
            return parts.Length == 1 && first < Options.Count ? [Options[first].Id] : null;
        }

        if (parts.Length != 2 || first >= Rows.Count)
        {
            return null;
        }

        var others = response.Where(pair => !pair.StartsWith($"{Rows[first].Id}=", StringComparison.Ordinal));
        if (parts[1].Length == 0)
        {
            return [.. others];
        }

        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var second) && second < Choices.Count
            ? [.. others, $"{Rows[first].Id}={Choices[second].Id}"]
            : null;
    }
}
