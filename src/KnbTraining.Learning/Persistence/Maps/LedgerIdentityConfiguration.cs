using KnbTraining.Learning.Evidence.Checkpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class LedgerIdentityConfiguration : IEntityTypeConfiguration<LedgerIdentity>
{
    public void Configure(EntityTypeBuilder<LedgerIdentity> builder)
    {
        builder.ToTable("LedgerIdentity");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Origin).HasMaxLength(LedgerIdentity.LongestOrigin);
    }
}
