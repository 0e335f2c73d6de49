using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class UnitConfiguration : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.Ignore(unit => unit.Depth);
        builder.Property(unit => unit.Name).HasMaxLength(200);
        builder.Property(unit => unit.Path).HasMaxLength(400);
        builder.Property(unit => unit.Version).IsConcurrencyToken();
        builder.HasIndex(unit => unit.Path).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(unit => unit.ParentId);
    }
}
