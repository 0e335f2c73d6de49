using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AnnulmentConfiguration : IEntityTypeConfiguration<Annulment>, IEntityTypeConfiguration<AttemptRegrade>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<Annulment> builder)
    {
        builder.Ignore(annulment => annulment.TakenOut);
        builder.Property(annulment => annulment.Subject).HasMaxLength(Annulment.LongestSubject);
        builder.Property(annulment => annulment.RuleId).HasMaxLength(100);
        builder.Property(annulment => annulment.Reason).HasMaxLength(HashLength);
        builder.Property(annulment => annulment.Effect).HasMaxLength(HashLength);
        builder.Property(annulment => annulment.DecisionReason).HasMaxLength(HashLength);

        // Of two who decide, and of two servers that carry out the same part, one does.
        builder.Property(annulment => annulment.State).IsConcurrencyToken();
        builder.Property(annulment => annulment.Parts).IsConcurrencyToken();
        builder.HasOne<Person>().WithMany().HasForeignKey(annulment => annulment.ProposerId);
        builder.HasOne<Person>().WithMany().HasForeignKey(annulment => annulment.DeciderId);
        builder.HasIndex(annulment => annulment.State);
    }

    public void Configure(EntityTypeBuilder<AttemptRegrade> builder)
    {
        builder.HasKey(regrade => new { regrade.AttemptNumber, regrade.Number });
        builder.Property(regrade => regrade.Number).ValueGeneratedNever();
        builder.HasOne<Annulment>().WithMany().HasForeignKey(regrade => regrade.AnnulmentId);
    }
}
