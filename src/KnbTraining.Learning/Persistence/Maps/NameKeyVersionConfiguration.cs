using KnbTraining.Learning.Names;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class NameKeyVersionConfiguration : IEntityTypeConfiguration<NameKeyVersion>
{
    public void Configure(EntityTypeBuilder<NameKeyVersion> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Version).HasMaxLength(100);
    }
}
