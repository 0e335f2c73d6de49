using KnbTraining.Learning.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AttemptItemConfiguration : IEntityTypeConfiguration<AttemptItem>
{
    public void Configure(EntityTypeBuilder<AttemptItem> builder)
    {
        builder.Ignore(item => item.ItemId);
        builder.HasKey(item => new { item.AttemptNumber, item.Position });
        builder.Property(item => item.Misconception).HasMaxLength(100);
        builder.HasOne(item => item.Family).WithMany().HasForeignKey(item => item.FamilyKey);
    }
}
