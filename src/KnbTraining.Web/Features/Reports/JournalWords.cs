using System.Globalization;
using System.Net;
using System.Resources;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Reports;

/// <summary>A sheet that is signed on paper says everything in Kazakh and in Russian, whatever language its reader has chosen.</summary>
internal static class JournalWords
{
    private static readonly ResourceManager Texts = new(typeof(ReportTexts));

    /// <summary>In the order in which they stand.</summary>
    public static IReadOnlyList<string> Languages { get; } = [KnbTraining.Content.Text.Languages.Kazakh, KnbTraining.Content.Text.Languages.Russian];

    public static string Say(string language, string key) =>
        Texts.GetString(key, Cultures.Of(language)) ?? throw new KeyNotFoundException($"ReportTexts.resx has no '{key}'.");

    /// <summary>A text in both languages, once where they say the same.</summary>
    public static MarkupString Both(Func<string, string> text)
    {
        var said = Languages.Select(language => (Language: language, Text: text(language))).Where(part => part.Text.Length > 0).DistinctBy(part => part.Text);
        return new(string.Join(" / ", said.Select(part => $"<span lang=\"{part.Language}\">{WebUtility.HtmlEncode(part.Text)}</span>")));
    }

    /// <summary>As both languages write a day in figures.</summary>
    public static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
