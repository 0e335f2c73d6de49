using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// A story says who can be in it. Each is rendered with each of them, in every standing that such a person can have; and whoever can
/// be asked about, alone or beside another, has stories enough.
/// </summary>
internal static class StoryCheck
{
    /// <summary>How many stories an act has at least for each kind of person that items tell of.</summary>
    public const int Fewest = 4;

    public static void Run(Edition edition, FindingList findings)
    {
        var known = edition.RuleBook.Vocabulary.Person.Values;
        foreach (var (act, stories) in edition.Parts.Vignettes.Stories)
        {
            var path = $"vignettes/{act}.yaml";
            foreach (var story in stories)
            {
                foreach (var holder in story.Holders.Where(holder => !known.Contains(holder)))
                {
                    findings.Add(path, edition.Documents.LineOf(path, story.Id), $"The story '{story.Id}' is of '{holder}', whom the vocabulary does not know.", $"Use some of: {string.Join(", ", known)}.");
                }

                CheckRendering(edition, path, act, story, findings);
            }

            CheckNumbers(edition, path, act, findings);
        }
    }

    private static void CheckRendering(Edition edition, string path, string act, Story story, FindingList findings)
    {
        var variant = 0u;
        foreach (var situation in Standings(edition, act).Where(story.Fits))
        {
            variant++;
            foreach (var language in Languages.All)
            {
                var text = edition.Parts.Vignettes.TellStory(story, situation, CaseFacts.Matters(edition, situation), variant, language);
                if (text.Length is 0 or > ContentLimits.LongestRendering || text.Contains("{{", StringComparison.Ordinal))
                {
                    findings.Add(path, edition.Documents.LineOf(path, story.Id), $"The story '{story.Id}' cannot be told in '{language}' where {situation}.", "Mend the story or the sentences in facts.yaml.");
                    return;
                }
            }
        }
    }

    private static void CheckNumbers(Edition edition, string path, string act, FindingList findings)
    {
        var verdicts = edition.LawDates.Select(edition.ItemsOn).SelectMany(bank => SituationDraw.Asked(bank)
            .Where(situation => situation.Act == act)
            .SelectMany(situation => new[] { bank.Judge(situation, ifAdopted: false), bank.Judge(situation, ifAdopted: true) })
            .Where(verdict => !verdict.IsGap)
            .Select(verdict => (verdict.Situation, Compared: Compared(bank, verdict)))).ToArray();
        var persons = verdicts.Select(verdict => verdict.Situation).DistinctBy(situation => situation.Person);
        foreach (var one in persons.Where(situation => IsTooSeldom(edition, situation)))
        {
            findings.Add(
                path,
                1,
                $"Fewer than {Fewest} stories can be told of '{one.Person}'.",
                "Write stories in which such a person can be, or widen `holders` where it is true.");
        }

        foreach (var (one, other) in verdicts.SelectMany(verdict => verdict.Compared.Select(other => (verdict.Situation, other)))
            .DistinctBy(pair => (pair.Situation.Person, pair.other.Person))
            .Where(pair => IsTooSeldom(edition, pair.Situation, pair.other)))
        {
            findings.Add(
                path,
                1,
                $"Fewer than {Fewest} stories can be told of '{one.Person}' and '{other.Person}' alike, and items compare them.",
                "Write stories in which both can be.");
        }
    }

    /// <summary>What the case is compared with: where no fact turns it, with nothing.</summary>
    private static Situation[] Compared(ItemBank bank, Verdict verdict)
    {
        Verdict[] changed = [.. bank.ChangesOf(verdict).Select(change => change.Verdict).Where(other => !other.IsGap)];
        return Array.Exists(changed, other => other.Liability != verdict.Liability) ? [.. changed.Select(other => other.Situation)] : [];
    }

    private static bool IsTooSeldom(Edition edition, params Situation[] situations) => edition.Parts.Vignettes.StoriesFor(situations).Count < Fewest;

    private static IEnumerable<Situation> Standings(Edition edition, string act) => edition.RuleBook.Vocabulary.Space
        .Where(situation => situation.Act == act && edition.Words.HasUsualFacts(edition.RuleBook.Vocabulary, situation));
}
