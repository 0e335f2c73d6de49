using System.Runtime.CompilerServices;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Editing.Shelf;

/// <summary>
/// How many documents use each document of an edition, worked out for all of them in one walk. It counts what <see cref="EditingQueries.UsageAsync"/>
/// lists for one of them.
/// </summary>
internal sealed class DocumentUses
{
    private static readonly ConditionalWeakTable<Edition, DocumentUses> Known = [];

    private readonly Dictionary<string, HashSet<string>> _users = new(StringComparer.Ordinal);
    private readonly DateOnly _day;

    private DocumentUses(Edition edition, DateOnly day)
    {
        _day = day;
        var families = edition.ItemsOn(day).Families.ToDictionary(family => family.Id, family => family.Rule, StringComparer.Ordinal);
        foreach (var lesson in edition.Lessons.Values)
        {
            foreach (var block in lesson[Languages.English].Blocks)
            {
                foreach (var used in UsedBy(edition, block, families, day))
                {
                    Add(used, $"lessons/{lesson.Id}");
                }
            }
        }

        foreach (var course in edition.Courses.Values)
        {
            var path = $"courses/{course.Id}.yaml";
            AddAll(course.Exam.Parts.SelectMany(part => part.Families).SelectMany(family => OfFamily(edition, family, families)), path);
            AddAll(course.Lessons.Select(lesson => $"lessons/{lesson}"), path);
            AddAll(course.Acknowledgements.Select(text => edition.Acknowledgements.GetValueOrDefault(text)?.Path).OfType<string>(), path);
        }

        foreach (var rule in edition.Rules.Values)
        {
            AddAll(PathsOf(edition, rule.Rule.Overrides), rule.Path);
        }

        foreach (var (rules, path) in edition.Questions.Values.Select(question => (question.Rules, question.Path))
            .Concat(edition.Acknowledgements.Values.Select(text => (text.Rules, text.Path)))
            .Concat(edition.Pictures.Values.Select(picture => (picture.Rules, picture.Path)))
            .Concat(edition.Background.Select(entry => (entry.Rules, "background.yaml")))
            .Concat(edition.LawCases.Values.Select(cases => ((IReadOnlyList<string>)[.. cases.Cases.Select(one => one.Rule).OfType<string>()], cases.Path))))
        {
            AddAll(PathsOf(edition, rules), path);
        }
    }

    /// <param name="day">The law is read as on this local day: rules decide the cases that lessons show.</param>
    public static DocumentUses Of(Edition edition, DateOnly day)
    {
        if (Known.TryGetValue(edition, out var known) && known._day == day)
        {
            return known;
        }

        var made = new DocumentUses(edition, day);
        Known.AddOrUpdate(edition, made);
        return made;
    }

    public int CountOf(string path) => _users.GetValueOrDefault(Shelves.KeyOf(path))?.Count ?? 0;

    private static IEnumerable<string> UsedBy(Edition edition, LessonBlock block, Dictionary<string, string> families, DateOnly day) => block switch
    {
        RuleBlock card => PathsOf(edition, [card.RuleId]),
        PictureBlock shown => edition.Pictures.GetValueOrDefault(shown.PictureId) is { } picture ? [picture.Path] : [],
        QuestionBlock asked => OfFamily(edition, asked.Family, families),
        CaseBlock worked => PathsOf(edition, edition.RuleBook.Evaluate(worked.Situation, new Law(day, worked.IfAdopted)).Deciding.Select(rule => rule.Id)),
        _ => [],
    };

    private static IEnumerable<string> OfFamily(Edition edition, string family, Dictionary<string, string> families) =>
    [
        .. families.GetValueOrDefault(family) is { } rule ? PathsOf(edition, [rule]) : [],
        .. family.StartsWith("authored.", StringComparison.Ordinal) && edition.Questions.GetValueOrDefault(family["authored.".Length..]) is { } question ? new[] { question.Path } : [],
    ];

    private static IEnumerable<string> PathsOf(Edition edition, IEnumerable<string> rules) =>
        rules.Select(rule => edition.Rules.GetValueOrDefault(rule)?.Path).OfType<string>();

    private void AddAll(IEnumerable<string> used, string user)
    {
        foreach (var path in used)
        {
            Add(path, user);
        }
    }

    private void Add(string used, string user)
    {
        if (!_users.TryGetValue(used, out var users))
        {
            _users[used] = users = new HashSet<string>(StringComparer.Ordinal);
        }

        users.Add(user);
    }
}
