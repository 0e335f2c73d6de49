using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Audit;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Settings;
using KnbTraining.Learning.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace KnbTraining.Learning.Persistence;

/// <summary>The whole database. Each provider derives from it, because each keeps its own migrations.</summary>
public abstract class LearningDbContext(DbContextOptions options) : IdentityDbContext<AppUser, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<RightsVersion> RightsVersions => Set<RightsVersion>();

    public DbSet<EditionRow> Editions => Set<EditionRow>();

    public DbSet<EditionDocument> EditionDocuments => Set<EditionDocument>();

    public DbSet<DocumentBlob> DocumentBlobs => Set<DocumentBlob>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<DraftAuthor> DraftAuthors => Set<DraftAuthor>();

    public DbSet<Attempt> Attempts => Set<Attempt>();

    public DbSet<AttemptItem> AttemptItems => Set<AttemptItem>();

    public DbSet<AttemptStep> AttemptSteps => Set<AttemptStep>();

    public DbSet<AskedFamily> AskedFamilies => Set<AskedFamily>();

    public DbSet<LessonProgress> LessonProgress => Set<LessonProgress>();

    public DbSet<AssignmentRule> AssignmentRules => Set<AssignmentRule>();

    public DbSet<Cycle> Cycles => Set<Cycle>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<Acknowledgement> Acknowledgements => Set<Acknowledgement>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<NameKeyVersion> NameKeyVersions => Set<NameKeyVersion>();

    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();

    public DbSet<SettingsRow> Settings => Set<SettingsRow>();

    public DbSet<Logo> Logos => Set<Logo>();

    public DbSet<SetupToken> SetupTokens => Set<SetupToken>();

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
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }
}
