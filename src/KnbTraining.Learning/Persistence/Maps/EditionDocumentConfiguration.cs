using KnbTraining.Learning.Editions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class EditionDocumentConfiguration : IEntityTypeConfiguration<EditionDocument>
{
    public void Configure(EntityTypeBuilder<EditionDocument> builder)
    {
        builder.HasKey(document => new { document.EditionNumber, document.Path });
        builder.Property(document => document.Path).HasMaxLength(300);
        builder.HasOne<EditionRow>().WithMany().HasForeignKey(document => document.EditionNumber);
        builder.HasOne(document => document.Blob).WithMany().HasForeignKey(document => document.BlobHash);
    }
}
