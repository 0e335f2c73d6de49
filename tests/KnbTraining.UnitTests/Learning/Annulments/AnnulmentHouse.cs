using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Annulments;

/// <summary>A room in which a course is assigned, with an editor who proposes and a reviewer who approves.</summary>
internal sealed class AnnulmentHouse : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private AnnulmentHouse(LearningRoom room) => Room = room;

    public LearningRoom Room { get; }

    public Viewer Admin { get; private set; } = null!;

    public Viewer Editor { get; private set; } = null!;

    public Viewer Reviewer { get; private set; } = null!;

    public AnnulmentService Service => Room.Get<AnnulmentService>();

    public DateOnly Today => Room.Get<LocalCalendar>().Today;

    public static async Task<AnnulmentHouse> OpenAsync()
    {
        var house = new AnnulmentHouse(await LearningRoom.OpenAsync());
        house.Admin = await house.AddAsync("Admin", Role.Administrator);
        house.Editor = await house.AddAsync("Editor", Role.Editor);
        house.Reviewer = await house.AddAsync("Reviewer", Role.Reviewer);
        await house.Room.Get<AssignmentService>().AssignAsync(house.Admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        return house;
    }

    public ValueTask DisposeAsync() => Room.DisposeAsync();

    public Task<Viewer> LearnerAsync(string name) => Room.AddAsync(new PersonBuilder().Named(name).Holding(HolderStatus.Current));

    public Task<Viewer> AddAsync(string name, params Role[] roles) =>
        Room.AddAsync(roles.Aggregate(new PersonBuilder().Named(name).Holding(HolderStatus.None), (builder, role) => builder.With(role)));

    /// <inheritdoc cref="Annulling.SitAtTheMarkAsync"/>
    public Task<(Guid Attempt, string Item)> SitAsync(Viewer person, bool passed, WrongItems treatment, bool then, bool submit = true) =>
        Room.SitAtTheMarkAsync(person, passed, treatment, then, submit);

    public async Task<Guid> ProposeAsync(string wrong, WrongItems treatment, int from = 1, int to = 1)
    {
        var form = new RegradingForm { Wrong = wrong, From = from, To = to, Treatment = treatment };
        var proposed = await Service.ProposeAsync(Editor, form, "The key was wrong.", None);
        return proposed.Ok ? proposed.Value : throw new InvalidOperationException($"It was not proposed: {proposed}");
    }

    public async Task<string> EffectAsync(Guid id) => (await Room.Get<AnnulmentQueries>().FindAsync(Reviewer, id, "en", None)).Value!.Preview!.Effect;

    /// <summary>Proposes it, and approves it.</summary>
    public async Task<Guid> AnnulAsync(string wrong, WrongItems treatment, int from = 1, int to = 1)
    {
        var id = await ProposeAsync(wrong, treatment, from, to);
        var approved = await Service.ApproveAsync(Reviewer, id, await EffectAsync(id), None);
        return approved.Ok ? id : throw new InvalidOperationException($"It was not approved: {approved}");
    }

    public async Task<AttemptResultView> ResultAsync(Viewer person, Guid attempt) => (await Room.Get<AttemptQueries>().ResultAsync(person, attempt, "en", None)).Value!;

    public async Task<RequirementSpan> StandingAsync(Viewer person)
    {
        await using var db = Room.Open();
        return (await CourseRecord.ReadAsync(db, EditionSample.Course, [person.PersonId], None))[person.PersonId].History.On(Today);
    }

    public async Task RelaxAsync()
    {
        var current = await Room.Get<SettingsStore>().CurrentAsync(None);
        var form = SettingsForm.From(current) with { Names = LocalizedText.Same("House"), FourEyesRelaxed = true };
        Assert.True((await Room.Get<SettingsService>().UpdateAsync(Admin, form, current.Version, None)).Ok);
    }
}
