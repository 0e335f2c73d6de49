using KnbTraining.Learning.Reports;

namespace KnbTraining.Web.Components.Trends;

/// <summary>Where things lie in the picture of twelve months: shares above as points, people overdue below as columns.</summary>
/// <param name="points">The oldest first.</param>
internal sealed class TrendShape(IReadOnlyList<TrendPoint> points)
{
    public const double Left = 44;
    public const double Step = 25;
    public const double Top = 16;
    public const double Bottom = 128;
    public const double Ground = 216;

    private const double Tallest = 48;

    private readonly int _most = Math.Max(1, points.Count == 0 ? 0 : points.Max(point => point.Overdue));

    /// <summary>The lowest share on the scale: below every point, in steps of a fifth, so that a change can be seen.</summary>
    public double From { get; } = points.All(point => point.Share is null)
        ? 0
        : Math.Min(0.8, Math.Floor(points.Min(point => point.Share ?? 1) * 5 - 0.01) / 5) is var from && from > 0 ? from : 0;

    public double Width => Left + (Step * points.Count);

    /// <summary>The shares that have a line.</summary>
    public IEnumerable<double> Lines => [From, (From + 1) / 2, 1];

    /// <summary>The points that follow each other, as a line; months without a share break it.</summary>
    public string Path => string.Concat(points.Select((point, at) => point.Share is { } share
        ? FormattableString.Invariant($"{(at > 0 && points[at - 1].Share is not null ? 'L' : 'M')}{X(at):0.#} {Y(share):0.#} ")
        : ""));

    public static double X(int at) => Left + (Step * at) + (Step / 2);

    public double Y(double share) => Bottom - ((share - From) / (1 - From) * (Bottom - Top));

    public double Height(int overdue) => overdue == 0 ? 0 : Math.Max(2, Tallest * overdue / _most);
}
