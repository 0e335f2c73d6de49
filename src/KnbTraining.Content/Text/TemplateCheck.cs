using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;

namespace KnbTraining.Content.Text;

/// <summary>What can be wrong with a template that somebody types.</summary>
public enum TemplateFaultKind
{
    /// <summary>Longer than <see cref="ContentLimits.LongestTemplate"/>.</summary>
    TooLong,

    /// <summary>A placeholder or condition has no end.</summary>
    NotClosed,

    /// <summary>Something stands between the braces that templates may not hold.</summary>
    NotAllowed,

    /// <summary>More placeholders and conditions than <see cref="ContentLimits.MostTags"/>.</summary>
    TooMany,

    /// <summary>Conditions stand in each other deeper than <see cref="ContentLimits.DeepestCondition"/>.</summary>
    TooDeep,

    /// <summary>A condition is not ended, or ends without a beginning.</summary>
    Unbalanced,

    /// <summary>A name for which there is no value.</summary>
    UnknownName,
}

/// <param name="Line">In which it stands, from 1; null where it concerns the whole text.</param>
/// <param name="Quote">The placeholder, condition or name; empty where there is none.</param>
public sealed record TemplateFault(TemplateFaultKind Kind, int? Line, string Quote);

/// <summary>Checks a template that somebody types, before it is stored.</summary>
public static class TemplateCheck
{
    private static readonly FluidParser Parser = new();
    private static readonly Regex Place = new(@"\((?<line>[0-9]{1,6}):[0-9]+\)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The first thing that is wrong; null where nothing is.</summary>
    /// <param name="names">The names for which there are values.</param>
    public static TemplateFault? Find(string template, IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(names);
        if (TemplateGuard.Find(template) is { } fault)
        {
            return fault;
        }

        if (!Parser.TryParse(template, out _, out var error))
        {
            var place = Place.Match(error);
            return new TemplateFault(
                TemplateFaultKind.Unbalanced, place.Success ? int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture) : null, "");
        }

        return TemplateGuard.Paths(template).FirstOrDefault(path => !names.Contains(path)) is { } unknown
            ? new TemplateFault(TemplateFaultKind.UnknownName, LineOf(template, TemplateGuard.PlaceOf(template, unknown)), unknown)
            : null;
    }

    /// <summary>The line of a place in a text, from 1.</summary>
    internal static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;
}
