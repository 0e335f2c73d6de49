using System.Globalization;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>Turns the derivation of a key into sentences of one language.</summary>
internal sealed class Explainer(ItemBank items, string language)
{
    /// <summary>The texts that the explanation is built from.</summary>
    public static IEnumerable<string> NeededStems(IItemMaterial material) =>
    [
        "fact", "rule-misses", "rule-decides", "rule-decides-planned", "planned-changes", "planned-today", "source", "undated", "basis",
        "basis-named", "basis-unnamed", "caution", "background", "match-row", "case-verdict", "left-open", "stated",
        .. RightIfSentences.NeededStems(material),
        PlanLeaves,
    ];

    private const string PlanLeaves = "plan-leaves";

    private readonly IItemMaterial _material = items.Material;
    private readonly ExplanationWords _words = new(items.Material, language);

    public Explanation Explain(Item item, IReadOnlyCollection<string> response)
    {
        var steps = new List<ExplanationStep>();
        if (item.Verdict is { } verdict)
        {
            AddDerivation(steps, verdict, item.Family.Rule);
            if (AsksWhatIsLeft(item, verdict))
            {
                steps.Add(new ExplanationStep(ExplanationMark.Planned, Say(PlanLeaves, ("rule", Statement(item.Family.Rule))), "", item.Family.Rule));
            }
        }
        else if (item.Compared.Count > 0)
        {
            AddComparison(steps, item.Compared);
        }
        else
        {
            steps.AddRange(item.Rules.Select(rule => new ExplanationStep(ExplanationMark.Decides, Statement(rule), "", rule)));
        }

        // Also where a plan is asked about and the sources are silent today: the steps then show that silence.
        var silent = (item.Verdict is { } shown && (shown.Liability == Liability.NotCovered || Other(shown).Liability == Liability.NotCovered))
            || item.Compared.Any(compared => compared.Liability == Liability.NotCovered);
        return new Explanation(
            Answer(item),
            Entitled(steps),
            MixUps(item, response),
            [.. Sources(item.Citations), .. Bases(item.Rules)],
            silent ? Say("caution") : null,
            Notes(item))
        {
            WouldBeRight = new RightIfSentences(items, _words).Of(item, response),
        };
    }

    /// <summary>True where the question is whether a plan reaches the case, and it does not.</summary>
    private static bool AsksWhatIsLeft(Item item, Verdict verdict) => verdict.Law.IfAdopted && !verdict.Deciding.Any(rule => rule.Id == item.Family.Rule);

    /// <summary>Each deciding rule once, after the verdicts of the cases that it decides.</summary>
    private void AddComparison(List<ExplanationStep> steps, IReadOnlyList<Verdict> verdicts)
    {
        var decided = verdicts.SelectMany((verdict, i) => verdict.Deciding.Select(rule => (rule.Id, Case: Say("case-verdict", ("n", i + 1), ("answer", _material.Words.Liabilities[verdict.Liability][language])))));
        foreach (var rule in decided.GroupBy(pair => pair.Id, StringComparer.Ordinal))
        {
            steps.Add(new ExplanationStep(ExplanationMark.Decides, $"{string.Join(' ', rule.Select(pair => pair.Case))} {Statement(rule.Key)}", "", rule.Key));
        }
    }

    /// <summary>The verdict of a situation as a path. Its sources are those of the rules that decide, or of the planned rule where none does today.</summary>
    public Explanation ForSituation(Situation situation, Law law)
    {
        var verdict = _material.RuleBook.Evaluate(situation, law);
        var steps = new List<ExplanationStep>();
        AddDerivation(steps, verdict, "");
        var cited = steps.Where(step => step.Mark is ExplanationMark.Decides or ExplanationMark.Planned && step.RuleId is not null)
            .Select(step => step.RuleId!).Distinct(StringComparer.Ordinal).ToArray();
        return new Explanation(
            _material.Words.Liabilities[verdict.Liability][language],
            Entitled(steps),
            [],
            [.. Sources(cited.SelectMany(rule => _material.Rules[rule].Sources)), .. Bases(cited)],
            verdict.Liability == Liability.NotCovered ? Say("caution") : null,
            Notes([situation], cited));
    }

    /// <summary>Where a rule comes from; with the caution where it records that the sources are silent.</summary>
    public RuleReferences ForRule(string ruleId)
    {
        var document = _material.Rules[ruleId];
        return new RuleReferences(
            [.. document.Basis.Distinct().Select(BasisText)],
            [.. Sources(document.Sources)],
            document.Rule.Kind == RuleKind.Open ? Say("caution") : null,
            [.. BackgroundLaw.Of(_material, document.Rule).Select(Note)]);
    }

    /// <summary>One line for each source of some rules.</summary>
    public IReadOnlyList<string> ForRules(IEnumerable<string> ruleIds) => [.. Sources(ruleIds.SelectMany(rule => _material.Rules[rule].Sources))];

    private string Answer(Item item)
    {
        var text = items.Render(item, language);
        if (item.Kind != QuestionKind.Matching)
        {
            return string.Join(" · ", text.Options.Where(option => item.Options.Any(key => key.Correct && key.Id == option.Id)).Select(option => option.Text));
        }

        var rows = text.Rows.ToDictionary(row => row.Id, row => row.Text, StringComparer.Ordinal);
        var choices = text.Choices.ToDictionary(choice => choice.Id, choice => choice.Text, StringComparer.Ordinal);
        return string.Join(' ', item.Options.Where(option => option.Correct).Select(option => option.Id.Split('=', 2))
            .Select(pair => Say("match-row", ("row", rows[pair[0]]), ("choice", choices[pair[1]]))));
    }

    private void AddDerivation(List<ExplanationStep> steps, Verdict verdict, string familyRule)
    {
        var matters = CaseFacts.Matters(_material, verdict.Situation);
        foreach (var fact in verdict.Situation.Facts.Where(fact => verdict.Situation.RoleOf(fact.Key) == DimensionRole.Act || matters.Contains(fact.Key)))
        {
            steps.Add(new ExplanationStep(ExplanationMark.Fact, FactText(fact.Key, fact.Value), "", null));
        }

        // A rule that misses by one fact, about the same act, is the one people mix up with the rule that decides.
        foreach (var step in verdict.Derivation.Where(step => step.Result == StepResult.Failed && step.Missed == 1 && step.Rule.Then.Liability is not null and not Liability.NotCovered))
        {
            var failed = step.Conditions.First(condition => !condition.Holds).Condition;
            if (verdict.Situation.RoleOf(failed.Dimension) != DimensionRole.Act)
            {
                steps.Add(new ExplanationStep(ExplanationMark.Misses, Say("rule-misses", ("rule", _material.Rules[step.Rule.Id].Title[language])), Need(failed), step.Rule.Id));
            }
        }

        foreach (var rule in verdict.Deciding.OrderBy(rule => rule.Id == familyRule ? 0 : 1))
        {
            var key = rule.Status == RuleStatus.Proposed ? "rule-decides-planned" : "rule-decides";
            steps.Add(new ExplanationStep(ExplanationMark.Decides, Say(key, ("rule", Statement(rule.Id))), string.Join(" · ", rule.When.Select(Need)), rule.Id));
        }

        var other = Other(verdict);
        if (other.Liability != verdict.Liability)
        {
            var key = verdict.Law.IfAdopted ? "planned-today" : "planned-changes";
            steps.Add(new ExplanationStep(ExplanationMark.Planned, Say(key, ("answer", _material.Words.Liabilities[other.Liability][language])), "", other.Deciding.FirstOrDefault()?.Id));
        }
    }

    private Verdict Other(Verdict verdict) => items.Judge(verdict.Situation, !verdict.Law.IfAdopted);

    private List<MixUp> MixUps(Item item, IReadOnlyCollection<string> response)
    {
        var mixUps = new List<MixUp>();
        foreach (var option in item.Options.Where(option => option.Misconception is not null && response.Contains(option.Id)))
        {
            var misconception = _material.Misconceptions[option.Misconception!];
            var feedback = AuthoredFeedback(item, option.Id) ?? misconception.Feedback[language];
            if (!mixUps.Exists(known => known.Feedback == feedback))
            {
                mixUps.Add(new MixUp(misconception.Id, misconception.Label[language], feedback));
            }
        }

        return mixUps;
    }

    private string? AuthoredFeedback(Item item, string optionId) =>
        item.Family.Generator == "authored" && _material.Questions.TryGetValue(item.Family.Id["authored.".Length..], out var question)
            ? question.Options.FirstOrDefault(option => option.Id == optionId)?.Feedback[language]
            : null;

    /// <summary>One line for each source.</summary>
    private IEnumerable<string> Sources(IEnumerable<Citation> citations)
    {
        foreach (var group in citations.GroupBy(citation => citation.Source))
        {
            var source = _material.Sources[group.Key];
            var paragraphs = group.SelectMany(citation => citation.Paragraphs).Distinct().Order().Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
            yield return Say(
                "source",
                ("source", source.Label[language]),
                ("paragraphs", string.Join(", ", paragraphs)),
                ("many", paragraphs.Length > 1),
                ("undated", source.Dated ? "" : Say("undated")));
        }
    }

    // What no source names stands among the notes of the legal background.
    private IEnumerable<string> Bases(IEnumerable<string> rules)
    {
        var bases = rules.SelectMany(rule => _material.Rules[rule].Basis).Where(basis => basis.NamedBy is not null).Select(BasisText).Distinct(StringComparer.Ordinal).ToArray();
        if (bases.Length > 0)
        {
            yield return string.Join("; ", bases);
        }
    }

    private string BasisText(Basis basis) => Say(
        basis.NamedBy is null ? "basis-unnamed" : "basis-named",
        ("basis", PlaceText(basis.Place)),
        ("purpose", _material.Words.Purposes[basis.Purpose][language]));

    private string PlaceText(LawPlace place) => Say(
        "basis",
        ("instrument", _material.Instruments[place.Instrument].Abbreviation[language]),
        ("article", place.Article ?? ""),
        ("part", place.Part ?? ""),
        ("item", place.Item ?? ""));

    private string[] Notes(Item item) => item.Verdict is { } asked ? Notes([asked.Situation], item.Rules)
        : item.Compared.Count > 0 ? Notes(item.Compared.Select(verdict => verdict.Situation), item.Rules)
        : [.. item.Rules.SelectMany(rule => BackgroundLaw.Of(_material, _material.Rules[rule].Rule)).Distinct().Select(Note)];

    private string[] Notes(IEnumerable<Situation> situations, IReadOnlyCollection<string> rules) =>
        [.. situations.SelectMany(situation => BackgroundLaw.Of(_material, situation))
            .Concat(_material.Background.Where(entry => rules.Any(rule => BackgroundLaw.Names(entry, rule))))
            .Distinct().Select(Note)];

    private string Note(Background entry) => Say(
        "background",
        ("text", entry.Text[language]),
        ("basis", PlaceText(entry.Place)),
        ("date", entry.VersionDate.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)));

    private IReadOnlyList<ExplanationStep> Entitled(IEnumerable<ExplanationStep> steps) =>
        [.. steps.Select(step => step.RuleId is null ? step : step with { RuleTitle = _material.Rules[step.RuleId].Title[language] })];

    private string Statement(string rule) => _material.Rules[rule].Statement[language];

    private string Need(Condition condition) =>
        $"{_material.Words.Dimensions[condition.Dimension][language]}: {string.Join(" / ", condition.Values.Select(value => _material.Words.Values[(condition.Dimension, value)][language]))}";

    private string FactText(string dimension, string value) =>
        Say("fact", ("dimension", _material.Words.Dimensions[dimension][language]), ("value", _material.Words.Values[(dimension, value)][language]));

    private string Say(string key, params (string Name, object Value)[] values) => _words.Say(key, values);
}
