using System.CommandLine;
using System.Globalization;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Exchange.Scorm;
using KnbTraining.Web.Features.Content.Exchange.Scorm;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Commands about questions: taken along for other programs, and brought from them.</summary>
public static class QuestionCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var data = new Option<string?>("--Data:Folder") { Description = "The data folder; the environment's KNB_DATA names it too." };
        var language = new Option<string>("--language") { Description = "en, ru or kk; of an import: of questions that do not say theirs.", DefaultValueFactory = _ => Languages.English };
        language.AcceptOnlyFromAmong([.. Languages.All]);
        var format = new Option<string?>("--format") { Description = "The file format; an import finds it by itself." };
        format.AcceptOnlyFromAmong([.. ExchangeFormats.All.Select(one => one.Id)]);

        var output = new Option<string>("--out") { Description = "The file to write.", Required = true };
        var course = new Option<string?>("--course") { Description = "Questions that the exam of this course may ask." };
        var about = new Option<string?>("--about") { Description = "Questions about this rule; without this and --course: those written by hand." };
        var variants = new Option<int>("--variants") { Description = $"How many of each kind, 1 to {QuestionExport.MostVariants}.", DefaultValueFactory = _ => 3 };
        var export = new Command("export", "Write questions with their answers into a file for another program. It is recorded.") { output, course, about, language, format, variants, data };
        export.SetAction((parsed, ct) => InstallationCommand.RunAsync(
            parsed, data, services => ExportAsync(services, parsed.GetRequiredValue(output), OrderOf(parsed.GetValue(course), parsed.GetValue(about), parsed.GetValue(language)!, parsed.GetValue(format), parsed.GetValue(variants)), ct), ct));

        var file = new Argument<string>("file") { Description = "The file: Moodle XML, GIFT, or a package of QTI 3.0." };
        var rule = new Option<string?>("--rule") { Description = "The rule of new questions that name none." };
        var editor = new Option<string>("--editor") { Description = "The user name of the editor who answers for the change.", Required = true };
        var dry = new Option<bool>("--dry-run") { Description = "Say what the file comes to, and store nothing." };
        var import = new Command("import", "Make a change of the questions of a file, of all or of none. Exit code 1: nothing was stored.") { file, rule, editor, language, format, dry, data };
        import.SetAction((parsed, ct) => InstallationCommand.RunAsync(
            parsed, data, services => ImportAsync(services, new ImportOrder(parsed.GetValue(file)!, parsed.GetValue(rule), parsed.GetRequiredValue(editor), parsed.GetValue(language)!, parsed.GetValue(format), parsed.GetValue(dry)), ct), ct));
        var lesson = new Option<string?>("--lesson") { Description = "The lesson." };
        var ofCourse = new Option<string?>("--course") { Description = "The course whose questions are practised; with --part." };
        var part = new Option<string?>("--part") { Description = "The part of its exam whose kinds of questions are practised." };
        var scorm = new Command("scorm", "Write a lesson or practice into a package for a learning system (SCORM 1.2), never an exam. It is recorded.") { output, lesson, ofCourse, part, language, variants, data };
        scorm.SetAction((parsed, ct) => InstallationCommand.RunAsync(
            parsed,
            data,
            services => PackAsync(
                services,
                parsed.GetRequiredValue(output),
                new ScormOrder(parsed.GetValue(lesson), parsed.GetValue(ofCourse), parsed.GetValue(part), parsed.GetValue(language)!, parsed.GetValue(variants)),
                ct),
            ct));
        scorm.TreatUnmatchedTokensAsErrors = false;
        export.TreatUnmatchedTokensAsErrors = false;
        import.TreatUnmatchedTokensAsErrors = false;
        root.Subcommands.Add(new Command("questions", "Questions for other programs and from them.") { export, import, scorm });
    }

    private static ExportOrder OrderOf(string? course, string? rule, string language, string? format, int variants) => (course, rule) switch
    {
        (not null, not null) => throw new StartupException("Choose --course or --about, not both."),
        (not null, _) => new ExportOrder(ExchangeScope.Course, course, language, format ?? ExchangeFormats.All[0].Id, variants),
        (_, not null) => new ExportOrder(ExchangeScope.Rule, rule, language, format ?? ExchangeFormats.All[0].Id, variants),
        _ => new ExportOrder(ExchangeScope.Authored, null, language, format ?? ExchangeFormats.All[0].Id, variants),
    };

    private static async Task<int> ExportAsync(IServiceProvider services, string output, ExportOrder order, CancellationToken ct)
    {
        var export = services.GetRequiredService<QuestionExport>();

        // Written only where it can be: what is recorded as taken along lies there.
        await using var stream = OutputFile.Create(output);
        var sent = await export.SendAsync(null, order, ct);
        if (sent.Value is not { } file)
        {
            stream.Close();
            File.Delete(output);
            throw new StartupException(sent.Refused switch
            {
                Refusal.Invalid => $"--variants must be 1 to {QuestionExport.MostVariants}.",
                { Kind: RefusalKind.NotFound } => $"There is no '{order.Id}', or no question about it.",
                { Kind: RefusalKind.TooMany } => $"A file holds at most {ContentLimits.MostExchanged} questions. Take fewer with --variants.",
                _ => "The database cannot be written now.",
            });
        }

        await stream.WriteAsync(file.Bytes, ct);
        TellLosses(file.Losses);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Losses.Questions.Count} questions written to {output}."));
        return 0;
    }

    private static async Task<int> PackAsync(IServiceProvider services, string output, ScormOrder order, CancellationToken ct)
    {
        if ((order.Lesson is null) == (order.Course is null) || (order.Course is null) != (order.Section is null))
        {
            throw new StartupException("Choose --lesson, or --course with --part.");
        }

        await using var stream = OutputFile.Create(output);
        var (export, writer) = (services.GetRequiredService<ScormExport>(), services.GetRequiredService<ScormWriter>());
        LossReport losses = LossReport.Empty;
        var sent = await export.SendAsync(
            null,
            order,
            material =>
            {
                losses = material.Questions.Losses;
                return writer.WriteAsync(material);
            },
            ct);
        if (sent.Value is not { } file)
        {
            stream.Close();
            File.Delete(output);
            throw new StartupException(sent.Refused switch
            {
                Refusal.Invalid => $"--variants must be 1 to {QuestionExport.MostVariants}.",
                { Kind: RefusalKind.NotFound } => $"There is no '{order.Lesson ?? $"{order.Course}, {order.Section}"}', or nothing to practise in it.",
                { Kind: RefusalKind.TooMany } => $"A file holds at most {ContentLimits.MostExchanged} questions. Take fewer with --variants.",
                _ => "The database cannot be written now.",
            });
        }

        await stream.WriteAsync(file.Bytes, ct);
        TellLosses(losses);
        Console.WriteLine($"Package written to {output}.");
        return 0;
    }

    private static async Task<int> ImportAsync(IServiceProvider services, ImportOrder order, CancellationToken ct)
    {
        var viewer = await EditorNamed.FindAsync(services, order.Editor, ct);
        var info = new FileInfo(order.File);
        if (info.Exists && info.Length > ContentLimits.LargestExchange)
        {
            throw new StartupException($"{order.File}:1: The file is larger than {ContentLimits.LargestExchange >> 20} MB. Split it.");
        }

        var import = services.GetRequiredService<QuestionImport>();
        var read = await import.ReadAsync(viewer, order.File, await File.ReadAllBytesAsync(order.File, ct), order.Format, order.Language, ct);
        if (read.Value is not { } file)
        {
            throw new StartupException("The file cannot be read now: the database does not answer.");
        }

        foreach (var finding in file.Findings)
        {
            await Console.Error.WriteLineAsync(finding.ToString());
        }

        if (file.Findings.Count > 0)
        {
            throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"Nothing was stored: {file.Findings.Count} finding{(file.Findings.Count == 1 ? "" : "s")}."));
        }

        TellLosses(file.Losses);
        Console.WriteLine(string.Join(", ", Enum.GetValues<ImportedState>().Select(state => $"{state}: {file.Count(state)}")));
        if (order.DryRun)
        {
            return 0;
        }

        var rules = file.Questions.Index()
            .Where(entry => (entry.Item.Question.Rule ?? order.Rule) is not null)
            .ToDictionary(entry => entry.Index, entry => entry.Item.Question.Rule ?? order.Rule!);
        var made = await import.TakeAsync(viewer, file, rules, "Questions of another program", ct);
        if (!made.Ok)
        {
            var findings = (made.Refused as Refusal.Invalid)?.Findings;
            throw new StartupException(
                findings?.At("Rules") is not null ? "Nothing was stored: a new question names no rule that exists. Name one with --rule."
                : findings?.At("File") == "nothing" ? "Nothing was stored: nothing in the file is new."
                : findings?.At("File") is not null ? "Nothing was stored: there would be too many documents. Split the file."
                : "Nothing was stored: the database cannot be written now.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Change {made.Value} holds the questions."));
        return 0;
    }

    private static void TellLosses(LossReport losses)
    {
        foreach (var loss in losses.Questions.Where(question => question.State != LossState.Kept))
        {
            Console.WriteLine($"{loss.State}: {loss.Name}{(loss.Line > 0 ? $" (line {loss.Line.ToString(CultureInfo.InvariantCulture)})" : "")}: {string.Join(' ', loss.Details)}");
        }
    }

    private sealed record ImportOrder(string File, string? Rule, string Editor, string Language, string? Format, bool DryRun);
}
