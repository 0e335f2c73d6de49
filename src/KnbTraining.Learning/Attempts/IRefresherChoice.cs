using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;

namespace KnbTraining.Learning.Attempts;

/// <summary>Says what a refresher asks about. Attempts know how to ask, not when something is due.</summary>
public interface IRefresherChoice
{
    /// <summary>The rules that a refresher begun now asks about, most urgent first; empty where nothing is due.</summary>
    Task<IReadOnlyList<string>> ChooseAsync(Guid personId, Course course, Edition edition, CancellationToken ct);
}
