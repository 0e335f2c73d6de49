using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using Microsoft.Extensions.Options;
using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Learning.Assignments;

/// <summary>What is expected of one person on one day.</summary>
/// <param name="Line">Where it stands in the file.</param>
internal sealed record Expected(int Line, DateOnly On, string State, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string>? Because);

/// <summary>One person of a case: what is known, and what must follow.</summary>
internal sealed record CasePerson(string Name, IReadOnlyList<StandingDays> Standing, CourseNews News, IReadOnlyList<Expected> Expects);

/// <summary>A case worked by hand from the decided cases, in the words of a personnel officer.</summary>
internal sealed record DecidedCase(string File, string Title, IReadOnlyDictionary<Guid, string> Rules, IReadOnlyList<CasePerson> People)
{
    public static IReadOnlyList<DecidedCase> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Learning", "Assignments", "Cases"), "*.yaml").Order(StringComparer.Ordinal).Select(Read)];

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static DecidedCase Read(string file)
    {
        var stream = new YamlStream();
        using (var reader = new StreamReader(file))
        {
            stream.Load(reader);
        }

        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        var names = new Dictionary<Guid, string>();
        var rules = new List<RuleDays>();
        foreach (var rule in List(root, "rules"))
        {
            // Two entries of one name are versions of one rule.
            var name = Text(rule, "rule")!;
            var id = names.FirstOrDefault(known => known.Value == name).Key;
            id = id == Guid.Empty ? new Guid(names.Count + 1, 0, 0, new byte[8]) : id;
            names[id] = name;
            rules.Add(RuleOf(rule, id, rules.Count(known => known.Rule == id) + 1));
        }

        return new DecidedCase(Path.GetFileName(file), Text(root, "title")!, names, [.. List(root, "people").Select(person => PersonOf(person, rules))]);
    }

    private static RuleDays RuleOf(YamlMappingNode rule, Guid id, int version)
    {
        Allow(rule, "rule", "unit", "clearance", "capacity", "from", "until", "ends because", "known", "first due", "catch-up", "again every", "counted from",
            "counts at least", "opens", "grace", "early passes count");
        var (first, from) = (Text(rule, "first due") ?? "30 days", Text(rule, "counted from") ?? "day of passing");
        var isDay = DateOnly.TryParseExact(first, "dd.MM.yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var firstDay);
        var months = Number(Text(rule, "again every") ?? "12 months");
        var terms = new RenewalTerms
        {
            Basis = from switch { "day of passing" => RenewalBasis.Completion, "last valid day" => RenewalBasis.Expiry, _ => RenewalBasis.Fixed },
            FixedDay = from is "day of passing" or "last valid day" ? null : Day(from),
            ValidityMonths = months,
            MinimumMonths = Number(Text(rule, "counts at least")) ?? 0,
            WindowDays = Number(Text(rule, "opens")) ?? (months is null ? 0 : 30),
            FirstDue = isDay ? FirstDue.FixedDay : first.EndsWith("planned day", StringComparison.Ordinal) ? FirstDue.PlannedDay : FirstDue.DaysAfter,
            FirstDueDay = isDay ? firstDay : null,
            FirstDueDays = first.EndsWith(" days", StringComparison.Ordinal) ? Number(first)!.Value : 0,
            WaitsForPlan = first == "once there is a planned day, on the planned day",
            CatchUpDays = Number(Text(rule, "catch-up")) ?? RenewalTerms.UsualCatchUpDays,
            GraceDays = Number(Text(rule, "grace")) ?? RenewalTerms.UsualGraceDays,
            EarlyCounts = Text(rule, "early passes count") == "yes",
        };
        Assert.Null(terms.FindFault());
        var begins = Day(Text(rule, "from") ?? "01.01.2026");
        return new RuleDays(
            id,
            version,
            new AssignmentAudience(
                Text(rule, "clearance") is { } holder ? Enum.Parse<HolderStatus>(holder, true) : null,
                Text(rule, "capacity") is { } capacity ? Enum.Parse<Capacity>(capacity, true) : null,
                Text(rule, "unit") is { } unit ? PathOf(unit) : null),
            terms,
            begins,
            DayOrNone(rule, "until"),
            DayOrNone(rule, "known") ?? begins,
            Text(rule, "ends because") == "course retired" ? CycleEnd.CourseRetired : CycleEnd.RuleWithdrawn);
    }

    private static CasePerson PersonOf(YamlMappingNode person, List<RuleDays> rules)
    {
        Allow(person, "name", "standing", "leave", "news", "expect");
        StandingDays[] standing = [.. List(person, "standing").Select(StandingOf)];
        Absence[] leave = [.. List(person, "leave").Select(node => new Absence(Day(Text(node, "from")!), DayOrNone(node, "until")))];
        CourseAct[] acts = [.. List(person, "news").Select(ActOf)];
        return new CasePerson(
            Text(person, "name")!,
            standing,
            new CourseNews(Askings.Of(rules, standing), leave, acts),
            [.. List(person, "expect").Select(ExpectedOf)]);
    }

    private static StandingDays StandingOf(YamlMappingNode node)
    {
        Allow(node, "from", "until", "unit", "clearance", "capacity", "left", "known");
        var from = Day(Text(node, "from")!);
        return new StandingDays(
            PathOf(Text(node, "unit") ?? "Archive"),
            Enum.Parse<HolderStatus>(Text(node, "clearance") ?? "current", true),
            Enum.Parse<Capacity>(Text(node, "capacity") ?? "employee", true),
            Text(node, "left") == "yes",
            from,
            DayOrNone(node, "until"),
            DayOrNone(node, "known") ?? from);
    }

    private static CourseAct ActOf(YamlMappingNode node)
    {
        Allow(node, "on", "at", "in", "what", "until", "exam of", "begun");
        var kind = Text(node, "what") switch
        {
            "passed" => CourseActKind.Passed,
            "extended" => CourseActKind.Extended,
            "due day changed" => CourseActKind.DueChanged,
            "waived" => CourseActKind.Waived,
            "credited" => CourseActKind.Credited,
            "annulled" => CourseActKind.Annulled,
            "planned day" => CourseActKind.Planned,
            "ended" => CourseActKind.Ended,
            var other => throw new FormatException($"Line {node.Start.Line}: '{other}' is no news."),
        };
        var on = Text(node, "on") is { } day
            ? Day(day)
            : new LocalCalendar(TimeProvider.System, Options.Create(new LearningOptions { TimeZone = Text(node, "in")! }))
                .DateOf(DateTimeOffset.Parse(Text(node, "at")!, CultureInfo.InvariantCulture));
        return new CourseAct(kind, on, DayOrNone(node, "until") ?? DayOrNone(node, "exam of"), DayOrNone(node, "begun"));
    }

    private static Expected ExpectedOf(YamlMappingNode node)
    {
        Allow(node, "on", "state", "due", "valid until", "because", "days late", "next change");
        return new Expected(
            (int)node.Start.Line,
            Day(Text(node, "on")!),
            Text(node, "state")!,
            node.Children.Where(entry => entry.Value is YamlScalarNode).ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => ((YamlScalarNode)entry.Value).Value!, StringComparer.Ordinal),
            node.Children.TryGetValue("because", out var because)
                ? because is YamlSequenceNode several ? [.. several.Select(each => ((YamlScalarNode)each).Value!)] : [((YamlScalarNode)because).Value!]
                : null);
    }

    private static string PathOf(string unit) => $"/{string.Join('/', unit.Split(" / "))}/";

    private static int? Number(string? text) => text is null or "never" ? null : int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    private static DateOnly? DayOrNone(YamlMappingNode node, string key) => Text(node, key) is { } text ? Day(text) : null;

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) && value is YamlScalarNode text ? text.Value : null;

    private static IEnumerable<YamlMappingNode> List(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? ((YamlSequenceNode)value).Cast<YamlMappingNode>() : [];

    // A word that nobody reads would be a case that tests nothing.
    private static void Allow(YamlMappingNode node, params string[] keys)
    {
        var unknown = node.Children.Keys.Select(key => ((YamlScalarNode)key).Value!).Except(keys, StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
        {
            throw new FormatException($"Line {node.Start.Line}: '{unknown}' is none of {string.Join(", ", keys)}.");
        }
    }
}
