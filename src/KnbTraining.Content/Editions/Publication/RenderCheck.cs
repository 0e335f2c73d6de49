using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// Renders what will be asked, so that nothing that passed the check fails on somebody's page: each wording, each sentence of
/// a story with everybody and everything of the cast, and an item of each family with its explanation, in every language.
/// The budget is counted in steps and characters (<see cref="ContentLimits"/>), never in time.
/// </summary>
internal static class RenderCheck
{
    private static readonly string[] StoryNames = ["name", "g", "at", "from", "to", "carrier", "holder"];
    private static readonly Dictionary<string, object> NoValues = new(StringComparer.Ordinal);

    public static void Run(Edition edition, FindingList findings)
    {
        foreach (var (generator, stems) in edition.Parts.Stems)
        {
            foreach (var (key, wording) in stems.Texts.SelectMany(entry => entry.Value.Select(wording => (entry.Key, wording))))
            {
                Each(wording, language => wording.Render(language, NoValues), (language, _, failure) => failure is not null
                    ? FindingSentence.Of($"The text '{key}' cannot be rendered in '{language}': {failure}")
                    : null, $"stems/{generator}.yaml", key, edition, findings);
            }
        }

        CheckStories(edition, findings);
        foreach (var bank in edition.LawDates.Select(edition.ItemsOn))
        {
            CheckItems(edition, bank, findings);
        }
    }

    private static void CheckStories(Edition edition, FindingList findings)
    {
        var vignettes = edition.Parts.Vignettes;
        var sentences = vignettes.Stories.SelectMany(act => act.Value.Select(story => (Path: $"vignettes/{act.Key}.yaml", story.Text)))
            .Concat(vignettes.Facts.SelectMany(fact => fact.Value.Select(text => (Path: "vignettes/facts.yaml", Text: text))));
        foreach (var (path, text) in sentences)
        {
            foreach (var unknown in Languages.All.SelectMany(language => TemplateGuard.Names(text.Text[language])).Except(StoryNames, StringComparer.Ordinal))
            {
                findings.Add(path, edition.Documents.LineOf(path, unknown), $"The story names '{unknown}', which no case has.", $"Use one of: {string.Join(", ", StoryNames)}.");
            }

            Each(text, language => ShortestOf(vignettes.Cast, text, language), (language, shown, failure) => failure is not null
                ? FindingSentence.Of($"A sentence cannot be rendered in '{language}': {failure}")
                : shown.Length == 0 ? FindingSentence.Of($"A sentence becomes empty in '{language}'.") : null, path, "stories", edition, findings);
        }
    }

    /// <summary>The shortest text that the sentence becomes with anybody and anything of the cast.</summary>
    private static string ShortestOf(Cast cast, LiquidText text, string language)
    {
        var most = new[] { cast.People.Count, cast.Workplaces.Count, cast.Destinations.Count, cast.Carriers.Count }.Max();
        return Enumerable.Range(0, TemplateGuard.Names(text.Text[language]).Count == 0 ? 1 : most)
            .Select(i => text.Render(language, Vignettes.ValuesOf(
                cast.People[i % cast.People.Count], cast.Workplaces[i % cast.Workplaces.Count], cast.Destinations[i % cast.Destinations.Count], cast.Carriers[i % cast.Carriers.Count], language)))
            .MinBy(shown => shown.Length)!;
    }

    private static void CheckItems(Edition edition, ItemBank bank, FindingList findings)
    {
        foreach (var family in bank.Families)
        {
            foreach (var language in Languages.All)
            {
                if (FaultOf(bank, family, language) is { } fault)
                {
                    findings.Add(edition.Rules[family.Rule].Path, 1, fault, "Mend the wordings that the family uses.");
                    break;
                }
            }
        }
    }

    private static FindingSentence? FaultOf(ItemBank bank, ItemFamily family, string language)
    {
        try
        {
            var item = bank.Create(family.Id, 0);
            var text = bank.Render(item, language);
            var explanation = bank.Explain(item, [.. item.Options.Where(option => !option.Correct).Select(option => option.Id)], language);
            var length = (text.Case?.Length ?? 0) + text.Question.Length + text.Options.Concat(text.Rows).Concat(text.Choices).Sum(option => option.Text.Length)
                + explanation.Answer.Length + explanation.Steps.Sum(step => step.Title.Length + step.Detail.Length);
            return text.Question.Length == 0 ? FindingSentence.Of($"The question of an item of the family '{family.Id}' is empty in '{language}'.")
                : length > ContentLimits.LongestRendering ? FindingSentence.Of($"An item of the family '{family.Id}' has {length} characters in '{language}'; {ContentLimits.LongestRendering} are allowed.")
                : null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever it is, a page would meet it too.
            return FindingSentence.Of($"An item of the family '{family.Id}' cannot be shown in '{language}': {failure.Message}");
        }
    }

    private static void Each(
        LiquidText text, Func<string, string> render, Func<string, string, string?, FindingSentence?> fault, string path, string name, Edition edition, FindingList findings)
    {
        foreach (var language in Languages.All)
        {
            var (shown, failure) = ("", (string?)null);
            try
            {
                shown = render(language);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                failure = error.Message;
            }

            if (fault(language, shown, failure) is { } message)
            {
                // The first words of a text tell where it stands better than its key does.
                var words = text.Text[language].Split(' ', 2)[0];
                findings.Add(path, edition.Documents.LineOf(path, words.Length > 0 ? words : name), message, "Write it anew.");
            }
        }
    }
}
