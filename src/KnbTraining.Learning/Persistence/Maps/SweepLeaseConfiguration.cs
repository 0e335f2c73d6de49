using KnbTraining.Learning.Background;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class SweepLeaseConfiguration : IEntityTypeConfiguration<SweepLease>
{
    public void Configure(EntityTypeBuilder<SweepLease> builder)
    {
        builder.HasKey(lease => lease.Work);
        builder.Property(lease => lease.Work).HasMaxLength(100);
        builder.Property(lease => lease.Holder).HasMaxLength(32);
    }
}
