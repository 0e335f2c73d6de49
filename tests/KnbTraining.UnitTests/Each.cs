namespace KnbTraining.UnitTests;

/// <summary>Many cases in one test: all of them run, and the test names each that fails.</summary>
internal static class Each
{
    private const int Shown = 5;

    /// <param name="cases">At least one; otherwise the test would prove nothing.</param>
    public static void Of<T>(IEnumerable<T> cases, Action<T> holds)
    {
        var (count, failures) = (0, new List<string>());
        foreach (var one in cases)
        {
            count++;
            try
            {
                holds(one);
            }
            catch (Exception failure)
            {
                failures.Add($"{one}: {failure.Message}");
            }
        }

        Assert.True(count > 0, "There is no case.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} cases fail:\n{string.Join('\n', failures.Take(Shown))}\n{string.Join('\n', failures.Skip(Shown).Select(failure => failure.Split('\n')[0]))}");
    }
}
