using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Acknowledgements;

public sealed class StandingTests
{
    private const int Soon = 14;
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DateOnly VersionSince = new(2026, 1, 10);
    private static readonly AcknowledgementDocument Document = EditionSample.Edition.Acknowledgements["travel-reminder"];

    [Fact]
    public void What_was_never_confirmed_is_due_since_its_version_or_since_the_person_came()
    {
        Assert.Equal(new AcknowledgementStanding(AcknowledgementState.Never, VersionSince, null), Of([]));
        var later = new DateOnly(2026, 2, 1);
        Assert.Equal(later, AcknowledgementStanding.Of(Document, VersionSince, later, [], Today, Soon).DueSince);
    }

    [Theory]
    [InlineData(-1, AcknowledgementState.RunOut)]
    [InlineData(0, AcknowledgementState.EndsSoon)]
    [InlineData(14, AcknowledgementState.EndsSoon)]
    [InlineData(15, AcknowledgementState.Confirmed)]
    public void A_confirmation_counts_up_to_and_including_its_last_day(int daysFromToday, AcknowledgementState state)
    {
        var until = Today.AddDays(daysFromToday);
        var standing = Of([Current(until)]);
        Assert.Equal((state, until), (standing.State, standing.ValidUntil!.Value));
        Assert.Equal(state == AcknowledgementState.RunOut ? until.AddDays(1) : null, standing.DueSince);
        Assert.Equal(state != AcknowledgementState.Confirmed, standing.MayConfirm);
        Assert.Equal(state == AcknowledgementState.RunOut, standing.IsDue);
    }

    [Fact]
    public void A_confirmation_without_an_end_counts_until_the_next_version() =>
        Assert.Equal(new AcknowledgementStanding(AcknowledgementState.Confirmed, null, null), Of([Current(null)]));

    [Fact]
    public void A_confirmed_earlier_version_is_due_anew_since_the_new_one_or_since_it_ran_out()
    {
        Assert.Equal((AcknowledgementState.Outdated, VersionSince), (Of([Earlier(Today.AddDays(90))]).State, Of([Earlier(Today.AddDays(90))]).DueSince!.Value));
        Assert.Equal(new DateOnly(2025, 12, 2), Of([Earlier(new DateOnly(2025, 12, 1))]).DueSince);
        Assert.Equal(VersionSince, Of([Earlier(null)]).DueSince);
    }

    [Fact]
    public void Another_text_under_the_same_version_counts_for_nothing() =>
        Assert.Equal(AcknowledgementState.Outdated, Of([new Confirmation(Document.Version, "en", new string('0', 64), null)]).State);

    [Fact]
    public void A_text_read_in_one_language_counts_in_all() =>
        Assert.All(Languages.All, language => Assert.Equal(AcknowledgementState.Confirmed, Of([new Confirmation(Document.Version, language, Document[language].Hash, null)]).State));

    [Fact]
    public void The_latest_day_counts_in_whatever_order_confirmations_come()
    {
        Confirmation[] all = [Current(Today.AddDays(-400)), Current(Today.AddDays(200)), Current(Today.AddDays(-30)), Earlier(Today.AddDays(300))];
        Assert.All(Enumerable.Range(0, all.Length), turn => Assert.Equal(Today.AddDays(200), Of([.. all[turn..], .. all[..turn]]).ValidUntil));
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public void A_text_reaches_whom_one_of_its_audiences_names_and_the_database_agrees(HolderStatus holder, Capacity capacity)
    {
        var person = new PersonBuilder().Holding(holder).As(capacity).Build(Unit.Create("Unit", null, 1), LearningRoom.Start);
        foreach (var (word, reached) in new (string, bool)[]
        {
            ("current", holder == HolderStatus.Current), ("former", holder == HolderStatus.Former), ("candidate", holder == HolderStatus.Candidate), ("head", capacity == Capacity.Head), ("everyone", true),
        })
        {
            Assert.Equal(reached, AcknowledgementAudience.Reaches([word], holder, capacity));
            Assert.Equal(reached, AcknowledgementAudience.Condition([word]).Compile()(person));
        }
    }

    public static TheoryData<HolderStatus, Capacity> Everybody() =>
        [.. Enum.GetValues<HolderStatus>().SelectMany(holder => Enum.GetValues<Capacity>().Select(capacity => (holder, capacity)))];

    private static AcknowledgementStanding Of(Confirmation[] confirmations) =>
        AcknowledgementStanding.Of(Document, VersionSince, new DateOnly(2020, 1, 1), confirmations, Today, Soon);

    private static Confirmation Current(DateOnly? until) => new(Document.Version, "ru", Document["ru"].Hash, until);

    private static Confirmation Earlier(DateOnly? until) => new(Document.Version - 1, "ru", Document["ru"].Hash, until);
}
