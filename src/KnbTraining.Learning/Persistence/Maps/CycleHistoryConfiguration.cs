using KnbTraining.Learning.Assignments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class CycleHistoryConfiguration :
    IEntityTypeConfiguration<AssignmentRuleVersion>,
    IEntityTypeConfiguration<CycleEventRow>,
    IEntityTypeConfiguration<CycleReason>,
    IEntityTypeConfiguration<CycleSpan>,
    IEntityTypeConfiguration<CycleEvidence>
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
        builder.HasIndex(span => new { span.PersonId, span.CourseId, span.From });
    }

    public void Configure(EntityTypeBuilder<CycleEvidence> builder)
    {
        builder.HasKey(kept => kept.Hash);
        builder.Property(kept => kept.Hash).HasMaxLength(HashLength);
        builder.Property(kept => kept.FileName).HasMaxLength(Assignments.CycleEvidence.LongestFileName);
    }
}
