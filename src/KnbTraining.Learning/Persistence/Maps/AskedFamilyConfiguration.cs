using KnbTraining.Learning.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AskedFamilyConfiguration : IEntityTypeConfiguration<AskedFamily>
{
    public void Configure(EntityTypeBuilder<AskedFamily> builder)
    {
        builder.HasKey(family => family.Key);
        builder.Property(family => family.FamilyId).HasMaxLength(200);
        builder.Property(family => family.RuleId).HasMaxLength(100);
        builder.HasIndex(family => new { family.FamilyId, family.RuleId }).IsUnique();
    }
}
