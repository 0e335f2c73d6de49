using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Demo;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports;

/// <summary>Whom a change concerns, over the demo, against counts made by hand.</summary>
[Trait("Database", "Each")]
public sealed class ImpactReachTests(DemoRoom demo) : IClassFixture<DemoRoom>
{
    private const string RuleId = "current-holder-without-approval";
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Lazy<Impact> Planned = new(() => Changing($"rules/travel-approval/{RuleId}.yaml", "until: null", "until: 2026-10-01"));

    [Theory]
    [InlineData("admin", true)]
    [InlineData("editor", true)]
    [InlineData("reviewer", true)]
    [InlineData("manager", false)]
    [InlineData("auditor", true)]
    public async Task People_whose_valid_certificate_rests_on_the_rule_are_counted_and_named_as_far_as_they_are_seen(string userName, bool countsAll)
    {
        var viewer = await demo.SignedInAsync(userName);
        var rests = await RestAsync(Planned.Value.MaterialRules.ToHashSet());
        var seen = rests.Where(one => Sees(viewer, one)).ToArray();
        var counted = countsAll ? rests : seen;
        Assert.Contains(RuleId, Planned.Value.MaterialRules);
        Assert.NotEmpty(rests);

        var reach = (await demo.Room.Get<ImpactQueries>().CountAsync(viewer, Planned.Value, None)).Value!;
        Assert.Equal(counted.Select(one => one.PersonId).Distinct().Count(), reach.People);
        Assert.Equal(seen.Select(one => one.PersonId).Distinct().Count(), reach.Nameable);
        Assert.Equal(
            counted.GroupBy(one => one.CourseId).Select(own => new CertifiedPeople(own.Key, own.Select(one => one.PersonId).Distinct().Count())).OrderBy(own => own.CourseId, StringComparer.Ordinal),
            reach.Courses);

        var named = new List<ReachedPerson>();
        for (var page = 1; page == 1 || named.Count < seen.Length; page++)
        {
            var people = (await demo.Room.Get<ImpactQueries>().PeopleAsync(viewer, Planned.Value, page, "en", None)).Value!;
            Assert.Equal((seen.Length, page), (people.Total, people.Page));
            named.AddRange(people.People);
            Assert.InRange(page, 1, 40);
        }

        Assert.Equal(seen.Select(one => (one.PersonId, one.Number)).Order(), named.Select(one => (one.PersonId, one.CertificateNumber)).Order());
        Assert.All(named, one => Assert.Equal(seen.Single(own => own.Number == one.CertificateNumber).Rules, one.Rules));
    }

    [Fact]
    public async Task Whoever_neither_works_on_the_content_nor_sees_people_is_told_nothing()
    {
        var employee = await demo.SignedInAsync("employee");
        Assert.Equal(Refusal.NotAllowed, (await demo.Room.Get<ImpactQueries>().CountAsync(employee, Planned.Value, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await demo.Room.Get<ImpactQueries>().PeopleAsync(employee, Planned.Value, 1, "en", None)).Refused);
    }

    [Fact]
    public async Task A_change_of_words_reaches_nobody()
    {
        var admin = await demo.SignedInAsync("admin");
        var words = Changing("courses/before-access.yaml", "minutes: 20", "minutes: 25");
        Assert.Empty(words.MaterialRules);
        var reach = (await demo.Room.Get<ImpactQueries>().CountAsync(admin, words, None)).Value!;
        Assert.Equal((0, 0), (reach.People, reach.Courses.Count));
        Assert.Empty((await demo.Room.Get<ImpactQueries>().PeopleAsync(admin, words, 1, "en", None)).Value!.People);
    }

    [Fact]
    public async Task Open_attempts_are_counted_by_course_edition_and_mode_and_graded_ones_are_not()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        var impact = Changing($"courses/{EditionSample.Course}.yaml", "minutes: 30", "minutes: 40");
        Assert.Empty((await room.Get<ImpactQueries>().CountAsync(editor, impact, None)).Value!.Open);

        var (one, other) = (await room.AddAsync(new PersonBuilder().Named("One")), await room.AddAsync(new PersonBuilder().Named("Other")));
        await room.StartAsync(one);
        await room.StartAsync(other);
        await room.SitAsync(await room.AddAsync(new PersonBuilder().Named("Third")));
        var open = Assert.Single((await room.Get<ImpactQueries>().CountAsync(editor, impact, None)).Value!.Open);
        Assert.Equal(new OpenAttempts(EditionSample.Course, 1, AttemptMode.Exam, 2, 0), open);

        // Of a change of a rule those count that ask about it, at whatever course.
        await using var db = room.Open();
        var rules = Planned.Value.MaterialRules.ToHashSet();
        var asked = await db.Attempts.Where(attempt => attempt.State == AttemptState.Open).Select(attempt => attempt.Items.Select(item => item.Family.RuleId).ToList()).ToListAsync(None);
        var touched = Assert.Single((await room.Get<ImpactQueries>().CountAsync(editor, Planned.Value, None)).Value!.Open);
        Assert.Equal((2, asked.Count(own => own.Any(rules.Contains))), (touched.Count, touched.Touched));
    }

    private static Impact Changing(string path, string old, string now)
    {
        var text = EditionSample.Documents.Find(path)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        var after = EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(path, text.Replace(old, now, StringComparison.Ordinal))])).Edition!;
        return Impact.Of(EditionSample.Edition, after, new DateOnly(2026, 3, 2));
    }

    private static bool Sees(Viewer viewer, Rest one) =>
        one.PersonId == viewer.PersonId || new[] { viewer.ScopePath }.Concat(viewer.MorePaths).Any(path => path is not null && one.Path.StartsWith(path, StringComparison.Ordinal));

    private async Task<Rest[]> RestAsync(HashSet<string> rules)
    {
        await using var db = demo.Room.Open();
        var certificates = await db.Certificates.ToListAsync(None);
        var attempts = await db.Attempts.Include(attempt => attempt.Items).ThenInclude(item => item.Family).AsSplitQuery().ToDictionaryAsync(attempt => attempt.Id, None);
        var people = await db.People.Include(person => person.Unit).ToDictionaryAsync(person => person.Id, None);
        return [.. certificates
            .Where(certificate => certificate.ValidUntil >= demo.Today)
            .Select(certificate => new Rest(
                certificate.PersonId,
                people[certificate.PersonId].Unit.Path,
                certificate.CourseId,
                certificate.Number,
                [.. attempts[certificate.AttemptId].Items.Select(item => item.Family.RuleId).Where(rules.Contains).Distinct().Order(StringComparer.Ordinal)]))
            .Where(one => one.Rules.Length > 0)];
    }

    private sealed record Rest(Guid PersonId, string Path, string CourseId, string Number, string[] Rules);
}
