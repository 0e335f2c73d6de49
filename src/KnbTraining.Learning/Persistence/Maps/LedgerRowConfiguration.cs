using KnbTraining.Learning.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class LedgerRowConfiguration : IEntityTypeConfiguration<LedgerRow>
{
    public void Configure(EntityTypeBuilder<LedgerRow> builder)
    {
        builder.ToTable("Ledger");
        builder.HasKey(row => row.Number);
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.Property(row => row.LeafHash).HasMaxLength(Digest.Length);
        builder.Property(row => row.Kind).HasMaxLength(60);
        builder.Property(row => row.SubjectKey).HasMaxLength(Slug.Longest);

        // What the page filters by; the numbers follow the time.
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => row.Kind);
        builder.HasIndex(row => row.ActorId);
        builder.HasIndex(row => row.SubjectPersonId);
    }
}
