using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class DeltaCourseConfiguration
    : IEntityTypeConfiguration<DeltaCourse>, IEntityTypeConfiguration<DeltaRule>, IEntityTypeConfiguration<DeltaPerson>, IEntityTypeConfiguration<DeltaProposal>
{
    public void Configure(EntityTypeBuilder<DeltaCourse> builder)
    {
        builder.Property(course => course.CourseId).HasMaxLength(100);
        builder.Property(course => course.TakenBackReason).HasMaxLength(DeltaCourse.LongestReason);
        builder.Property(course => course.Waiting).IsConcurrencyToken();
        builder.HasIndex(course => course.CourseId).IsUnique();
        builder.HasIndex(course => new { course.EditionNumber, course.Ordinal }).IsUnique();
        builder.HasOne<EditionRow>().WithMany().HasForeignKey(course => course.EditionNumber);
        builder.HasOne<Person>().WithMany().HasForeignKey(course => course.OpenedById);
        builder.HasMany(course => course.Rules).WithOne().HasForeignKey(rule => rule.DeltaId);
        builder.Navigation(course => course.Rules).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<DeltaRule> builder)
    {
        builder.ToTable("DeltaRules");
        builder.HasKey(rule => new { rule.DeltaId, rule.Position });
        builder.Property(rule => rule.Position).ValueGeneratedNever();
        builder.Property(rule => rule.RuleId).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<DeltaProposal> builder)
    {
        builder.Ignore(proposal => proposal.RuleIds);
        builder.Ignore(proposal => proposal.ReasonText);
        builder.Property(proposal => proposal.DecisionReason).HasMaxLength(DeltaCourse.LongestReason);

        // Of two who decide, one does.
        builder.Property(proposal => proposal.Decision).IsConcurrencyToken();
        builder.HasIndex(proposal => new { proposal.EditionNumber, proposal.Decision });
        builder.HasOne<EditionRow>().WithMany().HasForeignKey(proposal => proposal.EditionNumber);
        builder.HasOne<Person>().WithMany().HasForeignKey(proposal => proposal.ProposerId);
        builder.HasOne<Person>().WithMany().HasForeignKey(proposal => proposal.DeciderId);
    }

    public void Configure(EntityTypeBuilder<DeltaPerson> builder)
    {
        builder.HasKey(person => new { person.DeltaId, person.PersonId });
        builder.HasOne<DeltaCourse>().WithMany().HasForeignKey(person => person.DeltaId);
        builder.HasOne<Person>().WithMany().HasForeignKey(person => person.PersonId);
    }
}
