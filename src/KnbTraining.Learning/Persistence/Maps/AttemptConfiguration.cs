using KnbTraining.Learning.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AttemptConfiguration : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> builder)
    {
        builder.HasKey(attempt => attempt.Number);
        builder.HasIndex(attempt => attempt.Id).IsUnique();
        builder.Ignore(attempt => attempt.Claim);
        builder.Property(attempt => attempt.CourseId).HasMaxLength(100);
        builder.Property(attempt => attempt.Language).HasMaxLength(8);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(attempt => attempt.PersonId);
        builder.HasOne<Editions.EditionRow>().WithMany().HasForeignKey(attempt => attempt.EditionNumber);
        builder.HasMany(attempt => attempt.Items).WithOne().HasForeignKey(item => item.AttemptNumber);
        builder.Ignore(attempt => attempt.Counted);
        builder.HasMany(attempt => attempt.Regrades).WithOne().HasForeignKey(regrade => regrade.AttemptNumber);
        builder.Navigation(attempt => attempt.Regrades).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(attempt => attempt.Items).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(attempt => new { attempt.PersonId, attempt.CourseId });

        // Two tabs that start at once must meet in one attempt.
        builder.HasIndex(attempt => new { attempt.PersonId, attempt.CourseId, attempt.Mode })
            .HasFilter("\"State\" = 0").IsUnique().HasDatabaseName("IX_Attempts_OneOpen");
        builder.HasIndex(attempt => attempt.Deadline).HasFilter("\"State\" = 0").HasDatabaseName("IX_Attempts_Overdue");
        builder.HasIndex(attempt => attempt.Number).HasFilter("\"State\" = 1 AND \"UnitId\" IS NULL").HasDatabaseName("IX_Attempts_NotInSums");

        // What AttemptMarks.Count says, for attempts that were graded before there were marks.
        builder.HasIndex(attempt => attempt.Number, "IX_Attempts_NotPacked")
            .HasFilter("\"State\" = 1 AND \"Marks\" IS NULL AND (\"Ordinal\" = 1 OR \"Mode\" = 1)");
    }
}
