using System.Runtime.InteropServices;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>Entries that follow each other, both ends included.</summary>
/// <param name="First">The number of the first, from 1.</param>
/// <param name="Last">The number of the last, at least <paramref name="First"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EntrySpan(long First, long Last)
{
    /// <summary>The span, or null where it would be empty.</summary>
    internal static EntrySpan? Between(long first, long last) => first <= last ? new EntrySpan(first, last) : null;

    /// <summary>Adds a number at the end of a list of spans; one that follows the last span makes it longer.</summary>
    internal static void Add(List<EntrySpan> spans, long number)
    {
        if (spans.Count > 0 && spans[^1].Last == number - 1)
        {
            spans[^1] = spans[^1] with { Last = number };
        }
        else
        {
            spans.Add(new EntrySpan(number, number));
        }
    }
}
