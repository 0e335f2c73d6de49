using System.Diagnostics;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Cases;

public sealed class LawCaseTests
{
    private const string Travel = "cases/travel-abroad.yaml";
    private const string Disclosure = "cases/disclosure.yaml";

    private static readonly DateOnly Day = new(2026, 1, 1);

    private static readonly bool[] Laws = [false, true];

    private static Edition Edition => EditionSample.Edition;

    [Fact]
    public void The_shipped_cases_speak_of_every_act_and_each_is_as_the_decision_table_says()
    {
        var runs = new LawCaseRuns(Edition.RuleBook);
        Assert.Equal(Edition.RuleBook.Vocabulary.Act.Values.Order(StringComparer.Ordinal), Edition.LawCases.Values.Select(cases => cases.Act).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Edition.LawCases.Values, cases => Assert.All(cases.Cases, one => Assert.True(runs.Run(cases.Act, one).IsAsExpected, $"{cases.Path} {one.Id}")));
        Assert.Contains(Edition.LawCases.Values.SelectMany(cases => cases.Cases), one => one.IfAdopted);
    }

    [Fact]
    public void A_case_is_as_expected_exactly_where_every_completion_of_it_is()
    {
        var (book, runs) = (Edition.RuleBook, new LawCaseRuns(Edition.RuleBook));
        foreach (var act in book.Vocabulary.Act.Values)
        {
            Situation[] space = [.. book.Vocabulary.Space.Where(situation => situation.Act == act)];
            Assert.Equal(space, runs.SituationsOf(act));
            foreach (var facts in Combinations(runs.AxesOf(act)))
            {
                Situation[] meant = [.. space.Where(situation => facts.All(fact => situation[fact.Key] == fact.Value))];
                foreach (var (law, liability) in Laws.SelectMany(law => Enum.GetValues<Liability>().Select(liability => (law, liability))))
                {
                    var run = runs.Run(act, Case(facts, liability) with { IfAdopted = law });
                    var wrong = meant.Count(situation => book.Evaluate(situation, new Law(Day, law)).Liability != liability);
                    Assert.Equal((meant.Length, wrong, wrong == 0), (run.Situations, run.Differing, run.IsAsExpected));
                    Assert.NotEqual(LawCaseOutcome.Impossible, run.Outcome);
                }
            }
        }
    }

    [Fact]
    public void Facts_that_no_situation_of_the_act_has_are_impossible()
    {
        var runs = new LawCaseRuns(Edition.RuleBook);
        Assert.Equal(LawCaseOutcome.Impossible, runs.Run("disclosure", Case(new() { ["approval"] = "given" }, Liability.NotCovered)).Outcome);
        Assert.Equal(LawCaseOutcome.Impossible, runs.Run("disclosure", Case(new() { ["holder"] = "nobody" }, Liability.NotCovered)).Outcome);
        Assert.Equal(LawCaseOutcome.Impossible, runs.Run("no-such-act", Case([], Liability.NotCovered)).Outcome);
    }

    [Fact]
    public void A_case_that_differs_is_a_finding_at_its_row_in_the_words_of_the_vocabulary_and_keeps_the_change_from_being_published()
    {
        var compilation = DocumentSetBuilder.FromShipped()
            .Replacing(Travel, "    expect: none-stated\n", "    expect: criminal\n")
            .Replacing(Travel, "    duties: [ask-approval-of-head]\n", "    duties: [sign-written-obligation]\n")
            .Replacing(Travel, "    rule: former-holder-without-approval\n", "    rule: former-holder-with-approval-open\n")
            .Replacing(Disclosure, "when: { holder: candidate }\n    as-of: 2026-01-01\n    expect: not-covered", "when: { holder: candidate }\n    as-of: 2026-01-01\n    expect: administrative")
            .Replacing(Disclosure, "when: { holder: none }", "when: { holder: none, approval: given }")
            .Compile();
        Assert.Null(compilation.Edition);
        Assert.NotNull(compilation.Shown);
        Assert.Equal(
            [
                (Disclosure, "expect: administrative", "Expected: Administrative liability. No rule speaks of it (4 of 4 situations), for example where Clearance: asked for, not yet given, Written obligation: signed, Role: employee, What happens: disclosure of state secrets."),
                (Disclosure, "approval: given", "No situation is as this case says: its facts exclude each other."),
                (Travel, "duties: [sign-written-obligation]", "Expected duty: Give the state a written obligation not to disclose entrusted information. The rules do not demand it (4 of 4 situations), for example where Clearance: held now, Written obligation: signed, Role: employee, What happens: travel abroad, Approval of the trip: missing."),
                (Travel, "expect: criminal", "Expected: Criminal liability. The rules say: No liability named, decided by “Travel with approval” (4 of 4 situations), for example where Clearance: held now, Written obligation: signed, Role: employee, What happens: travel abroad, Approval of the trip: given."),
                (Travel, "rule: former-holder-with-approval-open", $"Expected to be decided by “{Edition.Rules["former-holder-with-approval-open"].Title["en"]}”. It is decided by “{Edition.Rules["former-holder-without-approval"].Title["en"]}” (4 of 4 situations), for example where Clearance: ended, Written obligation: signed, Role: employee, What happens: travel abroad, Approval of the trip: missing."),
            ],
            compilation.Findings.Select(finding => (finding.Path, Passage(compilation.Shown.Documents, finding), finding.Message.Replace(Edition.Rules["current-holder-with-approval"].Title["en"], "Travel with approval", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_a_case_names_must_exist()
    {
        var compilation = DocumentSetBuilder.FromShipped()
            .Replacing(Travel, "when: { holder: current, approval: absent }", "when: { holder: nobody, act: disclosure }")
            .Replacing(Travel, "    as-of: 2026-01-01\n    expect: none-stated", "    expect: none-stated")
            .Replacing(Travel, "    rule: former-holder-without-approval\n", "    rule: no-such-rule\n")
            .Replacing(Travel, "facts: [F-095]", "facts: [F-001, F-086, F-999]")
            .Replacing(Travel, "duties: [ask-approval-of-head]", "duties: [no-such-duty]")
            .Replacing(Travel, "id: former-holder-with-approval\n", "id: public\n")
            .Replacing(Disclosure, "act: disclosure\n", "act: no-such-act\n")
            .Replacing("cases/carrier-loss.yaml", "id: carrier-loss", "id: carrier-found")
            .With("cases/empty.yaml", "id: empty\ntranslation: { en: draft, ru: draft, kk: draft }\nact: disclosure\ntitle: { en: a, ru: а, kk: а }\ncases: []\n")
            .Compile();
        Assert.Null(compilation.Shown);

        // Names are looked up once the documents can be read.
        Assert.Equal(
            [
                ("cases/carrier-loss.yaml", "The document says it is 'carrier-found', but lies at cases/carrier-loss.yaml."),
                ("cases/empty.yaml", "The document has 0 cases."),
                (Travel, "'as-of' is missing."),
                (Travel, "The id 'public' is used twice."),
            ],
            compilation.Findings.Select(finding => (finding.Path, finding.Message)));

        var named = DocumentSetBuilder.FromShipped()
            .Replacing(Travel, "when: { holder: current, approval: absent }", "when: { holder: nobody, act: disclosure }")
            .Replacing(Travel, "    rule: former-holder-without-approval\n", "    rule: no-such-rule\n")
            .Replacing(Travel, "facts: [F-095]", "facts: [F-001, F-086, F-999]")
            .Replacing(Travel, "duties: [ask-approval-of-head]", "duties: [no-such-duty]")
            .Replacing(Disclosure, "act: disclosure\n", "act: no-such-act\n");
        Assert.Equal(
            [
                (Disclosure, "The act 'no-such-act' is not in the vocabulary."),
                (Travel, "The vocabulary has no fact 'holder: nobody'."),
                (Travel, "A case names the act a second time."),
                (Travel, "The duty 'no-such-duty' is not in the vocabulary."),
                (Travel, "The fact 'F-086' may not be keyed: it is an allegation, an opinion or undated."),
                (Travel, "The fact 'F-999' does not exist."),
                (Travel, "The rule 'no-such-rule' does not exist."),
            ],
            EditionCompiler.Sketch(named.Build()).Findings.Select(finding => (finding.Path, finding.Message)));
    }

    [Fact]
    public void An_edition_of_a_time_before_there_were_cases_has_none_and_items_do_not_hang_on_them()
    {
        var before = EditionCompiler.Recompile(Edition.Documents.Without(Edition.Documents.Paths.Where(path => path.StartsWith("cases/", StringComparison.Ordinal)))).Edition!;
        Assert.Empty(before.LawCases);
        Assert.True(before.AsksAs(Edition));

        // What was published stays readable, whatever its cases would say of it now.
        Assert.NotNull(EditionCompiler.Recompile(DocumentSetBuilder.FromShipped().Replacing(Travel, "expect: none-stated", "expect: criminal").Build()).Edition);
    }

    [Fact]
    public void An_impact_names_the_cases_that_the_rules_now_decide_otherwise_and_whether_the_change_settles_them()
    {
        var rules = new DocumentSet(Edition.Documents.All).With([KeyValuePair.Create(
            "rules/travel-approval/current-holder-without-approval.yaml",
            Edition.Documents.Find("rules/travel-approval/current-holder-without-approval.yaml")!.Replace("liability: administrative", "liability: criminal", StringComparison.Ordinal))]);
        var open = Assert.Single(Impact.Of(Edition, Sketch(rules), Day).Cases);
        Assert.Equal(("current-holder-without-approval", LawCaseOutcome.OtherLiability, false), (open.Run.Case.Id, open.Run.Outcome, open.IsSettled));

        var travel = Edition.Documents.Find(Travel)!;
        var settled = Assert.Single(Impact.Of(Edition, Sketch(rules.With([KeyValuePair.Create(Travel, YamlEdit.Put(travel, "cases/0/expect", YamlValue.Of("criminal")))])), Day).Cases);
        Assert.True(settled.IsSettled);
        var gone = Assert.Single(Impact.Of(Edition, Sketch(rules.With([KeyValuePair.Create(Travel, YamlEdit.Remove(travel, "cases/0"))])), Day).Cases);
        Assert.Null(gone.Now);
        Assert.NotEqual(Impact.Of(Edition, Sketch(rules), Day).Digest, Impact.Of(Edition, Sketch(rules.With([KeyValuePair.Create(Travel, YamlEdit.Remove(travel, "cases/0"))])), Day).Digest);
        Assert.Empty(Impact.Of(Edition, Edition, Day).Cases);
    }

    [Fact]
    public void Coverage_counts_the_situations_that_some_case_asserts_in_force_and_names_the_others()
    {
        var runs = new LawCaseRuns(Edition.RuleBook);
        var shipped = Edition.RuleBook.Vocabulary.Act.Values.ToDictionary(act => act, act => Coverage(act, Edition.LawCases.Values.Where(cases => cases.Act == act).SelectMany(cases => cases.Cases)));
        Assert.All(shipped.Where(act => act.Key is not ("unremedied-violations" or "receiving-clearance")), act => Assert.Empty(act.Value.Open));

        // The table has no cell for them, so no case speaks of them.
        Assert.Equal(["candidate", "none"], shipped["unremedied-violations"].Open.Select(situation => situation.Person).Distinct().Order(StringComparer.Ordinal));
        var one = Case(new() { ["holder"] = "current", ["obligation"] = "signed" }, Liability.Criminal);
        Assert.Equal((2, 16), (Coverage("disclosure", [one]).Asserted, Coverage("disclosure", [one]).Situations));
        Assert.Equal(0, Coverage("disclosure", [one with { IfAdopted = true }]).Asserted);
        Assert.DoesNotContain(Coverage("disclosure", [one]).Open, one.IsAbout);

        LawCaseCoverage Coverage(string act, IEnumerable<LawCase> cases) => LawCaseCoverage.Of(runs, act, cases);
    }

    [Fact]
    public void All_shipped_cases_take_less_than_twenty_milliseconds()
    {
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            var runs = new LawCaseRuns(Edition.RuleBook);
            Assert.All(Edition.LawCases.Values.SelectMany(cases => cases.Cases.Select(one => runs.Run(cases.Act, one))), run => Assert.True(run.IsAsExpected));
            return watch.Elapsed;
        });
        TestContext.Current.SendDiagnosticMessage($"All shipped cases: {best.TotalMilliseconds:0.00} ms");
        Assert.InRange(best.TotalMilliseconds, 0, 20);
    }

    private static Edition Sketch(DocumentSet documents) => EditionCompiler.Sketch(documents).Edition!;

    private static string Passage(DocumentSet documents, Finding finding)
    {
        var line = documents.Find(finding.Path)!.Split('\n')[finding.Line - 1];
        return line.Contains("approval: given", StringComparison.Ordinal) ? "approval: given" : line.Trim();
    }

    private static LawCase Case(Dictionary<string, string> facts, Liability expected) => new("one", facts, Day, false, expected, [], null, null, [], LawCaseLines.None);

    // Every choice of a value, or of any, on each axis.
    private static IEnumerable<Dictionary<string, string>> Combinations(IReadOnlyList<Dimension> axes)
    {
        IEnumerable<Dictionary<string, string>> all = [[]];
        return axes.Aggregate(all, (partial, axis) => partial.SelectMany(facts => axis.Values
            .Select(value => new Dictionary<string, string>(facts, StringComparer.Ordinal) { [axis.Id] = value })
            .Prepend(facts)));
    }
}
