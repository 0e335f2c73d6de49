using KnbTraining.Learning.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class PeopleImportConfiguration
    : IEntityTypeConfiguration<PeopleImport>, IEntityTypeConfiguration<PeopleImportPart>, IEntityTypeConfiguration<PeopleImportSheet>,
        IEntityTypeConfiguration<SavedMapping>
{
    public void Configure(EntityTypeBuilder<PeopleImport> builder)
    {
        builder.Property(import => import.FileName).HasMaxLength(200);
        builder.Property(import => import.FileHash).HasMaxLength(64);
        builder.Property(import => import.Version).IsConcurrencyToken();
        builder.Ignore(import => import.Counts);
        builder.HasIndex(import => import.MadeAt);
    }

    public void Configure(EntityTypeBuilder<PeopleImportPart> builder)
    {
        builder.HasKey(part => new { part.ImportId, part.Number });
        builder.Property(part => part.Number).ValueGeneratedNever();
        builder.HasOne<PeopleImport>().WithMany().HasForeignKey(part => part.ImportId);
    }

    public void Configure(EntityTypeBuilder<PeopleImportSheet> builder)
    {
        builder.HasKey(sheet => sheet.ImportId);
        builder.Property(sheet => sheet.ImportId).ValueGeneratedNever();
        builder.HasOne<PeopleImport>().WithOne().HasForeignKey<PeopleImportSheet>(sheet => sheet.ImportId);
    }

    public void Configure(EntityTypeBuilder<SavedMapping> builder)
    {
        builder.Property(row => row.Name).HasMaxLength(SavedMapping.LongestName);
        builder.Property(row => row.Key).HasMaxLength(500);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Ignore(row => row.Mapping);
        builder.HasIndex(row => row.Key).IsUnique();
    }
}
