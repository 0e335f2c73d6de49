using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Lessons;

/// <summary>What the live parts of a lesson are drawn from.</summary>
/// <param name="Today">The law is read as on this local day.</param>
/// <param name="Seed">Makes the questions of this visit.</param>
public sealed record LessonSetting(Edition Edition, DateOnly Today, string Language, uint Seed)
{
    /// <summary>The number under which the edition is published, where it is; null for a draft.</summary>
    public int? EditionNumber { get; init; }

    /// <summary>Whom people of the organisation ask, as it named it itself; null where it named nobody.</summary>
    public string? Contact { get; init; }

    /// <summary>The day from which the reader is judged as a briefing says; null where no such change of the reader is known.</summary>
    public DateOnly? ChangesOn { get; init; }

    /// <summary>The lesson, where its questions may be doubted; null where it is only looked at.</summary>
    public RemarkSource? Source { get; init; }

    /// <summary>True where the lesson is read outside of the application: nothing on it leads into the application.</summary>
    public bool IsPortable { get; init; }

    public ItemBank Items { get; } = Edition.ItemsOn(Today);

    public Law InForce { get; } = new(Today);

    public Law IfAdopted { get; } = new(Today, IfAdopted: true);
}
