using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports.Saved;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class SavedReportConfiguration : IEntityTypeConfiguration<SavedReport>
{
    public void Configure(EntityTypeBuilder<SavedReport> builder)
    {
        builder.Property(row => row.Name).HasMaxLength(SavedReport.LongestName);
        builder.Property(row => row.Format).HasMaxLength(10);
        builder.Property(row => row.Language).HasMaxLength(10);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Ignore(row => row.Question);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.OwnerId);
        builder.HasIndex(row => row.OwnerId);
        builder.HasIndex(row => row.NextOn).HasFilter("\"NextOn\" IS NOT NULL").HasDatabaseName("IX_SavedReports_Waiting");
    }
}
