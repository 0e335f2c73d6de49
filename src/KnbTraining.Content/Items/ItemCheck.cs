using KnbTraining.Content.Reference;

namespace KnbTraining.Content.Items;

/// <summary>What every item must satisfy, whatever generator made it.</summary>
internal static class ItemCheck
{
    /// <summary>Null for a sound item; otherwise what is wrong with it.</summary>
    public static string? Fault(IItemMaterial material, Item item)
    {
        if (item.Options.Select(option => option.Id).Distinct(StringComparer.Ordinal).Count() != item.Options.Count)
        {
            return "two options have the same id.";
        }

        if (item.Options.FirstOrDefault(option => !option.Correct && (option.Misconception is null || !material.Misconceptions.ContainsKey(option.Misconception))) is { } nameless)
        {
            return $"the wrong option '{nameless.Id}' has no known misconception.";
        }

        if (item.Options.FirstOrDefault(option => option.Correct && option.Misconception is not null) is { } odd)
        {
            return $"the right option '{odd.Id}' has a misconception.";
        }

        if (item.Kind == QuestionKind.Matching)
        {
            var rows = item.Options.GroupBy(option => option.Id.Split('=')[0]).ToArray();
            return rows.Length < 2 ? "it has fewer than two rows."
                : Array.Exists(rows, row => row.Count(option => option.Correct) != 1) ? "a row has no partner or more than one."
                : null;
        }

        if (item.Kind == QuestionKind.MultipleChoice)
        {
            var right = item.Options.Count(option => option.Correct);
            return right == 0 ? "it has no right option." : right == item.Options.Count ? "all its options are right." : null;
        }

        return item.Options.Count < 2 ? "it has fewer than two options."
            : item.Options.Count(option => option.Correct) != 1 ? "it has no right option or more than one."
            : null;
    }
}
