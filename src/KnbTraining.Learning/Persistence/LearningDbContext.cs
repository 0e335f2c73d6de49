using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Remarks;
using KnbTraining.Learning.Reports.Saved;
using KnbTraining.Learning.Settings;
using KnbTraining.Learning.Setup;
using KnbTraining.Learning.Signing;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace KnbTraining.Learning.Persistence;

/// <summary>The whole database. Each provider derives from it, because each keeps its own migrations.</summary>
public abstract class LearningDbContext(DbContextOptions options) : IdentityDbContext<AppUser, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<UnitVersion> UnitVersions => Set<UnitVersion>();

    public DbSet<UnitManager> UnitManagers => Set<UnitManager>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<PersonIin> PersonIins => Set<PersonIin>();

    public DbSet<IinKey> IinKeys => Set<IinKey>();

    public DbSet<PeopleView> PeopleViews => Set<PeopleView>();

    public DbSet<Standing> Standings => Set<Standing>();

    public DbSet<StandingChange> StandingChanges => Set<StandingChange>();

    public DbSet<RightsVersion> RightsVersions => Set<RightsVersion>();

    public DbSet<EditionRow> Editions => Set<EditionRow>();

    public DbSet<EditionDocument> EditionDocuments => Set<EditionDocument>();

    public DbSet<DocumentBlob> DocumentBlobs => Set<DocumentBlob>();

    public DbSet<DeltaCourse> DeltaCourses => Set<DeltaCourse>();

    public DbSet<DeltaPerson> DeltaPeople => Set<DeltaPerson>();

    public DbSet<DeltaProposal> DeltaProposals => Set<DeltaProposal>();

    public DbSet<ContentChange> ContentChanges => Set<ContentChange>();

    public DbSet<ChangeDocument> ChangeDocuments => Set<ChangeDocument>();

    public DbSet<ChangeAuthor> ChangeAuthors => Set<ChangeAuthor>();

    public DbSet<ChangeRevision> ChangeRevisions => Set<ChangeRevision>();

    public DbSet<RevisionDocument> RevisionDocuments => Set<RevisionDocument>();

    public DbSet<ChangeStep> ChangeSteps => Set<ChangeStep>();

    public DbSet<ChangeComment> ChangeComments => Set<ChangeComment>();

    public DbSet<DocumentPresence> DocumentPresences => Set<DocumentPresence>();

    public DbSet<Attempt> Attempts => Set<Attempt>();

    public DbSet<AttemptItem> AttemptItems => Set<AttemptItem>();

    public DbSet<AttemptStep> AttemptSteps => Set<AttemptStep>();

    public DbSet<AttemptRegrade> AttemptRegrades => Set<AttemptRegrade>();

    public DbSet<Annulment> Annulments => Set<Annulment>();

    public DbSet<AskedFamily> AskedFamilies => Set<AskedFamily>();

    public DbSet<AnswerSum> AnswerSums => Set<AnswerSum>();

    public DbSet<AnswerMonth> AnswerMonths => Set<AnswerMonth>();

    public DbSet<SummedUnit> SummedUnits => Set<SummedUnit>();

    public DbSet<Remark> Remarks => Set<Remark>();

    public DbSet<LessonProgress> LessonProgress => Set<LessonProgress>();

    public DbSet<AssignmentRule> AssignmentRules => Set<AssignmentRule>();

    public DbSet<Cycle> Cycles => Set<Cycle>();

    public DbSet<AssignmentRuleVersion> AssignmentRuleVersions => Set<AssignmentRuleVersion>();

    public DbSet<CycleEventRow> CycleEvents => Set<CycleEventRow>();

    public DbSet<CycleReason> CycleReasons => Set<CycleReason>();

    public DbSet<CycleSpan> CycleSpans => Set<CycleSpan>();

    public DbSet<CycleEvidence> CycleEvidence => Set<CycleEvidence>();

    public DbSet<WaiverProposal> WaiverProposals => Set<WaiverProposal>();

    public DbSet<CycleList> CycleLists => Set<CycleList>();

    public DbSet<CycleListPart> CycleListParts => Set<CycleListPart>();

    public DbSet<PeopleImport> PeopleImports => Set<PeopleImport>();

    public DbSet<PeopleImportPart> PeopleImportParts => Set<PeopleImportPart>();

    public DbSet<PeopleImportSheet> PeopleImportSheets => Set<PeopleImportSheet>();

    public DbSet<SavedMapping> SavedMappings => Set<SavedMapping>();

    public DbSet<SavedReport> SavedReports => Set<SavedReport>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<Acknowledgement> Acknowledgements => Set<Acknowledgement>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<NoticeWording> NoticeWordings => Set<NoticeWording>();

    public DbSet<MailServer> MailServers => Set<MailServer>();

    public DbSet<NoticeMail> NoticeMails => Set<NoticeMail>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<LedgerRow> LedgerRows => Set<LedgerRow>();

    public DbSet<LedgerText> LedgerTexts => Set<LedgerText>();

    public DbSet<LedgerIdentity> LedgerIdentities => Set<LedgerIdentity>();

    public DbSet<LedgerCheckpoint> LedgerCheckpoints => Set<LedgerCheckpoint>();

    public DbSet<OutsideHead> OutsideHeads => Set<OutsideHead>();

    public DbSet<StoredKey> StoredKeys => Set<StoredKey>();

    public DbSet<SweepLease> SweepLeases => Set<SweepLease>();

    public DbSet<NodeSight> NodeSights => Set<NodeSight>();

    public DbSet<NameKeyVersion> NameKeyVersions => Set<NameKeyVersion>();

    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();

    public DbSet<SettingsRow> Settings => Set<SettingsRow>();

    public DbSet<Logo> Logos => Set<Logo>();

    public DbSet<SetupToken> SetupTokens => Set<SetupToken>();

    /// <summary>
    /// Until the end of the transaction nobody else may give a number of this series, in whatever process. Called before the last
    /// number is read, and as late as possible, because others wait.
    /// </summary>
    /// <param name="of">Whose numbers are meant, where each has their own.</param>
    public abstract Task LockNumbersAsync(NumberSeries series, Guid of, CancellationToken ct);

    /// <summary>
    /// What a SELECT ends with, so that nobody else changes the rows it finds until the end of the transaction; null where a transaction that
    /// writes has the whole database to itself. Whoever locks several rows orders them by their key.
    /// </summary>
    public abstract string? RowLock { get; }

    /// <inheritdoc cref="LockNumbersAsync(NumberSeries, Guid, CancellationToken)"/>
    public Task LockNumbersAsync(NumberSeries series, CancellationToken ct) => LockNumbersAsync(series, Guid.Empty, ct);

    /// <summary>
    /// Sends a message to the other nodes: when the transaction is committed, or at once where there is none. See <see cref="NodeNews"/>.
    /// </summary>
    public abstract Task NotifyAsync(string message, CancellationToken ct);

    /// <summary>Takes or renews a lease in one statement, by the clock of the database.</summary>
    /// <returns>False where somebody else has it.</returns>
    public abstract Task<bool> TryLeaseAsync(string work, string holder, TimeSpan span, CancellationToken ct);

    // True only while a write of the store saves its facts.
    private bool _ledgerIsOpen;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var guarded = GuardLedger();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var guarded = GuardLedger();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>Saves entries of the ledger; for <see cref="StoreWrite"/> alone.</summary>
    internal async Task SaveLedgerAsync(CancellationToken ct)
    {
        _ledgerIsOpen = true;
        try
        {
            await SaveChangesAsync(ct);
        }
        finally
        {
            _ledgerIsOpen = false;
        }
    }

    // An entry is added by the store and never touched again; of a text only the erasing is left. Looking for changes is the dearest part
    // of a save, so it is done once: nobody looks again until the save is over.
    private DetectedOnce GuardLedger()
    {
        ChangeTracker.DetectChanges();
        var detected = new DetectedOnce(ChangeTracker);
        if (ChangeTracker.Entries().Any(IsWrong))
        {
            detected.Dispose();
            throw new InvalidOperationException("Only a write of the store adds to the ledger, and nothing in it is changed.");
        }

        return detected;
    }

    private bool IsWrong(EntityEntry entry) => entry.Entity switch
    {
        LedgerRow => entry.State is EntityState.Modified or EntityState.Deleted || (entry.State == EntityState.Added && !_ledgerIsOpen),
        LedgerText text => entry.State == EntityState.Deleted || (entry.State == EntityState.Modified && !text.IsErased) || (entry.State == EntityState.Added && !_ledgerIsOpen),
        LedgerIdentity or LedgerCheckpoint => entry.State is EntityState.Modified or EntityState.Deleted,
        _ => false,
    };

    private sealed class DetectedOnce : IDisposable
    {
        private readonly ChangeTracker _tracker;
        private readonly bool _before;

        public DetectedOnce(ChangeTracker tracker) => (_tracker, _before, tracker.AutoDetectChangesEnabled) = (tracker, tracker.AutoDetectChangesEnabled, false);

        public void Dispose() => _tracker.AutoDetectChangesEnabled = _before;
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityUserClaim<Guid>>().HasIndex(claim => claim.UserId);
        builder.Entity<IdentityUserLogin<Guid>>().HasIndex(login => login.UserId);
        builder.ApplyConfigurationsFromAssembly(typeof(LearningDbContext).Assembly);

        // Nothing here is ever deleted by way of something else.
        foreach (var key in builder.Model.GetEntityTypes().SelectMany(type => type.GetForeignKeys()))
        {
            key.DeleteBehavior = DeleteBehavior.Restrict;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);

        // Storage is budgeted per attempt: an index is made where a query wants it, not for every foreign key.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }
}
