using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

[Trait("Database", "Each")]
public sealed class NoticeWordingServiceTests
{
    private const NoticeKind Kind = NoticeKind.Assigned;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_is_sent_has_the_text_of_its_day_and_keeps_it_and_the_delivered_one_can_come_back()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (texts, admin) = (room.Get<NoticeWordingService>(), await AdminAsync(room));
        var first = await TellAsync(room, admin, HolderStatus.Candidate);
        Assert.True((await texts.SaveAsync(admin, Kind, Own("  Please take {{ what }}  "), 0, None)).Ok);
        var second = await TellAsync(room, admin, HolderStatus.Former);
        Assert.Equal(Refusal.Conflict, (await texts.SaveAsync(admin, Kind, Own("Too late"), 0, None)).Refused);
        Assert.True((await texts.SaveAsync(admin, Kind, Own("Now: {{ what }}, {{ day }}"), 1, None)).Ok);
        var third = await TellAsync(room, admin, HolderStatus.Current);
        var found = (await texts.FindAsync(admin, Kind, None)).Value!;
        Assert.Equal((true, 2, "Admin", "Now: {{ what }}, {{ day }}"), (found.IsOwn, found.Version, found.ChangedByName, found.Current.Title["en"]));

        Assert.True((await texts.SaveAsync(admin, Kind, null, 2, None)).Ok);
        Assert.False((await texts.FindAsync(admin, Kind, None)).Value!.IsOwn);
        Assert.Equal("A course for you: Working with state secrets", (await TitleAsync(room, first)));
        Assert.Equal("Please take Working with state secrets", await TitleAsync(room, second));
        Assert.Equal("Now: Working with state secrets, 1 April 2026", await TitleAsync(room, third));

        // The same once more is no change, and each change is a fact with what it says from then on.
        Assert.True((await texts.SaveAsync(admin, Kind, NoticeWords.Delivered(Kind), 3, None)).Ok);
        Assert.Equal([(1, 3), (2, 3), (3, 0)], (await room.FactsAsync<NoticeTextChanged>()).Select(fact => (fact.Version, fact.Texts.Count)));
        await using var db = room.Open();
        var said = (await room.FactsAsync<NoticeTextChanged>())[0].Texts.Single(text => text.Language.ToString() == "en").Title.ToString();
        Assert.Equal("Please take {{ what }}", (await db.LedgerTexts.ToListAsync(None)).Single(text => Convert.ToHexStringLower(text.Hash) == said).Text);
    }

    [Fact]
    public async Task A_text_that_cannot_be_used_in_each_language_is_refused_with_its_line_and_for_administrators_alone()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (texts, admin) = (room.Get<NoticeWordingService>(), await AdminAsync(room));
        var own = NoticeWords.Delivered(Kind);
        var wrong = own with
        {
            Title = own.Title.With("ru", " ").With("kk", new string('ә', NoticeWords.LongestTitle + 1)),
            Text = own.Text.With("en", "By\n{{ day }}\n{{ due }}").With("ru", "{% if day %}\nпо {{ day }}").With("kk", "{% for a in b %}"),
        };
        var refused = Assert.IsType<WrongNoticeText>((await texts.SaveAsync(admin, Kind, wrong, 0, None)).Refused);
        Assert.Equal(
            [
                ("en", false, TemplateFaultKind.UnknownName, 3, "due"),
                ("kk", true, TemplateFaultKind.TooLong, null, ""),
                ("kk", false, TemplateFaultKind.NotAllowed, 1, "{% for a in b %}"),
                ("ru", true, null, null, null),
                ("ru", false, TemplateFaultKind.Unbalanced, refused.Faults.Single(fault => fault is { Language: "ru", IsTitle: false }).Found!.Line, ""),
            ],
            refused.Faults.OrderBy(fault => fault.Language, StringComparer.Ordinal).ThenByDescending(fault => fault.IsTitle)
                .Select(fault => (fault.Language, fault.IsTitle, fault.Found?.Kind, fault.Found?.Line, fault.Found?.Quote)));
        var learner = await room.AddLearnerAsync();
        Assert.Equal(Refusal.NotAllowed, (await texts.SaveAsync(learner, Kind, Own("Mine: {{ what }}"), 0, None)).Refused);
        Assert.Empty(await texts.ListAsync(learner, None));
        Assert.Equal(Refusal.NotFound, (await texts.FindAsync(learner, Kind, None)).Refused);
        Assert.Empty(await room.FactsAsync<NoticeTextChanged>());
    }

    [Fact]
    public async Task A_text_that_fails_when_its_time_comes_loses_no_notice_and_administrators_are_told_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (texts, admin) = (room.Get<NoticeWordingService>(), await AdminAsync(room));
        Assert.True((await texts.SaveAsync(admin, Kind, Own("Soon wrong: {{ what }}"), 0, None)).Ok);
        var sent = await TellAsync(room, admin, HolderStatus.Candidate);
        await using (var db = room.Open())
        {
            await db.NoticeWordings.ExecuteUpdateAsync(row => row.SetProperty(found => found.Titles, found => found.Titles!.Replace("{{ what }}", "{{ what")), None);
        }

        var later = await TellAsync(room, admin, HolderStatus.Former);
        await TellAsync(room, admin, HolderStatus.Current);
        Assert.Equal("A course for you: Working with state secrets", await TitleAsync(room, sent));
        Assert.Equal("A course for you: Working with state secrets", await TitleAsync(room, later));
        Assert.Equal("A text of notices cannot be used: A course was given", await TitleAsync(room, admin));

        // One that is mended is used again.
        Assert.True((await texts.SaveAsync(admin, Kind, Own("Right: {{ what }}"), 1, None)).Ok);
        var last = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Former));
        Assert.True((await room.Get<AssignmentService>().ApplyRulesAsync(None)).Ok);
        Assert.Null(await room.Get<NoticeRound>().SendAsync(None));
        Assert.Equal("Right: Working with state secrets", await TitleAsync(room, last));
    }

    private static NoticeTemplate Own(string title) => new(LocalizedText.Same(title), LocalizedText.Same("{% if day %}By {{ day }}.{% endif %}"));

    private static Task<Viewer> AdminAsync(LearningRoom room) => room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));

    private static async Task<Viewer> TellAsync(LearningRoom room, Viewer admin, HolderStatus holder)
    {
        var person = await room.AddAsync(new PersonBuilder().Holding(holder));
        Assert.True((await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(holder), 30, None)).Ok);
        Assert.Null(await room.Get<NoticeRound>().SendAsync(None));
        return person;
    }

    private static async Task<string> TitleAsync(LearningRoom room, Viewer person) =>
        Assert.Single(await room.Get<NoticeInbox>().ListAsync(person, "en", None)).Words.Title;
}
