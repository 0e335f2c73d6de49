using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// Renders what will be asked, so that nothing that passed the check fails on somebody's page, in every language: each
/// alternative of each wording with each set of values that items, explanations and the explorer give it; each sentence of a
/// story with everybody and everything of the cast that it names; and items of each family until they bring nothing new.
/// </summary>
/// <remarks>
/// The budget is counted in renderings, never in time: one template with one set of values, or the words of one item, in one
/// language. What is left when it ends is named, document by document.
/// </remarks>
internal sealed class RenderCheck
{
    /// <summary>So many items of a family in a row bring no new text before the check believes that it has seen all.</summary>
    private const int QuietDraws = 8;

    private const int MostDraws = 400;

    private readonly Edition _edition;
    private readonly FindingList _findings;
    private readonly RenderProbe _probe;
    private readonly Edition _watched;
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);

    private RenderCheck(Edition edition, FindingList findings, int budget)
    {
        _edition = edition;
        _findings = findings;
        _probe = new RenderProbe(edition, findings, budget);
        _watched = new Edition(edition.Parts with
        {
            Stems = edition.Parts.Stems.ToDictionary(
                entry => entry.Key,
                entry => entry.Value with { Asked = (key, language, values) => _probe.Try(PathOf(entry.Key), key, entry.Value.Texts[key], language, values) },
                StringComparer.Ordinal),
        });
    }

    /// <param name="budget">The most renderings; see <see cref="ContentLimits.MostRenderings"/>.</param>
    public static void Run(Edition edition, FindingList findings, int budget = ContentLimits.MostRenderings)
    {
        var check = new RenderCheck(edition, findings, budget);
        check.CheckSentences();
        foreach (var bank in edition.LawDates.Select(check._watched.ItemsOn))
        {
            check.CheckSituations(bank);
            check.CheckItems(bank);
        }

        check.CheckWhatNothingAsked();
        check._probe.Finish();
    }

    private static string PathOf(string stems) => $"stems/{stems}.yaml";

    private void CheckSentences()
    {
        var vignettes = _edition.Parts.Vignettes;
        var cast = new CastWalk(vignettes.Cast, _edition.RuleBook.Vocabulary.Person.Values);
        var sentences = vignettes.Stories.SelectMany(act => act.Value.Select(story => (Path: $"vignettes/{act.Key}.yaml", story.Text)))
            .Concat(vignettes.Facts.SelectMany(fact => fact.Value.Select(text => (Path: "vignettes/facts.yaml", Text: text))));
        foreach (var (path, text) in sentences)
        {
            foreach (var language in Languages.All)
            {
                var names = TemplateGuard.Names(text.Text[language]);
                foreach (var unknown in names.Except(CastWalk.Names, StringComparer.Ordinal))
                {
                    _findings.Add(path, _edition.Documents.LineOf(path, unknown), $"The story names '{unknown}', which no case has.", $"Use one of: {string.Join(", ", CastWalk.Names)}.");
                }

                foreach (var values in cast.Of(text.Text[language], names, language))
                {
                    if (!_probe.TrySentence(path, text, language, values))
                    {
                        break;
                    }
                }
            }
        }
    }

    private void CheckItems(ItemBank bank)
    {
        foreach (var family in bank.Families)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var (variant, quiet) = (0u, 0); variant < MostDraws && quiet < QuietDraws; variant++)
            {
                if (!_probe.MayGoOn)
                {
                    _probe.Leave(_edition.Rules[family.Rule].Path, family.Id);
                    break;
                }

                if (FaultOf(bank, family, variant, seen, out var isNew) is { } fault)
                {
                    _findings.Add(_edition.Rules[family.Rule].Path, 1, fault, "Mend the wordings that the family uses.");
                    break;
                }

                quiet = isNew ? 0 : quiet + 1;
            }
        }
    }

    /// <summary>The explorer shows each situation under each law, whether an item asks about it or not.</summary>
    private void CheckSituations(ItemBank bank)
    {
        foreach (var situation in _watched.RuleBook.Vocabulary.Space)
        {
            foreach (var language in Languages.All)
            {
                if (!_probe.MayGoOn)
                {
                    _probe.Leave(VocabularyReader.Path, situation.Id);
                    continue;
                }

                _probe.Spend();
                try
                {
                    CaseFacts.General(bank, situation, 0, language);
                    bank.ForSituation(situation, new(bank.LawDate), language);
                    bank.ForSituation(situation, new(bank.LawDate, true), language);
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    _findings.Add(VocabularyReader.Path, 1, $"The situation '{situation.Id}' cannot be shown in '{language}': {failure.Message}", "Mend the wordings of cases and explanations.");
                }
            }
        }
    }

    /// <summary>A wording that nothing asked for: it stands on its own, or is kept for later.</summary>
    private void CheckWhatNothingAsked()
    {
        foreach (var (generator, stems) in _edition.Parts.Stems)
        {
            foreach (var (key, texts) in stems.Texts)
            {
                foreach (var language in Languages.All)
                {
                    _probe.TryAlone(PathOf(generator), key, texts, language);
                }
            }
        }
    }

    /// <param name="seen">The situations, rules and misconceptions of the family that were looked at before.</param>
    /// <param name="isNew">Whether the item brought a text, a situation or a rule that was not looked at before.</param>
    private FindingSentence? FaultOf(ItemBank bank, ItemFamily family, uint variant, HashSet<string> seen, out bool isNew)
    {
        var language = Languages.English;
        isNew = false;
        try
        {
            var item = bank.Create(family.Id, variant);
            if (!bank.Material.Vignettes.CanTell(item))
            {
                // Another finding asks for the stories that are missing.
                return null;
            }

            string[] parts = [.. item.Situations.Select(situation => $"{situation.Id}|{item.Law.Id}"), .. item.Rules];
            isNew = AddAny(seen, parts);
            var explains = AddAny(_explained, [.. parts, .. item.Options.Select(option => option.Misconception).OfType<string>()]) || variant == 0;
            var before = _probe.Texts;
            foreach (var next in Languages.All)
            {
                // What says nothing new in the first language does not in the others.
                language = next;
                if (language != Languages.English && !isNew && !explains)
                {
                    break;
                }

                _probe.Spend();
                var text = bank.Render(item, language);
                isNew |= _probe.Texts > before;
                var length = LengthOf(text) + (explains ? LengthOf(bank.Explain(item, [.. item.Options.Where(option => !option.Correct).Select(option => option.Id)], language)) : 0);
                if (text.Question.Length == 0)
                {
                    return FindingSentence.Of($"The question of an item of the family '{family.Id}' is empty in '{language}'.");
                }

                if (length > ContentLimits.LongestRendering)
                {
                    return FindingSentence.Of($"An item of the family '{family.Id}' has {length} characters in '{language}'; {ContentLimits.LongestRendering} are allowed.");
                }
            }

            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever it is, a page would meet it too.
            return FindingSentence.Of($"An item of the family '{family.Id}' cannot be shown in '{language}': {failure.Message}");
        }
    }

    private static bool AddAny(HashSet<string> seen, string[] names)
    {
        var before = seen.Count;
        seen.UnionWith(names);
        return seen.Count > before;
    }

    private static int LengthOf(ItemText text) =>
        (text.Case?.Length ?? 0) + text.Question.Length + text.Options.Concat(text.Rows).Concat(text.Choices).Sum(option => option.Text.Length);

    private static int LengthOf(Explanation explanation) =>
        explanation.Answer.Length + explanation.Steps.Sum(step => step.Title.Length + step.Detail.Length);
}
