using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Entries;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components.Entries;

public sealed class EntryWordsTests
{
    private static readonly Guid Admin = new("11111111-1111-1111-1111-111111111111");

    private static readonly Guid Person = new("22222222-2222-2222-2222-222222222222");

    public static TheoryData<string> AllLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(AllLanguages))]
    public void Every_kind_of_entry_is_said_in_words_whatever_is_known_of_it(string language)
    {
        using var context = Speaking.In(language);
        context.Services.AddSingleton<EntryWords>();
        var words = context.Services.GetRequiredService<EntryWords>();
        var sentences = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (type, empty) in from type in FactType.All from empty in new[] { false, true } select (type, empty))
        {
            var fact = FactSamples.Of(type, empty);
            var entry = EntryOf(fact, Actor.Of(Admin));
            foreach (var names in new[] { NamesOf(fact, "somebody"), NamesOf(fact, null), new LedgerNames(new Dictionary<Guid, string>(), new Dictionary<Guid, string>(), new Dictionary<string, string>(), new Dictionary<TextRef, string?>()) })
            {
                var sentence = words.Sentence(entry, names);
                var said = words.Details(entry, names).SelectMany(detail => new[] { detail.Label, detail.Value }).Append(sentence).Append(words.Actor(entry, names)).ToArray();
                Assert.All(said, text => Assert.False(
                    string.IsNullOrWhiteSpace(text) || text.Contains("Kind.", StringComparison.Ordinal) || text.Contains("Field.", StringComparison.Ordinal) || text.Contains("Value.", StringComparison.Ordinal)
                        || text.Contains("KnbTraining", StringComparison.Ordinal),
                    $"{type.Kind}: {text}"));
                sentences.Add(words.Kind(type.Kind));
            }
        }

        Assert.Equal(FactType.All.DistinctBy(type => type.Kind).Count(), sentences.Count);
    }

    [Fact]
    public void A_change_is_said_with_what_was_and_what_is()
    {
        using var context = Speaking.In(Languages.English);
        context.Services.AddSingleton<EntryWords>();
        var words = context.Services.GetRequiredService<EntryWords>();
        var (before, after, gone) = (new TextRef(Digest.Of("1")), new TextRef(Digest.Of("2")), new TextRef(Digest.Of("3")));
        var names = new LedgerNames(
            new Dictionary<Guid, string> { [Admin] = "Dana Seitova", [Person] = "Aru Sapa" },
            new Dictionary<Guid, string> { [Admin] = "Archive", [Person] = "Depot" },
            new Dictionary<string, string>(),
            new Dictionary<TextRef, string?> { [before] = "Aru", [after] = "Aru Sapa", [gone] = null });

        var standing = EntryOf(new UndatedStandingChanged(Person, new PersonStanding(Admin, HolderStatus.None, Capacity.Employee), new PersonStanding(Person, HolderStatus.Current, Capacity.Employee)), Actor.Of(Admin));
        Assert.Equal("Changed unit, clearance, capacity or employment of a person: Aru Sapa.", words.Sentence(standing, names));
        Assert.Equal("Dana Seitova", words.Actor(standing, names));
        Assert.Equal([new EntryDetail("Unit", "Dana Seitova → Aru Sapa"), new EntryDetail("Clearance", "never held → held now")], words.Details(standing, names));

        var rights = EntryOf(new RightsChanged(Person, new GrantedRights([Role.Learner], null), new GrantedRights([Role.Learner, Role.Editor], null)), Actor.Application);
        Assert.Equal([new EntryDetail("Roles", "learner → learner, editor")], words.Details(rights, names));
        Assert.Equal("The application", words.Actor(rights, names));

        var changed = EntryOf(new PersonChanged(Person, [new PersonChange(PersonField.Name, before, after), new PersonChange(PersonField.Email, gone, null)]), Actor.Of(Person));
        Assert.Equal("Changed what is known of a person.", words.Sentence(changed, names));
        Assert.Equal([new EntryDetail("Name", "Aru → Aru Sapa"), new EntryDetail("Email", "erased → nothing")], words.Details(changed, names).Where(detail => detail.Label != "Person"));
    }

    [Fact]
    public void Courses_are_said_by_their_titles_languages_by_their_names_and_parts_of_a_list_from_one()
    {
        using var context = Speaking.In(Languages.Russian);
        context.Services.AddSingleton<EntryWords>();
        var words = context.Services.GetRequiredService<EntryWords>();
        var names = new LedgerNames(new Dictionary<Guid, string>(), new Dictionary<Guid, string>(), new Dictionary<string, string>(), new Dictionary<TextRef, string?>())
        {
            Titles = EntryTitles.Of(EditionSample.Edition, Languages.Russian),
        };
        var title = EditionSample.Edition.Courses[EditionSample.Course].Title[Languages.Russian];
        var ended = EntryOf(new AssignmentEnded(Guid.NewGuid(), Slug.Of(EditionSample.Course), 3), Actor.Application);
        Assert.EndsWith($": {title}.", words.Sentence(ended, names), StringComparison.Ordinal);
        Assert.Contains(EditionSample.Course, words.Sentence(ended, names with { Titles = new Dictionary<string, string>() }), StringComparison.Ordinal);

        var opened = EntryOf(new CycleOpened(Guid.NewGuid(), Person, Slug.Of(EditionSample.Course), null, new DateOnly(2026, 12, 1)), Actor.Application);
        Assert.Contains(words.Details(opened, names), detail => detail.Value == title);

        var first = EntryOf(new PeopleImported(Guid.NewGuid(), 0, 5, 0, Digest.Of("rows")), Actor.Application);
        Assert.Contains(new EntryDetail("Часть", "1"), words.Details(first, names));
    }

    [Fact]
    public void Whoever_is_asked_to_approve_a_waiver_is_not_said_to_have_approved_it()
    {
        using var context = Speaking.In(Languages.English);
        context.Services.AddSingleton<EntryWords>();
        var words = context.Services.GetRequiredService<EntryWords>();
        var (day, why) = (new DateOnly(2026, 4, 1), new TextRef(Digest.Of("1")));
        var names = new LedgerNames(
            new Dictionary<Guid, string> { [Admin] = "Dana Seitova", [Person] = "Aru Sapa" }, new Dictionary<Guid, string>(), new Dictionary<string, string>(), new Dictionary<TextRef, string?>());

        var proposed = EntryOf(new WaiverProposed(Guid.NewGuid(), Guid.NewGuid(), Person, Slug.Of("course"), day, Admin, why), Actor.Application);
        Assert.Contains(new EntryDetail("Asked to approve", "Dana Seitova"), words.Details(proposed, names));
        Assert.DoesNotContain(words.Details(proposed, names), detail => detail.Label == "Approved by");
        var waived = EntryOf(new CycleWaived(Guid.NewGuid(), Person, Slug.Of("course"), day, day, Admin, why), Actor.Application);
        Assert.Contains(new EntryDetail("Approved by", "Dana Seitova"), words.Details(waived, names));
    }

    [Fact]
    public void An_entry_that_cannot_be_read_is_shown_by_its_kind()
    {
        using var context = Speaking.In(Languages.English);
        context.Services.AddSingleton<EntryWords>();
        var words = context.Services.GetRequiredService<EntryWords>();
        var broken = EntryOf(new PersonActivated(Person), Actor.Application) with { Fact = null };
        var names = new LedgerNames(new Dictionary<Guid, string> { [Person] = "Aru Sapa" }, new Dictionary<Guid, string>(), new Dictionary<string, string>(), new Dictionary<TextRef, string?>());
        Assert.Equal("Made a person active: Aru Sapa.", words.Sentence(broken, names));
        Assert.Empty(words.Details(broken, names));
    }

    private static LedgerEntry EntryOf(Fact fact, Actor actor)
    {
        var line = new LedgerLine(1, Speaking.Noon, actor, fact);
        return new LedgerEntry(1, Speaking.Noon, FactType.Of(fact).Kind, actor.PersonId, fact.AboutPerson(), fact.AboutKey(), line.Write(), fact);
    }

    private static LedgerNames NamesOf(Fact fact, string? text)
    {
        // Ids of rows that have no name are never found among people and units.
        string[] named = ["PersonId", "UnitId", "IntoUnitId", "ParentId", "ManagedUnitId", "TakenOverFrom", "Authors"];
        var values = FactValues.Of(fact).Where(value => value.Value is not Guid || named.Contains(value.Name)).Select(value => value.Value).Distinct().ToArray();
        return new LedgerNames(
            values.OfType<Guid>().Append(Admin).ToDictionary(id => id, id => "Dana Seitova"),
            new Dictionary<Guid, string>(),
            new Dictionary<string, string>(),
            values.OfType<TextRef>().ToDictionary(one => one, _ => text));
    }
}
