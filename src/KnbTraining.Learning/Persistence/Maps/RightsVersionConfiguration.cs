using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class RightsVersionConfiguration : IEntityTypeConfiguration<RightsVersion>
{
    public void Configure(EntityTypeBuilder<RightsVersion> builder)
    {
        builder.ToTable("RightsVersions");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new { Id = RightsVersion.Only, Version = 0L });
    }
}
