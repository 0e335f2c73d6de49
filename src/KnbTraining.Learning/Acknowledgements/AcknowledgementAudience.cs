using System.Linq.Expressions;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Acknowledgements;

/// <summary>Whom a text addresses: everybody to whom one of its audiences applies.</summary>
public static class AcknowledgementAudience
{
    /// <summary>As a condition, so that it becomes part of the SQL.</summary>
    /// <param name="audience">Ids of a checked document: current, former, candidate, head, everyone.</param>
    public static Expression<Func<Person, bool>> Condition(IReadOnlyList<string> audience)
    {
        ArgumentNullException.ThrowIfNull(audience);
        var everyone = audience.Contains("everyone", StringComparer.Ordinal);
        var heads = audience.Contains("head", StringComparer.Ordinal);
        var holders = Holders(audience);
        return person => everyone || (heads && person.Capacity == Capacity.Head) || holders.Contains(person.HolderStatus);
    }

    public static bool Reaches(IReadOnlyList<string> audience, HolderStatus holderStatus, Capacity capacity)
    {
        ArgumentNullException.ThrowIfNull(audience);
        return audience.Contains("everyone", StringComparer.Ordinal)
            || (capacity == Capacity.Head && audience.Contains("head", StringComparer.Ordinal))
            || Holders(audience).Contains(holderStatus);
    }

    private static HolderStatus[] Holders(IReadOnlyList<string> audience) =>
        [.. audience.Select(HolderStatus? (word) => word switch
        {
            "current" => HolderStatus.Current,
            "former" => HolderStatus.Former,
            "candidate" => HolderStatus.Candidate,
            _ => null,
        }).OfType<HolderStatus>()];
}
