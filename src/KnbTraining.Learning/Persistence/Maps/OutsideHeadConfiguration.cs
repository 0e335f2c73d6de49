using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class OutsideHeadConfiguration : IEntityTypeConfiguration<OutsideHead>
{
    public void Configure(EntityTypeBuilder<OutsideHead> builder)
    {
        builder.ToTable("LedgerOutsideHeads");

        // Two roots of one size are kept both: one of them shows that something is wrong.
        builder.HasKey(row => new { row.Size, row.Root });
        builder.Property(row => row.Size).ValueGeneratedNever();
        builder.Property(row => row.Root).HasMaxLength(Digest.Length);
        builder.Ignore(row => row.Head);
    }
}
