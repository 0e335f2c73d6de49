using System.Text;
using KnbTraining.BrowserTests.Running;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;
using Xunit;

namespace KnbTraining.BrowserTests.Oracles;

/// <summary>The third evaluator: the decision tables as <c>feelin</c>, an engine of others, understands them.</summary>
[Collection(BrowserFixture.Pages)]
public sealed class DecisionModelOracle(BrowserFixture fixture)
{
    // As DMN has it: every input entry is a unary test of its input expression, and of a table whose rows are unique exactly one row may fit.
    private const string Evaluate = """
        ({ model, situations }) => {
            const xml = new DOMParser().parseFromString(model, 'application/xml');
            const children = (of, name) => [...of.children].filter(child => child.localName === name);
            const text = of => children(of, 'text')[0].textContent;
            const known = new Map();
            const fits = (test, value) => {
                const key = test + '\n' + value;
                if (!known.has(key)) { known.set(key, feelin.unaryTest(test, { '?': value })); }
                const found = known.get(key);
                if (found.warnings.length > 0) { throw new Error(test + ': ' + found.warnings[0].message); }
                return found.value === true;
            };
            const value = (expression, facts) => {
                const found = feelin.evaluate(expression, facts);
                if (found.warnings.length > 0) { throw new Error(expression + ': ' + found.warnings[0].message); }
                return found.value;
            };
            const tables = new Map(children(xml.documentElement, 'decision').map(decision => {
                const table = children(decision, 'decisionTable')[0];
                return [decision.getAttribute('id').slice('act-'.length), {
                    unique: table.getAttribute('hitPolicy'),
                    inputs: children(table, 'input').map(input => text(children(input, 'inputExpression')[0])),
                    rows: children(table, 'rule').map(rule => ({ tests: children(rule, 'inputEntry').map(text), outputs: children(rule, 'outputEntry').map(text) })),
                }];
            }));
            return situations.map(({ act, facts }) => {
                const table = tables.get(act);
                const values = table.inputs.map(input => value(input, facts));
                const rows = table.rows.filter(row => row.tests.every((test, i) => fits(test, values[i])));
                return table.unique === 'UNIQUE' && rows.length === 1 ? rows[0].outputs.map(output => value(output, {})).join(' ') : `${rows.length} rows`;
            });
        }
        """;

    [Fact]
    public async Task An_engine_of_others_judges_every_situation_as_the_rules_do()
    {
        var day = new DateOnly(2026, 11, 24);
        var book = ShippedContent.Edition.RuleBook;
        var space = book.Vocabulary.Space.ToArray();
        var context = await fixture.Browser.NewContextAsync();
        await using (context)
        {
            var page = await context.NewPageAsync();
            await page.AddScriptTagAsync(new() { Content = ForeignProgram.Read("feelin.min.js") });
            var judged = await page.EvaluateAsync<string[]>(Evaluate, new
            {
                model = Encoding.UTF8.GetString(DecisionModel.Write(ShippedContent.Edition, day, "en")),
                situations = space.Select(situation => new
                {
                    act = situation.Act,
                    facts = book.Vocabulary.Dimensions.Where(dimension => situation[dimension.Id] is not null)
                        .ToDictionary(dimension => dimension.Id.Replace('-', '_'), dimension => situation[dimension.Id]!, StringComparer.Ordinal),
                }),
            });

            Assert.InRange(space.Length, 100, 10_000);
            Assert.Equal(space.Select(situation => $"{Liability(situation, false)} {Liability(situation, true)}"), judged);
        }

        string Liability(Situation situation, bool ifAdopted) => LiabilityIds.Of(book.Evaluate(situation, new Law(day, ifAdopted)).Liability);
    }
}
