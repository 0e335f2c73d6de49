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

        // Who is behind the wrong answers of everybody: a quarter of all items, and of these the ones that were sure.
        builder.HasIndex(item => new { item.FamilyKey, item.AttemptNumber, item.Score, item.Certainty, item.AnnulmentId })
            .HasFilter("\"Score\" < 1.0").HasDatabaseName("IX_AttemptItems_Missed");
        builder.HasIndex(item => new { item.AttemptNumber, item.FamilyKey, item.Score, item.Certainty, item.AnnulmentId })
            .HasFilter("\"Score\" < 1.0 AND \"Certainty\" = 2").HasDatabaseName("IX_AttemptItems_SureAndMissed");
        builder.HasOne(item => item.Family).WithMany().HasForeignKey(item => item.FamilyKey);
    }
}
