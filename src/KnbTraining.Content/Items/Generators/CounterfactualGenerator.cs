using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>"Which single change would alter the verdict?": one fact that matters among facts that do not.</summary>
internal sealed class CounterfactualGenerator : IItemGenerator
{
    private const int MostIdle = 3;

    public string Id => "counterfactual";

    public IEnumerable<string> NeededStems(IItemMaterial material) => 
    [
        "question-in-force", "question-if-adopted",
        .. material.RuleBook.Vocabulary.Dimensions
            .Where(dimension => dimension.Role != DimensionRole.Act)
            .SelectMany(dimension => dimension.Values.Select(value => Key(dimension.Id, value))),
    ];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => Changes(items, SituationDraw.Draw(items, rule.Id, new StableRandom(0))) is { Turning.Count: > 0, Idle.Count: >= 2 })
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.SingleChoice));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var verdict = SituationDraw.Draw(items, family.Rule, random);
        var changes = Changes(items, verdict);
        if (changes is not { Turning.Count: > 0, Idle.Count: >= 2 })
        {
            verdict = SituationDraw.Draw(items, family.Rule, new StableRandom(0));
            changes = Changes(items, verdict);
        }

        var turning = random.Pick(changes.Turning);
        var idle = random.Shuffle(changes.Idle).Take(MostIdle);
        var idleFact = CaseFacts.Of(items.Material, MisreadForm.IdleFact);
        var options = idle.Append(turning)
            .OrderBy(change => change.Dimension, StringComparer.Ordinal).ThenBy(change => change.Value, StringComparer.Ordinal)
            .Select(change => new ItemOption(
                $"{change.Dimension}.{change.Value}",
                new Claim([new("situation", 0), new("change", new KeyValuePair<string, string>(change.Dimension, change.Value)), new("changes", true)]),
                change == turning,
                change == turning ? null : idleFact));
        return new Item(
            family,
            variant,
            [family.Rule],
            [verdict.Situation],
            verdict.Law,
            [.. options],
            items.Material.Rules[family.Rule].Sources,
            $"{Id}|{verdict.Situation.Id}|{verdict.Law.Id}|{turning.Dimension}={turning.Value}")
        {
            Verdict = verdict,
        };
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var stems = items.StemsOf(this);
        var situation = item.Situations[0];
        var facts = item.Options.Select(option => option.Id.Split('.', 2)).ToArray();

        // Every fact that can be changed is told: one that is not told would be known to be idle.
        string[] told = [.. CaseFacts.Matters(items.Material, situation), .. facts.Select(fact => fact[0])];
        // Alternatives go from short to long. One option, whichever, is the longest and one the shortest: length tells nothing.
        var lengths = StableRandom.For(item.Variant, "lengths").Shuffle(facts.Select((_, i) => i == 0 ? 2 : i == facts.Length - 1 ? 0 : 1));
        return new ItemText(
            items.Material.Vignettes.Tell(situation, told, item.Variant, language),
            stems.Say($"question-{item.Law.Id}", item.Variant, language),
            [.. item.Options.Select((option, i) => new LabelledText(option.Id, stems.SayAt(Key(facts[i][0], facts[i][1]), lengths[i], language)))],
            [],
            []);
    }

    private static string Key(string dimension, string value) => $"change-{dimension}-{value}";

    private static (List<(string Dimension, string Value)> Turning, List<(string Dimension, string Value)> Idle) Changes(ItemBank items, Verdict verdict)
    {
        var turning = new List<(string, string)>();
        var idle = new List<(string, string)>();
        var words = items.Material.Words;
        foreach (var change in items.ChangesOf(verdict).Where(change => !change.Verdict.IsGap
            && words.MayBecome(change.Dimension, verdict.Situation[change.Dimension]!, change.Value)
            && !(verdict.Law.IfAdopted && BackgroundLaw.DeniesAdministrative(items.Material, change.Verdict))))
        {
            if (change.Verdict.Liability == verdict.Liability)
            {
                // Whether the sources say as much of somebody whom no rule reaches as of this person is not asked.
                if (words.StandsAlone(change.Verdict.Situation))
                {
                    idle.Add((change.Dimension, change.Value));
                }
            }
            else if (!WrongVerdicts.AreTooClose(items.Material, change.Verdict, verdict))
            {
                turning.Add((change.Dimension, change.Value));
            }
        }

        return (turning, idle);
    }
}
