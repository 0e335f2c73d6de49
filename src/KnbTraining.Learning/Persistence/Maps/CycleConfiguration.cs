using KnbTraining.Learning.Assignments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class CycleConfiguration : IEntityTypeConfiguration<Cycle>
{
    public void Configure(EntityTypeBuilder<Cycle> builder)
    {
        builder.Property(cycle => cycle.CourseId).HasMaxLength(100);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(cycle => cycle.PersonId);
        builder.HasOne<AssignmentRule>().WithMany().HasForeignKey(cycle => cycle.RuleId);
        builder.HasIndex(cycle => new { cycle.PersonId, cycle.CourseId, cycle.OpenedOn });
        // By lists only; what was opened one by one has no number.
        builder.HasIndex(cycle => cycle.OpenedBy).HasFilter("\"OpenedBy\" IS NOT NULL");
        builder.HasIndex(cycle => new { cycle.PersonId, cycle.CourseId })
            .HasFilter("\"CompletedOn\" IS NULL AND \"WithdrawnOn\" IS NULL").IsUnique().HasDatabaseName("IX_Cycles_OneOpen");
    }
}
