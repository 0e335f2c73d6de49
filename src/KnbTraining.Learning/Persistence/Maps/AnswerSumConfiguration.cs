using KnbTraining.Learning.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AnswerSumConfiguration : IEntityTypeConfiguration<AnswerSum>
{
    public void Configure(EntityTypeBuilder<AnswerSum> builder)
    {
        // Reports choose units; a grading finds its row by all of it.
        builder.HasKey(sum => new { sum.UnitId, sum.Day, sum.FamilyKey, sum.Language, sum.Turn, sum.Outcome, sum.Misconception });
        builder.Property(sum => sum.Language).HasMaxLength(8);
        builder.Property(sum => sum.Misconception).HasMaxLength(100);
        builder.HasOne<Organisation.Unit>().WithMany().HasForeignKey(sum => sum.UnitId);
        builder.HasOne(sum => sum.Family).WithMany().HasForeignKey(sum => sum.FamilyKey);
    }
}
