using KnbTraining.Learning.Acknowledgements;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AcknowledgementConfiguration : IEntityTypeConfiguration<Acknowledgement>
{
    public void Configure(EntityTypeBuilder<Acknowledgement> builder)
    {
        builder.Property(row => row.DocumentId).HasMaxLength(100);
        builder.Property(row => row.Language).HasMaxLength(8);
        builder.Property(row => row.TextHash).HasMaxLength(64);
        builder.Property(row => row.TypedPhrase).HasMaxLength(Acknowledgement.LongestPhrase);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(row => row.PersonId);
        builder.HasOne<Editions.EditionRow>().WithMany().HasForeignKey(row => row.EditionNumber);
        builder.HasIndex(row => new { row.PersonId, row.DocumentId });

        // The report walks one document's confirmations, and reads nothing but this.
        builder.HasIndex(row => new { row.DocumentId, row.PersonId, row.ConfirmedAt, row.Version, row.ValidUntil, row.TextHash }).HasFilter("\"ConfirmedAt\" IS NOT NULL").HasDatabaseName("IX_Acknowledgements_Confirmed");

        // Two tabs that open the same text share one reading.
        builder.HasIndex(row => new { row.PersonId, row.DocumentId, row.Version, row.TextHash })
            .HasFilter("\"ConfirmedAt\" IS NULL").IsUnique().HasDatabaseName("IX_Acknowledgements_OneOpen");
    }
}
