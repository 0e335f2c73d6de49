using System.Linq.Expressions;
using KnbTraining.Content.Reference;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Acknowledgements;

/// <summary>Whom a text addresses: everybody to whom one of its audiences applies.</summary>
public static class AcknowledgementAudience
{
    /// <summary>As a condition, so that it becomes part of the SQL.</summary>
    /// <param name="audience">Of a checked document: some of <see cref="CourseAudiences"/>.</param>
    public static Expression<Func<Person, bool>> Condition(IReadOnlyList<string> audience)
    {
        ArgumentNullException.ThrowIfNull(audience);
        var everyone = audience.Contains(CourseAudiences.Everyone, StringComparer.Ordinal);
        var heads = audience.Contains(CourseAudiences.Heads, StringComparer.Ordinal);
        var holders = Holders(audience);
        return person => everyone || (heads && person.Capacity == Capacity.Head) || holders.Contains(person.HolderStatus);
    }

    public static bool Reaches(IReadOnlyList<string> audience, HolderStatus holderStatus, Capacity capacity)
    {
        ArgumentNullException.ThrowIfNull(audience);
        return audience.Contains(CourseAudiences.Everyone, StringComparer.Ordinal)
            || (capacity == Capacity.Head && audience.Contains(CourseAudiences.Heads, StringComparer.Ordinal))
            || Holders(audience).Contains(holderStatus);
    }

    private static HolderStatus[] Holders(IReadOnlyList<string> audience) =>
        [.. audience.Select(word => ProposedAssignments.AudienceOf(word).HolderStatus).OfType<HolderStatus>()];
}
