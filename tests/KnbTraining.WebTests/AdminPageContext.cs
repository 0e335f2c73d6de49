using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Exchange.Scorm;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Remarks;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Reports.Analysis;
using KnbTraining.Learning.Reports.Saved;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Entries;
using KnbTraining.Web.Features.Audit;
using KnbTraining.Web.Features.Imports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;

namespace KnbTraining.WebTests;

/// <summary>Draws admin pages over a real Learning room, as somebody with some roles.</summary>
public abstract class AdminPageContext : BunitContext, IAsyncLifetime
{
    private BunitAuthorizationContext _authorization = null!;

    protected LearningRoom Room { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Room = await LearningRoom.OpenAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<TimeProvider>(Room.Clock);
        Services.AddSingleton(Options.Create(new KnbTraining.Learning.LearningOptions()));
        Services.AddSingleton<LocalTime>();
        Services.AddScoped<CurrentViewer>();
        Services.AddSingleton(Room.Get<ImpactQueries>());
        Services.AddSingleton(Room.Get<PeopleQueries>());
        Services.AddSingleton(Room.Get<Rights>());
        Services.AddSingleton(Room.Get<PeopleService>());
        Services.AddSingleton(Room.Get<AccessService>());
        Services.AddSingleton(Room.Get<SlipQueries>());
        Services.AddSingleton(Room.Get<SlipService>());
        Services.AddSingleton(Room.Get<StandingService>());
        Services.AddSingleton(Room.Get<UnitService>());
        Services.AddSingleton(Room.Get<UnitManagerService>());
        Services.AddSingleton(Room.Get<StandingOverviewQueries>());
        Services.AddSingleton(Room.Get<AssignmentRuleQueries>());
        Services.AddSingleton(Room.Get<PersonDateQueries>());
        Services.AddSingleton(Room.Get<AssignmentService>());
        Services.AddSingleton(Room.Get<OverviewQueries>());
        Services.AddSingleton(Room.Get<TodayQueries>());
        Services.AddSingleton(Room.Get<BoardQueries>());
        Services.AddSingleton(Room.Get<LedgerWorkQueries>());
        Services.AddSingleton(Room.Get<AcknowledgementQueries>());
        Services.AddSingleton(Room.Get<AcknowledgementReport>());
        Services.AddSingleton(Room.Get<LedgerQueries>());
        Services.AddSingleton(Room.Get<LedgerWatch>());
        Services.AddSingleton(Room.Get<CheckpointMaker>());
        Services.AddSingleton(Room.Get<CheckpointHead>());
        Services.AddSingleton(Room.Get<OutsideHeads>());
        Services.AddSingleton<ComparisonWords>();
        Services.AddSingleton<EntryWords>();
        Services.AddSingleton(Room.Get<EditingQueries>());
        Services.AddSingleton(Room.Get<ShelfQueries>());
        Services.AddSingleton(Room.Get<ShelfBatches>());
        Services.AddSingleton(Room.Get<ChangeQueries>());
        Services.AddSingleton(Room.Get<ChangeService>());
        Services.AddSingleton(Room.Get<ChangeDecisions>());
        Services.AddSingleton(Room.Get<CommentService>());
        Services.AddSingleton(Room.Get<StaleLooks>());
        Services.AddSingleton(Room.Get<ChangePublishing>());
        Services.AddSingleton(Room.Get<ChangeReverts>());
        Services.AddSingleton(Room.Get<DocumentSaving>());
        Services.AddSingleton(Room.Get<RuleDrafting>());
        Services.AddSingleton(Room.Get<Rehearsals>());
        Services.AddSingleton(Room.Get<DocumentMoving>());
        Services.AddSingleton(Room.Get<QuestionExport>());
        Services.AddSingleton(Room.Get<QuestionImport>());
        Services.AddSingleton(Room.Get<ScormExport>());
        Services.AddSingleton(Room.Get<BundleExport>());
        Services.AddSingleton(Room.Get<BundleImport>());
        Services.AddSingleton(Room.Get<TrustedPublishers>());
        Services.AddSingleton(Room.Get<RemarkQueries>());
        Services.AddSingleton(Room.Get<RemarkService>());
        Services.AddSingleton(Room.Get<NoticeInbox>());
        Services.AddSingleton(Room.Get<Reminders>());
        Services.AddSingleton(Room.Get<NoticeForecasts>());
        Services.AddSingleton(Room.Get<DeltaService>());
        Services.AddSingleton(Room.Get<DeltaProposals>());
        Services.AddSingleton(Room.Get<DeltaEnding>());
        Services.AddSingleton(Room.Get<RegradingQueries>());
        Services.AddSingleton(Room.Get<AnnulmentQueries>());
        Services.AddSingleton(Room.Get<AnnulmentChoices>());
        Services.AddSingleton(Room.Get<AnnulmentService>());
        Services.AddSingleton(Room.Get<NoticeWordingService>());
        Services.AddSingleton(Room.Get<ImportNotices>());
        Services.AddSingleton(Room.Get<MailServers>());
        Services.AddSingleton(Room.Get<SettingsStore>());
        Services.AddSingleton(Room.Get<SettingsService>());
        Services.AddSingleton(Room.Get<PublicAddressSetting>());
        Services.AddSingleton(Room.Get<DraftCheck>());
        Services.AddSingleton(Room.Get<EditionStore>());
        Services.AddSingleton(Room.Get<SettingsStore>());
        Services.AddSingleton(Room.Get<ProgressQueries>());
        Services.AddSingleton(Room.Get<ReasonQueries>());
        Services.AddSingleton(Room.Get<CycleActs>());
        Services.AddSingleton(Room.Get<WaiverService>());
        Services.AddSingleton(Room.Get<WaiverQueries>());
        Services.AddSingleton(Room.Get<PersonCourseQueries>());
        Services.AddSingleton(Room.Get<CycleBatches>());
        Services.AddSingleton(Room.Get<CycleBatchQueries>());
        Services.AddSingleton(Room.Get<TranscriptQueries>());
        Services.AddSingleton(Room.Get<RecordViews>());
        Services.AddSingleton(Room.Get<MissedRulesQueries>());
        Services.AddSingleton(Room.Get<ReportList>());
        Services.AddSingleton(Room.Get<DifficultyQueries>());
        Services.AddSingleton(Room.Get<WeaknessQueries>());
        Services.AddSingleton(Room.Get<AnalysisQueries>());
        Services.AddSingleton(Room.Get<ShadowQueries>());
        Services.AddSingleton(Room.Get<MistakenQueries>());
        Services.AddSingleton(Room.Get<MisconceptionQueries>());
        Services.AddSingleton(Room.Get<AccessQueries>());
        Services.AddSingleton(Room.Get<ExceptionQueries>());
        Services.AddSingleton(Room.Get<ComplianceQueries>());
        Services.AddSingleton(Room.Get<KnownQueries>());
        Services.AddSingleton(Room.Get<TrendQueries>());
        Services.AddSingleton(Room.Get<SavedReports>());
        Services.AddSingleton(Room.Get<IinService>());
        Services.AddSingleton(Room.Get<PeopleViewService>());
        Services.AddSingleton(Room.Get<NameErasing>());
        Services.AddSingleton(Room.Get<ImportQueries>());
        Services.AddSingleton(Room.Get<ImportMappings>());
        Services.AddSingleton(Room.Get<ImportReading>());
        Services.AddSingleton(Room.Get<ImportService>());
        Services.AddSingleton(Room.Get<ImportApplying>());
        Services.AddSingleton(Room.Get<ImportRun>());
        Services.AddSingleton(Room.Get<ImportAgain>());
        Services.AddSingleton<ImportServices>().AddSingleton<FileImport>();
        Services.AddSingleton(Room.Get<SweepLeases>());
        Services.AddSingleton(Room.Get<BackgroundTroubles>());
        _authorization = this.AddAuthorization();
        await SignInAsync(Role.Administrator);
        Render<MudPopoverProvider>();
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Room.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>From now on pages are drawn for this person, who also passes the policies of these roles. A manager answers for the whole house.</summary>
    protected async Task<Viewer> SignInAsync(params Role[] roles)
    {
        var maker = await Room.AddAsync(new PersonBuilder().Named("Setup").With(Role.Administrator));
        var root = (await Room.RootAsync()).Id;
        var form = new PersonForm
        {
            Name = $"{string.Join(' ', roles)} Testova",
            UserName = $"user-{Guid.NewGuid():N}",
            UnitId = root,
            Roles = [.. roles],
            ManagedUnitId = roles.Contains(Role.Manager) ? root : null,
        };
        var added = await Room.Get<PeopleService>().AddAsync(maker, form, CancellationToken.None);
        await using var db = Room.Open();
        var user = await db.Users.SingleAsync(account => account.PersonId == added.Value!.Id);
        _authorization.SetAuthorized(form.UserName);
        _authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()));
        _authorization.SetPolicies([.. Policies.Roles.Where(policy => policy.Value.Any(roles.Contains)).Select(policy => policy.Key)]);
        return (await Room.Get<PeopleQueries>().FindViewerAsync(user.Id, CancellationToken.None))!;
    }
}
