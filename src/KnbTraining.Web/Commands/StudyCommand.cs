using System.Globalization;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Studies;
using KnbTraining.Content.Text;

namespace KnbTraining.Web.Commands;

/// <summary>Prints what the items of an edition are worth as a test: how many there are, what guessing earns, how alike forms are.</summary>
internal static class StudyCommand
{
    public static void Print(Edition edition, DateOnly day, int count, int forms)
    {
        var items = edition.ItemsOn(day);
        PrintSupply(items, count);
        PrintGuesses("all families in turn", items, ItemRun.From(items, 1).Take(count));
        PrintGuesses("forms of all courses", items, items.Edition.Courses.Values.SelectMany(course => FormStudy.Items(items, course, forms)));
        PrintForms(items, forms);
    }

    private static void PrintSupply(ItemBank items, int count)
    {
        var run = ItemRun.From(items, 1).Take(count).ToArray();
        Line($"{items.Families.Count} families of {items.Families.Select(family => family.Generator).Distinct(StringComparer.Ordinal).Count()} generators; {items.Edition.RuleBook.Vocabulary.Space.Count} situations.");
        Line($"Among {run.Length} items: {run.Select(item => item.Decision).Distinct(StringComparer.Ordinal).Count()} decisions, {run.SelectMany(item => item.Situations).Distinct().Count()} situations asked, {run.Select(item => Told(items, item)).Distinct(StringComparer.Ordinal).Count()} texts in Kazakh.");
        Line($"");
        Line($"| generator | families | decisions | texts | level |");
        Line($"|---|---|---|---|---|");
        foreach (var generator in run.GroupBy(item => item.Family.Generator).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Line($"| {generator.Key} | {generator.Select(item => item.Family.Id).Distinct(StringComparer.Ordinal).Count()} | {generator.Select(item => item.Decision).Distinct(StringComparer.Ordinal).Count()} | {generator.Select(item => Told(items, item)).Distinct(StringComparer.Ordinal).Count()} of {generator.Count()} | {generator.Average(item => Difficulty.Of(items, item).Level):0.0} |");
        }
    }

    private static string Told(ItemBank items, Item item)
    {
        var text = items.Render(item, Languages.Kazakh);
        return string.Join('|', [text.Case ?? "", text.Question, .. text.Options.Concat(text.Rows).Concat(text.Choices).Select(option => option.Text)]);
    }

    private static void PrintGuesses(string pool, ItemBank items, IEnumerable<Item> asked)
    {
        Line($"");
        Line($"Guessing by tricks: {pool}");
        Line($"");
        Line($"A trick pays that earns more than {GuessResult.Margin:0.00} and more than {GuessResult.Errors} standard errors above blind guessing.");
        Line($"");
        Line($"| generator | language | trick | items | earns | blind guessing | standard error | |");
        Line($"|---|---|---|---|---|---|---|---|");
        foreach (var result in GuessStudy.Run(items, 1, asked))
        {
            Line($"| {result.Generator} | {result.Language} | {result.Strategy} | {result.Items} | {result.Score:0.000} | {result.Chance:0.000} | {result.StandardError:0.000} | {(result.Pays ? "pays" : "")} |");
        }
    }

    private static void PrintForms(ItemBank items, int forms)
    {
        Line($"");
        Line($"| course | forms | level | spread | easiest | hardest | a topic twice | a decision twice | give-aways | most silent |");
        Line($"|---|---|---|---|---|---|---|---|---|---|");
        foreach (var course in items.Edition.Courses.Values)
        {
            var result = FormStudy.Run(items, course, forms);
            Line($"| {result.Course} | {result.Forms} | {result.MeanLevel:0.00} | {result.Spread:0.00} | {result.Easiest:0.00} | {result.Hardest:0.00} | {result.RepeatedTopics} | {result.RepeatedDecisions} | {result.GiveAways} | {result.MostSilent} |");
            Line($"| | | {string.Join(", ", result.Generators.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {(double)entry.Value / forms:0.0}")))} | | | | | | | |");
        }
    }

    private static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
