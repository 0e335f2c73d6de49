using KnbTraining.Learning.Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class CertificateConfiguration : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.HasKey(certificate => certificate.Number);
        builder.Property(certificate => certificate.Number).HasMaxLength(CertificateNumber.MaxLength);
        builder.Property(certificate => certificate.CourseId).HasMaxLength(100);
        builder.Property(certificate => certificate.KeyId).HasMaxLength(16);
        builder.Ignore(certificate => certificate.Title);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(certificate => certificate.PersonId);
        builder.HasOne<Editions.EditionRow>().WithMany().HasForeignKey(certificate => certificate.EditionNumber);

        // Exactly one for an attempt, whatever happens twice; one that was revoked stays beside the one that was issued anew.
        builder.HasIndex(certificate => certificate.AttemptId).IsUnique().HasFilter("\"RevokedOn\" IS NULL");
        builder.HasIndex(certificate => certificate.PersonId);
    }
}
