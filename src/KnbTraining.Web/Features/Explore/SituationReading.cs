using KnbTraining.Rules;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Explore;

/// <summary>What is wrong with a fact of an address. What was written there is never repeated: anybody can write an address.</summary>
public enum ReadingFault
{
    /// <summary>The vocabulary has no such dimension.</summary>
    UnknownFact,

    /// <summary>The dimension has no such value.</summary>
    UnknownValue,

    /// <summary>The dimension does not belong to the chosen act.</summary>
    DoesNotApply,

    /// <summary>The dimension stands there more than once; the first value was taken.</summary>
    Repeated,
}

/// <param name="Dimension">Null where the fault is that there is no such dimension.</param>
public sealed record ReadingNote(ReadingFault Fault, string? Dimension);

/// <summary>The situation that an address carries. Whatever cannot be read is left out, and named.</summary>
public sealed record SituationReading(Situation Situation, IReadOnlyList<ReadingNote> Notes)
{
    /// <param name="query">The query of an address, with or without the question mark; may be empty.</param>
    public static SituationReading Of(Vocabulary vocabulary, string query)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(query);
        var notes = new List<ReadingNote>();
        var given = Known(vocabulary, query, notes);
        var kept = new List<KeyValuePair<string, string>>();
        foreach (var dimension in vocabulary.Dimensions.Where(dimension => given.ContainsKey(dimension.Id)))
        {
            if (vocabulary.Complete(kept)[dimension.Id] is null)
            {
                notes.Add(new ReadingNote(ReadingFault.DoesNotApply, dimension.Id));
            }
            else
            {
                kept.Add(new(dimension.Id, given[dimension.Id]));
            }
        }

        return new SituationReading(vocabulary.Complete(kept), [.. notes.Distinct()]);
    }

    /// <summary>The situation after a control of the page was changed; null where the code names no fact.</summary>
    /// <param name="code">See <see cref="Code"/>.</param>
    public static Situation? Change(Vocabulary vocabulary, Situation situation, string? code)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return (code ?? "").Split('=') is [var dimension, var value] && vocabulary.Knows(dimension, value)
            ? vocabulary.With(situation, dimension, value)
            : null;
    }

    /// <summary>What a control stands for.</summary>
    public static string Code(string dimension, string value) => $"{dimension}={value}";

    private static Dictionary<string, string> Known(Vocabulary vocabulary, string query, List<ReadingNote> notes)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var (name, value) = (pair.DecodeName().ToString(), pair.DecodeValue().ToString());
            if (vocabulary.Find(name) is null)
            {
                notes.Add(new ReadingNote(ReadingFault.UnknownFact, null));
            }
            else if (!vocabulary.Knows(name, value))
            {
                notes.Add(new ReadingNote(ReadingFault.UnknownValue, name));
            }
            else if (!given.TryAdd(name, value))
            {
                notes.Add(new ReadingNote(ReadingFault.Repeated, name));
            }
        }

        return given;
    }
}
