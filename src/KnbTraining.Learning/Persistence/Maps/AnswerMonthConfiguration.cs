using KnbTraining.Learning.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AnswerMonthConfiguration : IEntityTypeConfiguration<AnswerMonth>, IEntityTypeConfiguration<SummedUnit>
{
    public void Configure(EntityTypeBuilder<AnswerMonth> builder)
    {
        // Most reports ask for all answers of some units, then for months.
        builder.HasKey(sum => new { sum.UnitId, sum.Misconception, sum.Month, sum.FamilyKey });
        builder.Property(sum => sum.Misconception).HasMaxLength(100);

        // In this order reports add up months without sorting, and read nothing but this.
        builder.HasIndex(sum => new { sum.UnitId, sum.Misconception, sum.FamilyKey, sum.Month, sum.Answers, sum.Missed, sum.Sure }).HasDatabaseName("IX_AnswerMonths_Added");
        builder.HasOne<Organisation.Unit>().WithMany().HasForeignKey(sum => sum.UnitId);
        builder.HasOne(sum => sum.Family).WithMany().HasForeignKey(sum => sum.FamilyKey);
    }

    public void Configure(EntityTypeBuilder<SummedUnit> builder)
    {
        builder.HasKey(unit => unit.UnitId);
        builder.HasOne<Organisation.Unit>().WithOne().HasForeignKey<SummedUnit>(unit => unit.UnitId);
    }
}
