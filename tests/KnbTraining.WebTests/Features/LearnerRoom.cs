using System.Globalization;
using Bunit;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Remarks;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Quiz;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.WebTests.Features;

/// <summary>Learner pages over a whole Learning room, in English, for one person who is signed in.</summary>
public abstract class LearnerRoom : BunitContext, IAsyncLifetime
{
    protected LearningRoom Room { get; private set; } = null!;

    protected Viewer Viewer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of("en");
        Room = await LearningRoom.OpenAsync();
        Viewer = await Room.AddLearnerAsync();
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Room.Clock);
        Services.AddSingleton(Room.Get<IOptions<LearningOptions>>());
        Services.AddSingleton(Room.Get<AcknowledgementQueries>());
        Services.AddSingleton(Room.Get<AcknowledgementService>());
        Services.AddSingleton(Room.Get<OwnCourses>());
        Services.AddSingleton(Room.Get<AttemptQueries>());
        Services.AddSingleton(Room.Get<AttemptService>());
        Services.AddSingleton(Room.Get<AttemptStart>());
        Services.AddSingleton(Room.Get<ClaimNews>());
        Services.AddScoped<CircuitClaims>();
        Services.AddSingleton(Room.Get<CertificateKeys>());
        Services.AddSingleton(Room.Get<CertificateQueries>());
        Services.AddSingleton(Room.Get<EditionStore>());
        Services.AddSingleton(Room.Get<LessonQueries>());
        Services.AddSingleton(Room.Get<BriefingQueries>());
        Services.AddSingleton(Room.Get<LessonService>());
        Services.AddSingleton(Room.Get<NoticeInbox>());
        Services.AddSingleton(Room.Get<PeopleQueries>());
        Services.AddSingleton(Room.Get<Rights>());
        Services.AddSingleton<IAuthorizationHandler, HeldRightsHandler>();
        Services.AddSingleton(Room.Get<RefresherQueries>());
        Services.AddSingleton(Room.Get<RemarkQueries>());
        Services.AddSingleton(Room.Get<RemarkService>());
        Services.AddSingleton(Room.Get<RemarkSight>());
        Services.AddSingleton(Room.Get<SettingsStore>());
        Services.AddSingleton(Room.Get<ReasonQueries>());
        Services.AddSingleton(Room.Get<TranscriptQueries>());
        Services.AddSingleton<LocalTime>();
        await Room.Get<SettingsStore>().ReloadAsync(CancellationToken.None);
        Services.AddSingleton(PublicAddressIs(null));
        Services.AddScoped<CurrentViewer>();
        Services.AddFrame();
        JSInterop.Mode = JSRuntimeMode.Loose;
        await SignInAsync(Viewer);
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Room.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Which page works on an attempt, as it is stored.</summary>
    protected AttemptClaim? Claim(Guid attemptId)
    {
        using var db = Room.Open();
        return db.Attempts.Single(found => found.Id == attemptId).Claim;
    }

    /// <summary>Goes on with an attempt on another device.</summary>
    protected async Task<Guid> ClaimElsewhereAsync(Guid attemptId)
    {
        var claim = Guid.CreateVersion7();
        Assert.True((await Room.Get<AttemptService>().ClaimAsync(Viewer, attemptId, claim, null, CancellationToken.None)).Ok);
        return claim;
    }

    /// <summary>Where people reach the application; null where nobody has said it.</summary>
    protected PublicAddressSetting PublicAddressIs(string? address) =>
        new(Room.Get<SettingsStore>(), Options.Create(new LearningOptions { PublicAddress = address }));

    /// <summary>Gives the person an account and signs it in.</summary>
    protected async Task SignInAsync(Viewer viewer)
    {
        var account = AppUser.Create(viewer.PersonId, "learner", null, mustChangePassword: false);
        await using (var db = Room.Open())
        {
            db.Users.Add(account);
            await db.SaveChangesAsync();
        }

        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(account.Id));
    }
}
