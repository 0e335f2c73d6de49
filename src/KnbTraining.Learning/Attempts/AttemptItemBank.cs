using KnbTraining.Content.Items;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Attempts;

internal static class AttemptItemBank
{
    /// <summary>The items of the attempt's own edition, under the law of the day on which it began.</summary>
    public static async Task<ItemBank> ItemsOfAsync(this EditionStore editions, Attempt attempt, CancellationToken ct) =>
        (await editions.FindAsync(attempt.EditionNumber, ct)).Edition.ItemsOn(attempt.LawDate);
}
