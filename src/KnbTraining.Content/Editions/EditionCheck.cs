using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions;

/// <summary>Checks across documents: nothing dangles, no rule contradicts another, nothing is keyed that may not be.</summary>
internal sealed class EditionCheck
{
    private readonly EditionParts _parts;
    private readonly FindingList _findings;

    private EditionCheck(EditionParts parts, FindingList findings)
    {
        _parts = parts;
        _findings = findings;
    }

    public static void Run(EditionParts parts, FindingList findings)
    {
        var check = new EditionCheck(parts, findings);
        foreach (var rule in parts.Rules.Values)
        {
            check.CheckReferences(rule);
            check.CheckFacts(rule);
        }

        check.CheckConflicts();
        check.CheckMisconceptions();
        check.CheckInventedDuties();
        check.CheckGlossary();
        check.CheckLessonsAndCourses();
        check.CheckQuestions();
        check.CheckVignettes();
        AcknowledgementCheck.Run(parts, findings);
        LawCaseCheck.CheckNames(parts, findings);
    }

    private void CheckReferences(RuleDocument rule)
    {
        Demand(_parts.Words.Families.ContainsKey(rule.Rule.Family), rule.Path, $"The family '{rule.Rule.Family}' is not in the vocabulary.", "Use a family of vocabulary.yaml.");
        DemandAudience(rule.Audience, rule.Path);
        foreach (var duty in rule.Rule.Then.Duties)
        {
            Demand(_parts.Words.Duties.ContainsKey(duty), rule.Path, $"The duty '{duty}' is not in the vocabulary.", "Add it to `duties` in vocabulary.yaml.");
        }

        foreach (var basis in rule.Basis)
        {
            Demand(_parts.Instruments.ContainsKey(basis.Place.Instrument), rule.Path, $"The instrument '{basis.Place.Instrument}' does not exist.", "Use an id of instruments.yaml.");
        }

        foreach (var pair in rule.Pairs)
        {
            var known = rule.Rule.Kind == RuleKind.Competence ? _parts.Words.Bodies.ContainsKey(pair.Of) : _parts.Glossary.ContainsKey(pair.Of);
            Demand(known, rule.Path, $"The pair '{pair.Id}' belongs to '{pair.Of}', which does not exist.", "Use a body of vocabulary.yaml (competence) or a term of glossary.yaml (definition).");
        }

        var points = rule.Stated.Concat(rule.LeftOpen).Select(point => point.Id).ToArray();
        Demand(points.Distinct(StringComparer.Ordinal).Count() == points.Length, rule.Path, "Two points have the same id.", "Give each stated and left-open point an id of its own.");
    }

    private void CheckFacts(RuleDocument rule)
    {
        DemandAt("sources:", rule.Sources.Count > 0, rule.Path, "The rule cites no source.", "Every rule stands on a source with paragraphs and facts.");
        foreach (var citation in rule.Sources)
        {
            if (!_parts.Sources.TryGetValue(citation.Source, out var source))
            {
                Add(rule.Path, $"The source '{citation.Source}' does not exist.", "Use an id of sources.yaml.");
                continue;
            }

            Demand(citation.Paragraphs.All(paragraph => paragraph >= 1 && paragraph <= source.Paragraphs), rule.Path, $"A paragraph lies outside '{SourceOf(citation.Source)}'.", $"It has paragraphs 1 to {source.Paragraphs}.");
            foreach (var id in citation.Facts)
            {
                if (!_parts.Facts.TryGetValue(id, out var fact))
                {
                    Add(rule.Path, $"The fact '{id}' does not exist.", "Use an id of facts.yaml.");
                    continue;
                }

                Demand(fact.Source == citation.Source, rule.Path, $"The fact '{id}' stands in '{SourceOf(fact.Source)}', not in '{SourceOf(citation.Source)}'.", "Cite it under its own source.");
                Demand(fact.Keyable != Keyable.No || rule.Rule.Kind == RuleKind.Open, rule.Path, $"The fact '{id}' may not be keyed: it is an allegation, an opinion or undated.", "Rest the rule on another fact.");
                Demand(fact.Keyable != Keyable.Dated || rule.ReviewBy is not null, rule.Path, $"The rule rests on the dated fact '{id}' and has no review date.", "Add `review-by: year-month-day`.");
            }
        }
    }

    // What the content has words for is told in them; what it has none for, as it is spelled.
    private SaidWords DimensionOf(string id) => Words(_parts.Words.Dimensions.GetValueOrDefault(id), id);

    private SaidWords ValueOf(string dimension, string value) => Words(_parts.Words.Values.GetValueOrDefault((dimension, value)), value);

    private SaidWords SourceOf(string id) => Words(_parts.Sources.GetValueOrDefault(id)?.Label, id);

    private SaidWords Titles(IEnumerable<Rule> rules, string spelled) =>
        new(LocalizedText.Of(language => string.Join(", ", rules.Select(rule => Quoted(_parts.Rules[rule.Id].Title[language], language)))), spelled);

    private static string Quoted(string title, string language) => language == Languages.English ? $"“{title}”" : $"«{title}»";

    private SaidWords Told(Situation situation) => new(
        LocalizedText.Of(language => string.Join(", ", situation.Facts.Select(fact =>
            $"{DimensionOf(fact.Key).Text[language]}: {ValueOf(fact.Key, fact.Value).Text[language]}"))),
        situation.ToString());

    private static SaidWords Words(LocalizedText? words, string spelled) => new(words ?? LocalizedText.Of(_ => spelled), spelled);

    private void CheckConflicts()
    {
        var dates = _parts.Rules.Values.SelectMany(rule => new[] { rule.Rule.Since, rule.Rule.Until }).OfType<DateOnly>().Append(DateOnly.MinValue).Distinct();
        foreach (var law in dates.SelectMany(date => new[] { new Law(date), new Law(date, true) }))
        {
            foreach (var group in _parts.RuleBook.FindConflicts(law).GroupBy(conflict => string.Join(", ", conflict.Rules.Select(rule => rule.Id))))
            {
                var conflict = group.First();
                AddAt("when:", _parts.Rules[conflict.Rules[0].Id].Path, $"Rules disagree ({new FieldName(law.Id)}): {Titles(conflict.Rules, group.Key)}, for example where {Told(conflict.Situation)}.", "Narrow the conditions of one, or let one name the other in `overrides`.");
            }
        }

        foreach (var rule in _parts.RuleBook.FindUnreachable())
        {
            AddAt("when:", _parts.Rules[rule.Id].Path, "No situation meets these conditions.", "Mend `when`: facts that exclude each other can never hold together.");
        }
    }

    private void CheckMisconceptions()
    {
        foreach (var misconception in _parts.Misconceptions.Values)
        {
            if (misconception.Verdicts is IgnoreDimension ignore)
            {
                Demand(_parts.RuleBook.Vocabulary.Find(ignore.Dimension) is not null, "misconceptions.yaml", $"'{misconception.Id}' ignores '{ignore.Dimension}', which is no dimension.", "Use a dimension of vocabulary.yaml.");
            }

            if (misconception.ConfusedTerms is { } terms)
            {
                Demand(_parts.Glossary.ContainsKey(terms.First) && _parts.Glossary.ContainsKey(terms.Second), "misconceptions.yaml", $"'{misconception.Id}' names a term that does not exist.", "Use terms of glossary.yaml.");
            }
        }
    }

    private void CheckInventedDuties()
    {
        foreach (var duty in _parts.Words.InventedDuties.Values)
        {
            Demand(!_parts.Words.Duties.ContainsKey(duty.Id), VocabularyReader.Path, $"The invented duty '{duty.Id}' is a real duty too.", "Give it an id of its own.");
            foreach (var beside in duty.Beside)
            {
                Demand(_parts.Words.Duties.ContainsKey(beside), VocabularyReader.Path, $"The invented duty '{duty.Id}' stands beside '{beside}', which is no duty.", "Use an id of `duties`.");
            }

            Demand(_parts.Misconceptions.ContainsKey(duty.Misconception), VocabularyReader.Path, $"The misconception '{duty.Misconception}' does not exist.", "Use an id of misconceptions.yaml.");
        }
    }

    private void CheckGlossary()
    {
        foreach (var (id, related) in _parts.Glossary.Values.SelectMany(term => term.Related.Select(related => (term.Id, related))))
        {
            Demand(_parts.Glossary.ContainsKey(related), "glossary.yaml", $"The term '{id}' names '{related}', which does not exist.", "Use a term of this file.");
        }

        foreach (var entry in _parts.Background)
        {
            Demand(_parts.Instruments.ContainsKey(entry.Place.Instrument), "background.yaml", $"The instrument '{entry.Place.Instrument}' does not exist.", "Use an id of instruments.yaml.");
            Demand(entry.Rules.All(_parts.Rules.ContainsKey), "background.yaml", $"'{entry.Id}' names a rule that does not exist.", "Name existing rules.");
            Demand(entry.When.Count > 0 || entry.Rules.Count > 0, "background.yaml", $"'{entry.Id}' is about nothing.", "Say which situations it is about (`when`), or which rules (`rules`).");
            Demand(entry.Liability is null || entry.When.Count > 0, "background.yaml", $"'{entry.Id}' names a liability and no situation.", "Add `when`.");
            Demand(entry.When.All(condition => condition.Values.All(value => _parts.RuleBook.Vocabulary.Knows(condition.Dimension, value))), "background.yaml", $"'{entry.Id}' has a condition outside the vocabulary.", "Use dimensions and values of vocabulary.yaml.");
        }
    }

    private void CheckLessonsAndCourses()
    {
        foreach (var lesson in _parts.Lessons.Values)
        {
            foreach (var block in lesson[Languages.English].Blocks)
            {
                var path = $"lessons/{lesson.Id}/en.md";
                switch (block)
                {
                    case RuleBlock rule:
                        Demand(_parts.Rules.ContainsKey(rule.RuleId), path, $"The rule '{rule.RuleId}' does not exist.", "Name an existing rule.");
                        break;
                    case TermBlock term:
                        Demand(_parts.Glossary.ContainsKey(term.TermId), path, $"The term '{term.TermId}' does not exist.", "Name a term of glossary.yaml.");
                        break;
                }
            }
        }

        foreach (var course in _parts.Courses.Values)
        {
            var path = $"courses/{course.Id}.yaml";
            Demand(course.Lessons.Count > 0, path, "The course has no lessons.", "List at least one.");
            DemandAudience(course.Audience, path);
            foreach (var lesson in course.Lessons)
            {
                Demand(_parts.Lessons.ContainsKey(lesson), path, $"The lesson '{lesson}' does not exist.", "Name an existing lesson.");
            }
        }
    }

    private void CheckQuestions()
    {
        foreach (var question in _parts.Questions.Values)
        {
            Demand(question.Rules.Count > 0, question.Path, "The question cites no rule.", "Name the rules it asks about.");
            foreach (var rule in question.Rules)
            {
                Demand(_parts.Rules.ContainsKey(rule), question.Path, $"The rule '{rule}' does not exist.", "Name an existing rule.");
            }

            foreach (var option in question.Options)
            {
                Demand(option.Misconception is null || _parts.Misconceptions.ContainsKey(option.Misconception), question.Path, $"The misconception '{option.Misconception}' does not exist.", "Use an id of misconceptions.yaml.");
                Demand(!option.Correct || option.Misconception is null, question.Path, $"The option '{option.Id}' is right and names a misconception.", "Wrong options name the misconception behind them, right ones none.");
                Demand(option.Correct || option.Misconception is not null, question.Path, $"The option '{option.Id}' is wrong and names no misconception.", "Wrong options name the misconception behind them, right ones none.");
            }
        }
    }

    private void CheckVignettes()
    {
        var vocabulary = _parts.RuleBook.Vocabulary;
        foreach (var act in vocabulary.Act.Values)
        {
            Demand(_parts.Vignettes.Stories.TryGetValue(act, out var stories) && stories.Count > 0, $"vignettes/{act}.yaml", $"No story tells of '{ValueOf(vocabulary.Act.Id, act)}'.", "Write at least one.");
        }

        var told = vocabulary.Dimensions.Where(dimension => dimension.Role != DimensionRole.Act);
        foreach (var (dimension, value) in told.SelectMany(dimension => dimension.Values.Select(value => (dimension.Id, value))))
        {
            Demand(_parts.Vignettes.Facts.TryGetValue((dimension, value), out var sentences) && sentences.Count > 0, "vignettes/facts.yaml", $"No sentence states '{DimensionOf(dimension)}: {ValueOf(dimension, value)}'.", "Write at least one.");
        }
    }

    private void DemandAudience(IReadOnlyList<string> audience, string path)
    {
        var known = audience.Count > 0 && audience.All(one => CourseAudiences.All.Contains(one));
        DemandAt("audience:", known, path, "The audience is empty or unknown.", $"Use some of: {string.Join(", ", CourseAudiences.All)}.");
    }

    private void Demand(bool holds, string path, FindingSentence message, FindingSentence advice)
    {
        if (!holds)
        {
            Add(path, message, advice);
        }
    }

    /// <param name="field">The key of the document at which the finding stands.</param>
    private void DemandAt(string field, bool holds, string path, FindingSentence message, FindingSentence advice)
    {
        if (!holds)
        {
            AddAt(field, path, message, advice);
        }
    }

    private void AddAt(string field, string path, FindingSentence message, FindingSentence advice) =>
        _findings.Add(path, _parts.Documents.LineOf(path, field), message, advice);

    private void Add(string path, FindingSentence message, FindingSentence advice) =>
        _findings.Add(path, LineOf(path, message.ToString()), message, advice);

    /// <summary>The line that tells of the first quoted name of the message.</summary>
    private int LineOf(string path, string message) => message.Split('\'') is [_, { Length: > 0 } name, _, ..] ? _parts.Documents.LineOf(path, name) : 1;
}
