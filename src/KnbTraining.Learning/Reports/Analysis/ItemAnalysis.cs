using System.Runtime.InteropServices;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>
/// Adds up forms and says what they tell of families of questions, and of forms. It knows no database: attempts in, figures out. Figures are by family,
/// never by variant, because mastery data make those of single questions unstable.
/// </summary>
public sealed class ItemAnalysis
{
    /// <summary>Below this many answers no figure of a family is shown.</summary>
    public const int Enough = 20;

    /// <summary>Below this many answers in either language no difference is computed.</summary>
    public const int EnoughOfLanguage = 50;

    /// <summary>Strata by rest score, and groups by total score.</summary>
    public const int Groups = 5;

    /// <summary>From this share of the point on an answer counts as right where only right and wrong are told apart.</summary>
    public const double RightFrom = 0.5;

    private readonly Dictionary<int, List<Observation>> _families = [];
    private readonly Dictionary<string, CourseSums> _courses = new(StringComparer.Ordinal);
    private readonly List<string> _languages = [];

    /// <summary>One form that counts.</summary>
    /// <param name="marks">All items of the form: what is asked about one is held against all others.</param>
    /// <param name="firstOnly">True where only first presentations of a family to its person count; the rest of the form is everything all the same.</param>
    public void Add(string language, IReadOnlyList<AttemptMark> marks, bool firstOnly)
    {
        ArgumentNullException.ThrowIfNull(marks);
        if (marks.Count == 0)
        {
            return;
        }

        var (code, total) = (CodeOf(language), TotalOf(marks));
        for (var i = 0; i < marks.Count; i++)
        {
            var mark = marks[i];
            if (firstOnly && !mark.IsFirst)
            {
                continue;
            }

            ref var answers = ref CollectionsMarshal.GetValueRefOrAddDefault(_families, mark.FamilyKey, out _);
            answers ??= [];
            answers.Add(new Observation(
                mark.Score,
                total / marks.Count,
                marks.Count == 1 ? double.NaN : (total - mark.Score) / (marks.Count - 1),
                code,
                mark.Certainty,
                mark.IsBlank));
        }
    }

    /// <summary>One exam, for the reliability of the forms of its course.</summary>
    public void AddForm(string course, IReadOnlyList<AttemptMark> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        if (marks.Count == 0)
        {
            return;
        }

        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_courses, course, out _);
        (sums ??= new CourseSums(course)).Add(marks, TotalOf(marks));
    }

    /// <summary>By key of the family.</summary>
    public IReadOnlyList<FamilyFigures> Families()
    {
        var found = _families.OrderBy(family => family.Key).Select(family => (Sums: FiguresOf(family.Key, family.Value), Family: family.Key)).ToArray();
        var all = found.Sum(family => RootOf(family.Sums.WithTotal));
        return [.. found.Select(family => family.Sums.Figures with
        {
            Weight = all > 0 && family.Sums.WithTotal is { } covariance and >= 0 ? Math.Sqrt(covariance) / all : null,
        })];
    }

    /// <summary>By id of the course.</summary>
    public IReadOnlyList<FormFigures> Forms() => [.. _courses.Values.Select(course => course.Figures()).OrderBy(course => course.CourseId, StringComparer.Ordinal)];

    private static double RootOf(double? covariance) => covariance is { } some and > 0 ? Math.Sqrt(some) : 0;

    private static double TotalOf(IReadOnlyList<AttemptMark> marks)
    {
        var total = 0.0;
        for (var i = 0; i < marks.Count; i++)
        {
            total += marks[i].Score;
        }

        return total;
    }

    private int CodeOf(string language)
    {
        var code = _languages.IndexOf(language);
        if (code < 0)
        {
            code = _languages.Count;
            _languages.Add(language);
        }

        return code;
    }

    private (FamilyFigures Figures, double? WithTotal) FiguresOf(int key, List<Observation> answers)
    {
        var observed = CollectionsMarshal.AsSpan(answers);
        var n = observed.Length;
        var (scores, totals) = (new double[n], new double[n]);
        var (blank, stated, sure, wrong) = (0, 0, 0, 0);
        for (var i = 0; i < n; i++)
        {
            (scores[i], totals[i]) = (observed[i].Score, observed[i].Total);
            blank += observed[i].IsBlank ? 1 : 0;
            stated += observed[i].Certainty is null ? 0 : 1;
            sure += observed[i].Certainty == Certainty.High ? 1 : 0;
            wrong += observed[i].Certainty == Certainty.High && observed[i].Score < 1 ? 1 : 0;
        }

        var byRest = ByRest(observed);
        var (discrimination, efficiency) = DiscriminationOf(observed, byRest);
        var figures = new FamilyFigures(
            key,
            n,
            FacilityOf(scores),
            n < 2 ? null : Math.Sqrt(Statistics.Covariance(scores, scores)),
            discrimination,
            efficiency,
            null,
            blank,
            stated,
            sure,
            wrong,
            LanguagesOf(observed),
            DifferencesOf(observed, byRest));
        return (figures, n < 2 ? null : Statistics.Covariance(scores, totals));
    }

    private static FacilityIndex FacilityOf(ReadOnlySpan<double> scores)
    {
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += score;
        }

        return FacilityIndex.Of(Math.Min(sum, scores.Length), scores.Length);
    }

    // The answers by the share of the rest, weakest first: the one sort that a family costs. A form of one item has no rest and is left out.
    private static (double[] Rests, int[] Order) ByRest(ReadOnlySpan<Observation> observed)
    {
        var (rests, order, n) = (new double[observed.Length], new int[observed.Length], 0);
        for (var i = 0; i < observed.Length; i++)
        {
            if (!double.IsNaN(observed[i].Rest))
            {
                (rests[n], order[n]) = (observed[i].Rest, i);
                n++;
            }
        }

        Array.Resize(ref rests, n);
        Array.Resize(ref order, n);
        Array.Sort(rests, order);
        return (rests, order);
    }

    private static (Correlation? Value, double? Efficiency) DiscriminationOf(ReadOnlySpan<Observation> observed, (double[] Rests, int[] Order) byRest)
    {
        var (rests, n) = (byRest.Rests, byRest.Order.Length);
        if (n < 2)
        {
            return (null, null);
        }

        var scores = new double[n];
        for (var i = 0; i < n; i++)
        {
            scores[i] = observed[byRest.Order[i]].Score;
        }

        var (variance, ofRest, covariance) = (Statistics.Covariance(scores, scores), Statistics.Covariance(rests, rests), Statistics.Covariance(scores, rests));
        if (variance < Tiny || ofRest < Tiny)
        {
            return (null, null);
        }

        Array.Sort(scores);
        var most = Statistics.Covariance(scores, rests);
        return (Correlation.Of(covariance / Math.Sqrt(variance * ofRest), n), most > Tiny ? covariance / most : null);
    }

    private LanguageFigures[] LanguagesOf(ReadOnlySpan<Observation> observed)
    {
        var (counts, points) = (new int[_languages.Count], new double[_languages.Count]);
        foreach (var answer in observed)
        {
            counts[answer.Language]++;
            points[answer.Language] += answer.Score;
        }

        return
        [
            .. Enumerable.Range(0, _languages.Count).Where(code => counts[code] > 0)
                .Select(code => new LanguageFigures(_languages[code], counts[code], FacilityIndex.Of(Math.Min(points[code], counts[code]), counts[code])))
                .OrderByDescending(language => language.Answers).ThenBy(language => language.Language, StringComparer.Ordinal),
        ];
    }

    private List<LanguageDifference> DifferencesOf(ReadOnlySpan<Observation> observed, (double[] Rests, int[] Order) byRest)
    {
        var counts = new int[_languages.Count];
        foreach (var answer in observed)
        {
            counts[answer.Language] += double.IsNaN(answer.Rest) ? 0 : 1;
        }

        int[] enough =
        [
            .. Enumerable.Range(0, _languages.Count).Where(code => counts[code] >= EnoughOfLanguage).OrderBy(code => _languages[code], StringComparer.Ordinal),
        ];
        if (enough.Length < 2)
        {
            return [];
        }

        var differences = new List<LanguageDifference>();
        for (var i = 0; i < enough.Length; i++)
        {
            for (var k = i + 1; k < enough.Length; k++)
            {
                var strata = StrataOf(observed, byRest, enough[i], enough[k], counts[enough[i]] + counts[enough[k]]);
                var found = Statistics.MantelHaenszel(strata);
                differences.Add(new LanguageDifference(
                    _languages[enough[i]],
                    _languages[enough[k]],
                    counts[enough[i]],
                    counts[enough[k]],
                    found?.Ratio,
                    found?.Low,
                    found?.High,
                    found?.Delta));
            }
        }

        return differences;
    }

    // Five groups by rest score over the answers of both languages, as Statistics.Groups makes them, but of answers that are in order already.
    private static (int A, int B, int C, int D)[] StrataOf(
        ReadOnlySpan<Observation> observed, (double[] Rests, int[] Order) byRest, int first, int second, int count)
    {
        var strata = new (int A, int B, int C, int D)[Groups];
        var (rank, lowest, last) = (0, 0, double.NegativeInfinity);
        for (var i = 0; i < byRest.Order.Length; i++)
        {
            ref readonly var answer = ref observed[byRest.Order[i]];
            if (answer.Language != first && answer.Language != second)
            {
                continue;
            }

            if (byRest.Rests[i] - last >= Statistics.Same)
            {
                (lowest, last) = (rank, byRest.Rests[i]);
            }

            ref var stratum = ref strata[(int)((long)lowest * Groups / count)];
            _ = (answer.Language == first, answer.Score >= RightFrom) switch
            {
                (true, true) => stratum.A++,
                (true, false) => stratum.B++,
                (false, true) => stratum.C++,
                _ => stratum.D++,
            };
            rank++;
        }

        return strata;
    }

    // A variance below this is none: what is left of sums of thirds.
    private const double Tiny = 1e-12;

    /// <param name="Total">The share of the points of the whole form.</param>
    /// <param name="Rest">The share of the points of all other items; not a number where there is none.</param>
    private readonly record struct Observation(double Score, double Total, double Rest, int Language, Certainty? Certainty, bool IsBlank);
}
