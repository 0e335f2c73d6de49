using KnbTraining.Learning.Editions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class EditionRowConfiguration : IEntityTypeConfiguration<EditionRow>
{
    public void Configure(EntityTypeBuilder<EditionRow> builder)
    {
        builder.ToTable("Editions");
        builder.HasKey(edition => edition.Number);
        builder.Property(edition => edition.Number).ValueGeneratedNever();
        builder.Property(edition => edition.Hash).HasMaxLength(64);
        builder.Property(edition => edition.PublishedBy).HasMaxLength(200);
    }
}
