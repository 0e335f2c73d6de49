namespace KnbTraining.Content.Editions;

/// <summary>Phrases by which statements attribute what they say, or mark it as planned: any one of a list, in each language.</summary>
/// <param name="Attributions">Phrases by source id.</param>
/// <param name="SourcesAtLarge">Phrases that speak of the sources without naming one; enough for attributed facts, not for dated ones.</param>
/// <param name="Planned">Phrases that mark a plan.</param>
/// <param name="SourcesOfThisCourse">Phrases by which a question asks for these sources and nothing else.</param>
/// <param name="LawPlaces">
/// How texts call a place in the law: the beginning of the word before its number, or, from a hyphen on, what stands behind it.
/// </param>
internal sealed record StatementPhrases(
    IReadOnlyDictionary<string, Phrases> Attributions, Phrases SourcesAtLarge, Phrases Planned, Phrases SourcesOfThisCourse, Phrases LawPlaces)
{
    public const string Path = "wording.yaml";
}

/// <param name="ByLanguage">At least one phrase for each language.</param>
internal sealed record Phrases(IReadOnlyDictionary<string, IReadOnlyList<string>> ByLanguage)
{
    /// <summary>True where the text holds one of the phrases of its language; capitals do not matter.</summary>
    public bool In(string text, string language) =>
        ByLanguage[language].Any(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    /// <summary>The phrases of a language, for advice.</summary>
    public string Quoted(string language) => string.Join(" or ", ByLanguage[language].Select(phrase => $"“{phrase}”"));
}
