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
    private readonly List<Form> _forms = [];
    private readonly Dictionary<string, CourseSums> _courses = new(StringComparer.Ordinal);
    private readonly List<string> _languages = [];

    /// <summary>One form that counts.</summary>
    /// <param name="marks">All items of the form: what is asked about one is held against all others.</param>
    /// <param name="firstOnly">True where only first presentations of a family to its person count; the rest of the form is everything all the same.</param>
    public void Add(string language, ReadOnlySpan<AttemptMark> marks, bool firstOnly)
    {
        if (marks.Length == 0)
        {
            return;
        }

        var form = _forms.Count;
        _forms.Add(new Form(TotalOf(marks), marks.Length, CodeOf(language)));
        foreach (ref readonly var mark in marks)
        {
            if (firstOnly && !mark.IsFirst)
            {
                continue;
            }

            ref var answers = ref CollectionsMarshal.GetValueRefOrAddDefault(_families, mark.FamilyKey, out _);
            (answers ??= []).Add(new Observation(mark.Score, form, (sbyte)((int?)mark.Certainty ?? Observation.NotStated), mark.IsBlank));
        }
    }

    /// <summary>One exam, for the reliability of the forms of its course.</summary>
    public void AddForm(string course, ReadOnlySpan<AttemptMark> marks)
    {
        if (marks.Length == 0)
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

    private static double TotalOf(ReadOnlySpan<AttemptMark> marks)
    {
        var total = 0.0;
        foreach (ref readonly var mark in marks)
        {
            total += mark.Score;
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
        var forms = CollectionsMarshal.AsSpan(_forms);
        var n = observed.Length;
        var (scores, totals) = (new double[n], new double[n]);
        var (blank, stated, sure, wrong) = (0, 0, 0, 0);
        for (var i = 0; i < n; i++)
        {
            ref readonly var answer = ref observed[i];
            (scores[i], totals[i]) = (answer.Score, forms[answer.Form].Share);
            blank += answer.IsBlank ? 1 : 0;
            stated += answer.Certainty == Observation.NotStated ? 0 : 1;
            sure += answer.Certainty == (sbyte)Certainty.High ? 1 : 0;
            wrong += answer.Certainty == (sbyte)Certainty.High && answer.Score < 1 ? 1 : 0;
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
    private (double[] Rests, int[] Order) ByRest(ReadOnlySpan<Observation> observed)
    {
        var forms = CollectionsMarshal.AsSpan(_forms);
        var (rests, order, n) = (new double[observed.Length], new int[observed.Length], 0);
        for (var i = 0; i < observed.Length; i++)
        {
            ref readonly var form = ref forms[observed[i].Form];
            if (form.Items > 1)
            {
                (rests[n], order[n]) = ((form.Total - observed[i].Score) / (form.Items - 1), i);
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

        SortScores(scores);
        var most = Statistics.Covariance(scores, rests);
        return (Correlation.Of(covariance / Math.Sqrt(variance * ofRest), n), most > Tiny ? covariance / most : null);
    }

    // Nearly all are 0 or 1: these are counted, and only the others are put in order between them.
    private static void SortScores(double[] scores)
    {
        var (zeros, others) = (0, 0);
        foreach (var score in scores)
        {
            if (score == 0)
            {
                zeros++;
            }
            else if (score != 1)
            {
                scores[others++] = score;
            }
        }

        var parts = scores.AsSpan(0, others);
        parts.Sort();
        parts.CopyTo(scores.AsSpan(zeros));
        scores.AsSpan(0, zeros).Clear();
        scores.AsSpan(zeros + others).Fill(1);
    }

    private LanguageFigures[] LanguagesOf(ReadOnlySpan<Observation> observed)
    {
        var forms = CollectionsMarshal.AsSpan(_forms);
        var (counts, points) = (new int[_languages.Count], new double[_languages.Count]);
        foreach (ref readonly var answer in observed)
        {
            var language = forms[answer.Form].Language;
            counts[language]++;
            points[language] += answer.Score;
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
        var forms = CollectionsMarshal.AsSpan(_forms);
        var counts = new int[_languages.Count];
        foreach (ref readonly var answer in observed)
        {
            ref readonly var form = ref forms[answer.Form];
            counts[form.Language] += form.Items > 1 ? 1 : 0;
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
    private (int A, int B, int C, int D)[] StrataOf(
        ReadOnlySpan<Observation> observed, (double[] Rests, int[] Order) byRest, int first, int second, int count)
    {
        var strata = new (int A, int B, int C, int D)[Groups];
        var forms = CollectionsMarshal.AsSpan(_forms);
        var (rank, lowest, last) = (0, 0, double.NegativeInfinity);
        for (var i = 0; i < byRest.Order.Length; i++)
        {
            ref readonly var answer = ref observed[byRest.Order[i]];
            var language = forms[answer.Form].Language;
            if (language != first && language != second)
            {
                continue;
            }

            if (byRest.Rests[i] - last >= Statistics.Same)
            {
                (lowest, last) = (rank, byRest.Rests[i]);
            }

            ref var stratum = ref strata[(int)((long)lowest * Groups / count)];
            _ = (language == first, answer.Score >= RightFrom) switch
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

    /// <summary>What all answers of one form have in common.</summary>
    /// <param name="Total">The points of the whole form.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Form(double Total, int Items, int Language)
    {
        public double Share => Total / Items;
    }

    /// <summary>Sixteen bytes, because there are as many as there are answers.</summary>
    /// <param name="Form">Its place among the forms.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Observation(double Score, int Form, sbyte Certainty, bool IsBlank)
    {
        public const sbyte NotStated = -1;
    }
}
