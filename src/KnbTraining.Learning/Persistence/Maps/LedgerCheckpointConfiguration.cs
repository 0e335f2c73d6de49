using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class LedgerCheckpointConfiguration : IEntityTypeConfiguration<LedgerCheckpoint>
{
    private const int MostSubtrees = 63;

    public void Configure(EntityTypeBuilder<LedgerCheckpoint> builder)
    {
        builder.ToTable("LedgerCheckpoints");
        builder.HasKey(row => row.Number);
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.Property(row => row.Root).HasMaxLength(Digest.Length);
        builder.Property(row => row.Edge).HasMaxLength(MostSubtrees * Digest.Length);
        builder.HasIndex(row => row.Size);

        // One for each day, whoever makes it.
        builder.HasIndex(row => row.Day).IsUnique();
    }
}
