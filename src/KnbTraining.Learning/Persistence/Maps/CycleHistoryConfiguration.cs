using KnbTraining.Learning.Assignments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class CycleHistoryConfiguration :
    IEntityTypeConfiguration<AssignmentRuleVersion>,
    IEntityTypeConfiguration<CycleEventRow>,
    IEntityTypeConfiguration<CycleReason>,
    IEntityTypeConfiguration<CycleSpan>,
    IEntityTypeConfiguration<CycleEvidence>,
    IEntityTypeConfiguration<WaiverProposal>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<AssignmentRuleVersion> builder)
    {
        builder.Property(version => version.UnitPath).HasMaxLength(400);
        builder.Ignore(version => version.Audience);
        builder.ComplexProperty(version => version.Terms, terms => AssignmentRuleConfiguration.Name(terms));
        builder.HasOne<AssignmentRule>().WithMany().HasForeignKey(version => version.RuleId);
    }

    public void Configure(EntityTypeBuilder<CycleEventRow> builder)
    {
        builder.HasKey(row => new { row.CycleId, row.Number });
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.Property(row => row.Reason).HasMaxLength(HashLength);
        builder.Property(row => row.EvidenceHash).HasMaxLength(HashLength);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(row => row.CycleId);
        builder.HasIndex(row => row.BatchId).HasFilter("\"BatchId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<CycleReason> builder)
    {
        builder.Property(reason => reason.CourseId).HasMaxLength(100);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(reason => reason.PersonId);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(reason => reason.CycleId);
        builder.HasOne<AssignmentRule>().WithMany().HasForeignKey(reason => reason.RuleId);
        builder.HasIndex(reason => new { reason.PersonId, reason.CourseId });
    }

    public void Configure(EntityTypeBuilder<CycleSpan> builder)
    {
        builder.Property(span => span.CourseId).HasMaxLength(100);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(span => span.PersonId);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(span => span.CycleId);

        // All that reports ask of a span, so that they read the index alone: of some people, and of everybody by state.
        builder.HasIndex(span => new { span.PersonId, span.CourseId, span.From, span.Until, span.SeqOut, span.State, span.Due, span.ValidUntil })
            .HasDatabaseName("IX_CycleSpans_People");
        builder.HasIndex(span => new { span.State, span.From, span.Until, span.Due, span.ValidUntil, span.SeqOut })
            .HasFilter("\"SeqOut\" IS NULL").HasDatabaseName("IX_CycleSpans_Begun");

        // Of whom something became known since a fact.
        builder.HasIndex(span => new { span.SeqIn, span.PersonId });
        builder.HasIndex(span => new { span.SeqOut, span.PersonId }).HasFilter("\"SeqOut\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<CycleEvidence> builder)
    {
        builder.HasKey(kept => kept.Hash);
        builder.Property(kept => kept.Hash).HasMaxLength(HashLength);
        builder.Property(kept => kept.FileName).HasMaxLength(Assignments.CycleEvidence.LongestFileName);
    }

    public void Configure(EntityTypeBuilder<WaiverProposal> builder)
    {
        builder.Property(proposal => proposal.CourseId).HasMaxLength(100);
        builder.Property(proposal => proposal.Reason).HasMaxLength(HashLength);
        builder.Property(proposal => proposal.DecisionReason).HasMaxLength(HashLength);
        builder.Property(proposal => proposal.Decision).IsConcurrencyToken();
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(proposal => proposal.PersonId);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(proposal => proposal.ApproverId);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(proposal => proposal.ProposerId);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(proposal => proposal.CycleId);
        builder.HasIndex(proposal => proposal.CycleId).HasFilter("\"Decision\" IS NULL").IsUnique().HasDatabaseName("IX_WaiverProposals_OneWaiting");
        builder.HasIndex(proposal => proposal.ApproverId).HasFilter("\"Decision\" IS NULL").HasDatabaseName("IX_WaiverProposals_Waiting");
        builder.HasIndex(proposal => proposal.PersonId);
        builder.HasIndex(proposal => proposal.BatchId).HasFilter("\"BatchId\" IS NOT NULL");
    }
}
