using System.Runtime.InteropServices;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>
/// Forms of one course, and how the families that stand in them vary together. Each form has other families, so a covariance is that of the forms in
/// which both stand (pairwise complete).
/// </summary>
internal sealed class CourseSums(string courseId)
{
    /// <summary>Forms in which two families must stand together before their covariance counts.</summary>
    public const int EnoughTogether = 20;

    /// <summary>Fewer forms than this say nothing of reliability.</summary>
    public const int EnoughForms = 50;

    // As many items as a form may have for its sums to be made without an array.
    private const int Short = 128;

    private readonly List<double> _shares = [];
    private readonly Dictionary<int, int> _places = [];
    private readonly List<Sum> _singles = [];
    private Sum[] _pairs = [];
    private int _width;
    private long _items;

    public void Add(ReadOnlySpan<AttemptMark> marks, double total)
    {
        _shares.Add(total / marks.Length);
        _items += marks.Length;

        // Pairs are many, 190 of a form of twenty: what they need of each item lies side by side.
        Span<int> places = marks.Length <= Short ? stackalloc int[marks.Length] : new int[marks.Length];
        Span<double> scores = marks.Length <= Short ? stackalloc double[marks.Length] : new double[marks.Length];
        for (var i = 0; i < marks.Length; i++)
        {
            (places[i], scores[i]) = (PlaceOf(marks[i].FamilyKey), marks[i].Score);
        }

        var singles = CollectionsMarshal.AsSpan(_singles);
        var pairs = _pairs.AsSpan();
        for (var i = 0; i < places.Length; i++)
        {
            var (place, score) = (places[i], scores[i]);
            singles[place].Add(score, score);
            for (var k = 0; k < i; k++)
            {
                // No two items of a form are of one family; where an old form has two, they are no pair.
                var other = places[k];
                if (place > other)
                {
                    pairs[(place * _width) + other].Add(score, scores[k]);
                }
                else if (place < other)
                {
                    pairs[(other * _width) + place].Add(scores[k], score);
                }
            }
        }
    }

    public FormFigures Figures()
    {
        var shares = CollectionsMarshal.AsSpan(_shares);
        double n = shares.Length;
        var (m2, m3, m4) = Statistics.Moments(shares);
        var k2 = n > 1 ? n * m2 / (n - 1) : 0;
        var hasSpread = k2 > 1e-12;
        var k3 = n > 2 ? n * n * m3 / ((n - 1) * (n - 2)) : 0;
        var k4 = n > 3 ? n * n * (((n + 1) * m4) - (3 * (n - 1) * m2 * m2)) / ((n - 1) * (n - 2) * (n - 3)) : 0;
        var (items, drawn, counted, consistency) = Consistency();
        return new FormFigures(
            courseId,
            shares.Length,
            items,
            Statistics.Mean(shares),
            n > 1 ? Math.Sqrt(k2) : null,
            n > 2 && hasSpread ? k3 / Math.Pow(k2, 1.5) : null,
            n > 3 && hasSpread ? k4 / (k2 * k2) : null,
            drawn,
            counted,
            consistency,
            consistency is { } alpha and <= 1 ? Math.Sqrt(1 - alpha) * Math.Sqrt(k2) : null);
    }

    private (double Items, long Drawn, long Counted, double? Consistency) Consistency()
    {
        var items = (double)_items / _shares.Count;
        var (drawn, counted, covariance) = (0L, 0L, 0.0);
        foreach (ref readonly var pair in _pairs.AsSpan())
        {
            drawn += pair.Count;
            if (pair.Count >= EnoughTogether)
            {
                counted += pair.Count;
                covariance += pair.Count * pair.Covariance;
            }
        }

        var (singles, variance) = (0L, 0.0);
        foreach (var single in _singles)
        {
            if (single.Count > 1)
            {
                singles += single.Count;
                variance += single.Count * single.Covariance;
            }
        }

        // Less than half of what was drawn together would be a figure of some families, not of forms.
        if (_shares.Count < EnoughForms || items <= 1 || counted * 2 < drawn || counted == 0 || singles == 0)
        {
            return (items, drawn, counted, null);
        }

        var (together, alone) = (covariance / counted, variance / singles);
        var whole = alone + ((items - 1) * together);
        return (items, drawn, counted, whole > 0 ? items * together / whole : null);
    }

    private int PlaceOf(int family)
    {
        if (_places.TryGetValue(family, out var place))
        {
            return place;
        }

        place = _places.Count;
        _places.Add(family, place);
        _singles.Add(default);
        if (place >= _width)
        {
            Widen(Math.Max(64, _width * 2));
        }

        return place;
    }

    private void Widen(int width)
    {
        var wider = new Sum[width * width];
        for (var row = 0; row < _width; row++)
        {
            _pairs.AsSpan(row * _width, _width).CopyTo(wider.AsSpan(row * width));
        }

        (_pairs, _width) = (wider, width);
    }

    /// <summary>What a covariance with n - 1 is made of.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Sum
    {
        private double _first;
        private double _second;
        private double _product;

        public int Count { get; private set; }

        public readonly double Covariance => (_product - (_first * _second / Count)) / (Count - 1);

        public void Add(double first, double second)
        {
            Count++;
            _first += first;
            _second += second;
            _product += first * second;
        }
    }
}
