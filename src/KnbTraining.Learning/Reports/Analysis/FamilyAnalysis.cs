using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>What was chosen, and by whom: people in five groups by the result of their whole form.</summary>
/// <param name="Kind">Says what the label means.</param>
/// <param name="Label">In the reader's language; empty where the kind says all.</param>
/// <param name="Groups">Answers of each group, weakest results first.</param>
public sealed record ChosenRow(ChosenKind Kind, string Label, IReadOnlyList<int> Groups)
{
    public int Answers => Groups.Sum();
}

public enum ChosenKind
{
    /// <summary>A right answer.</summary>
    Right,

    /// <summary>A wrong answer.</summary>
    Wrong,

    /// <summary>Another wrong answer, behind which no misconception is known.</summary>
    Other,

    /// <summary>Nothing was chosen.</summary>
    Blank,
}

/// <param name="Certainty">Null where none was stated.</param>
public sealed record CertaintyRow(Certainty? Certainty, int Answers, double Facility);

/// <param name="Months">The newest last.</param>
public sealed record FamilyBelief(string Id, string Label, IReadOnlyList<BeliefMonth> Months)
{
    public int Answers => Months.Sum(month => month.Answers);
}

/// <summary>Everything that answers tell of one family.</summary>
/// <param name="Sizes">How many people are in each group, weakest results first. Whoever has the same result is in the same group.</param>
/// <param name="Chosen">Most chosen first; empty with fewer than <see cref="ItemAnalysis.Enough"/> answers, as are the others.</param>
/// <param name="Counted">How many answers the table counts: the newest, where there are very many.</param>
/// <param name="Beliefs">What lay behind wrong answers of first attempts at a course, whenever it was.</param>
/// <param name="Samples">One question of the family with its key, in each language: for looking at the texts side by side.</param>
public sealed record FamilyAnalysis(
    AnalysedFamily Family,
    IReadOnlyList<int> Sizes,
    IReadOnlyList<ChosenRow> Chosen,
    int Counted,
    IReadOnlyList<CertaintyRow> Certainties,
    IReadOnlyList<FamilyBelief> Beliefs,
    IReadOnlyList<KeyValuePair<string, ResultItemView>> Samples)
{
    /// <summary>Which share of the answers a wrong option must have to be of use.</summary>
    public const double Functional = 0.05;

    // Enough to meet each option of a family.
    private const int Looked = 64;

    /// <summary>A wrong answer that hardly anybody gives tells nothing.</summary>
    public bool IsIdle(ChosenRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Kind == ChosenKind.Wrong && row.Answers < Functional * Counted;
    }

    internal static FamilyAnalysis Of(
        Edition edition,
        ItemBank items,
        ItemFamily family,
        FamilyFigures? figures,
        IReadOnlyList<FamilyAnswer> answers,
        IReadOnlyList<BeliefMonth> months,
        string language)
    {
        var analysed = figures is null
            ? new AnalysedFamily(family.Id, family.Rule, edition.Rules.GetValueOrDefault(family.Rule)?.Title[language] ?? family.Rule, 0, null)
            : AnalysisQueries.Of(edition, family, figures, language);
        var sample = items.Create(family.Id, answers.Count > 0 && !family.IsAuthored ? answers[^1].Variant : 0);
        if (answers.Count < ItemAnalysis.Enough || analysed.Figures is null)
        {
            return new FamilyAnalysis(analysed, [], [], answers.Count, [], [], SamplesOf(items, sample));
        }

        var groups = Statistics.Groups([.. answers.Select(answer => answer.Total)], ItemAnalysis.Groups);
        var labels = LabelsOf(items, family, answers, language);
        var rows = answers
            .Select((answer, i) => (Row: RowOf(edition, family, answer, labels, language), Group: groups[i]))
            .GroupBy(answer => answer.Row)
            .Select(own => new ChosenRow(own.Key.Kind, own.Key.Label, [.. Enumerable.Range(0, ItemAnalysis.Groups).Select(group => own.Count(answer => answer.Group == group))]))
            .ToList();
        if (family.IsAuthored)
        {
            // A written question has one variant: what nobody chose is known, too.
            rows.AddRange(sample.Options
                .Select(option => new ChosenRow(option.Correct ? ChosenKind.Right : ChosenKind.Wrong, labels.GetValueOrDefault(option.Id, ""), new int[ItemAnalysis.Groups]))
                .Where(option => option.Label.Length > 0 && !rows.Exists(row => row.Kind == option.Kind && row.Label == option.Label)));
        }

        return new FamilyAnalysis(
            analysed,
            [.. Enumerable.Range(0, ItemAnalysis.Groups).Select(group => groups.Count(one => one == group))],
            [.. rows.OrderBy(row => row.Kind).ThenByDescending(row => row.Answers).ThenBy(row => row.Label, StringComparer.Ordinal)],
            answers.Count,
            [
                .. answers.GroupBy(answer => answer.Certainty)
                    .OrderByDescending(own => own.Key)
                    .Select(own => new CertaintyRow(own.Key, own.Count(), own.Average(answer => answer.Score))),
            ],
            [
                .. months.GroupBy(month => month.Misconception, StringComparer.Ordinal)
                    .Select(own => new FamilyBelief(own.Key, edition.Misconceptions.GetValueOrDefault(own.Key)?.Label[language] ?? own.Key, [.. own]))
                    .OrderByDescending(belief => belief.Answers).ThenBy(belief => belief.Id, StringComparer.Ordinal),
            ],
            SamplesOf(items, sample));
    }

    private static KeyValuePair<string, ResultItemView>[] SamplesOf(ItemBank items, Item sample)
    {
        var order = PresentedOrder.Encode(sample, ItemBank.PresentationOrder(sample, StableRandom.For(1, sample.Id)));
        var asked = new AnsweredItem(1, order, [], sample.Family.Rule);
        return [.. Languages.All.Select(language => KeyValuePair.Create(language, ResultView.ItemOf(items, sample, asked, language)))];
    }

    // One choice is called by its words; several together by what lay behind them.
    private static (ChosenKind Kind, string Label) RowOf(
        Edition edition, ItemFamily family, FamilyAnswer answer, Dictionary<string, string> labels, string language) =>
        answer.Chosen is not { } chosen ? (ChosenKind.Blank, "")
        : IsOfOne(family) && labels.TryGetValue(chosen, out var words) ? (answer.Score >= 1 ? ChosenKind.Right : ChosenKind.Wrong, words)
        : answer.Score >= 1 ? (ChosenKind.Right, "")
        : answer.Misconception is { } belief ? (ChosenKind.Wrong, edition.Misconceptions.GetValueOrDefault(belief)?.Label[language] ?? belief)
        : (ChosenKind.Other, "");

    private static bool IsOfOne(ItemFamily family) => family.Kind is QuestionKind.SingleChoice or QuestionKind.TrueFalse;

    // Variants tell the same options in their own words: those of the newest stand for all.
    private static Dictionary<string, string> LabelsOf(ItemBank items, ItemFamily family, IReadOnlyList<FamilyAnswer> answers, string language)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!IsOfOne(family))
        {
            return labels;
        }

        foreach (var variant in answers.Reverse().Select(answer => answer.Variant).Distinct().Take(Looked))
        {
            foreach (var option in items.Render(items.Create(family.Id, family.IsAuthored ? 0 : variant), language).Options)
            {
                labels.TryAdd(option.Id, option.Text);
            }
        }

        return labels;
    }
}
