using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Editions.Coverage;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Commands for editors and for independent checks: they read a content folder and need no database.</summary>
public static class ContentCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var folder = new Option<string?>("--folder") { Description = "The content folder; default: the one that comes with the application (Content:Folder)." };
        var check = new Command("check", "Check every document. Prints each finding with file, line and what to do; exit code 1 where there is any.") { folder };
        check.SetAction(parsed => Check(parsed.GetValue(folder)));

        var count = new Option<int>("--count") { Description = "How many items to write; 1 or more.", DefaultValueFactory = _ => 100 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same items.", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "The file to write, one JSON object a line.", Required = true };
        var date = new Option<string?>("--date") { Description = "The law is read as on this day (year-month-day); default: today." };
        var items = new Command("items", "Write generated items with their claims, keys and words in every language.") { count, seed, output, date, folder };
        items.SetAction(parsed => WriteItems(
            parsed.GetValue(folder), parsed.GetValue(count), parsed.GetValue(seed), parsed.GetRequiredValue(output), parsed.GetValue(date)));

        var studied = new Option<int>("--count") { Description = "How many items to study; 1 or more.", DefaultValueFactory = _ => 20_000 };
        var forms = new Option<int>("--forms") { Description = "How many forms of each course to assemble; 1 or more.", DefaultValueFactory = _ => 1000 };
        var study = new Command("study", "Print how many different items there are, what guessing by tricks earns on them, and how alike the forms of each course are.") { studied, forms, date, folder };
        study.SetAction(parsed => Study(parsed.GetValue(folder), parsed.GetValue(studied), parsed.GetValue(forms), parsed.GetValue(date)));

        var table = new Option<string?>("--out") { Description = "The file to write; default: the standard output." };
        var coverage = new Command("coverage", "Write a table of the facts with the rules that cite them, the lessons that teach them and the item families that ask them (CSV).") { table, date, folder };
        coverage.SetAction(parsed => WriteCoverage(parsed.GetValue(folder), parsed.GetValue(table), parsed.GetValue(date)));

        var model = new Option<string>("--out") { Description = "The file to write.", Required = true };
        var language = new Option<string>("--language") { Description = "The language of its labels.", DefaultValueFactory = _ => Languages.English };
        language.AcceptOnlyFromAmong([.. Languages.All]);
        var dmn = new Command("dmn", "Write the law as decision tables for other programs, one for each act (DMN 1.3).") { model, language, date, folder };
        dmn.SetAction(parsed => WriteModel(parsed.GetValue(folder), parsed.GetRequiredValue(model), parsed.GetValue(language)!, parsed.GetValue(date)));

        root.Subcommands.Add(new Command("content", "Check the content, write items and tables made from it, or study what they are worth.") { check, items, coverage, dmn, study });
    }

    private static int Check(string? folder)
    {
        if (Read(folder) is not { } documents)
        {
            return 1;
        }

        var compilation = EditionCompiler.Compile(documents);
        if (compilation.Edition is not { } edition)
        {
            return Report(compilation.Findings);
        }

        var families = edition.ItemsOn(DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime)).Families.Count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{documents.Paths.Count} documents, {edition.Rules.Count} rules, {edition.Lessons.Count} lessons, {edition.Courses.Count} courses, {families} item families: no findings."));
        Console.WriteLine($"Edition {edition.Hash[..12]}");
        return 0;
    }

    private static int WriteItems(string? folder, int count, ulong seed, string output, string? date)
    {
        if (count < 1)
        {
            return Fail("--count must be 1 or more.");
        }

        if (Day(date) is not { } day || Compile(folder) is not { } edition)
        {
            return 1;
        }

        var clock = Stopwatch.StartNew();
        try
        {
            using var file = File.Create(output);
            ItemExport.Write(file, edition.ItemsOn(day), seed, count, Environment.ProcessorCount);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail($"The file '{output}' cannot be written: {failure.Message}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} items written to {output} in {clock.Elapsed.TotalSeconds:0.0} s."));
        return 0;
    }

    private static int Study(string? folder, int count, int forms, string? date)
    {
        if (count < 1 || forms < 1)
        {
            return Fail("--count and --forms must be 1 or more.");
        }

        if (Day(date) is not { } day || Compile(folder) is not { } edition)
        {
            return 1;
        }

        StudyCommand.Print(edition, day, count, forms);
        return 0;
    }

    private static int WriteCoverage(string? folder, string? output, string? date)
    {
        if (Day(date) is not { } day || Compile(folder) is not { } edition)
        {
            return 1;
        }

        var csv = CsvFile.Write(CoverageExport.Of(Languages.English, CoverageMatrix.Of(edition, day).Rows), withMark: false);
        if (output is null)
        {
            Console.Write(csv);
            return 0;
        }

        try
        {
            File.WriteAllText(output, csv);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail($"The file '{output}' cannot be written: {failure.Message}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{edition.Facts.Count} facts written to {output}."));
        return 0;
    }

    private static int WriteModel(string? folder, string output, string language, string? date)
    {
        if (Day(date) is not { } day || Compile(folder) is not { } edition)
        {
            return 1;
        }

        try
        {
            File.WriteAllBytes(output, DecisionModel.Write(edition, day, language));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail($"The file '{output}' cannot be written: {failure.Message}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{edition.RuleBook.Vocabulary.Act.Values.Count} tables written to {output}."));
        return 0;
    }

    /// <summary>The day written, or today; null after saying what is wrong with it.</summary>
    private static DateOnly? Day(string? date)
    {
        if (date is null)
        {
            return DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        }

        if (DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Fail($"'{date}' is not a day. Write it as year-month-day, for example 2026-11-24.");
        return null;
    }

    /// <summary>The edition of a folder; null after saying why there is none.</summary>
    private static Edition? Compile(string? folder)
    {
        if (Read(folder) is not { } documents)
        {
            return null;
        }

        var compilation = EditionCompiler.Compile(documents);
        if (compilation.Edition is null)
        {
            Report(compilation.Findings);
        }

        return compilation.Edition;
    }

    private static DocumentSet? Read(string? folder)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        try
        {
            return ContentFolder.Read(folder ?? Folders.From(configuration).Content);
        }
        catch (LearningStartupException failure)
        {
            Fail(failure.Message);
            return null;
        }
    }

    private static int Report(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Console.Error.WriteLine(finding);
        }

        return Fail(string.Create(CultureInfo.InvariantCulture, $"{findings.Count} finding{(findings.Count == 1 ? "" : "s")}."));
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
