using KnbTraining.Learning.Background;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class NodeSightConfiguration : IEntityTypeConfiguration<NodeSight>
{
    public void Configure(EntityTypeBuilder<NodeSight> builder)
    {
        builder.HasKey(sight => sight.Node);
        builder.Property(sight => sight.Node).HasMaxLength(32);
        builder.Property(sight => sight.Machine).HasMaxLength(100);
    }
}
