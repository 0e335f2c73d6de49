using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class UnitConfiguration : IEntityTypeConfiguration<Unit>, IEntityTypeConfiguration<UnitVersion>, IEntityTypeConfiguration<UnitManager>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.Ignore(unit => unit.Depth);
        builder.Ignore(unit => unit.Names);
        builder.Property(unit => unit.Name).HasMaxLength(200);
        builder.Property(unit => unit.NameKk).HasMaxLength(200);
        builder.Property(unit => unit.NameRu).HasMaxLength(200);
        builder.Property(unit => unit.NameEn).HasMaxLength(200);
        builder.Property(unit => unit.Path).HasMaxLength(Unit.MaxPath);
        builder.Property(unit => unit.Version).IsConcurrencyToken();
        builder.HasIndex(unit => unit.Path).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(unit => unit.ParentId);
        builder.HasMany(unit => unit.Versions).WithOne().HasForeignKey(version => version.UnitId);
        builder.Navigation(unit => unit.Versions).HasField("_versions").UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<UnitVersion> builder)
    {
        builder.Property(version => version.Name).HasMaxLength(200);
        builder.Property(version => version.NameKk).HasMaxLength(200);
        builder.Property(version => version.NameRu).HasMaxLength(200);
        builder.Property(version => version.NameEn).HasMaxLength(200);
        builder.Property(version => version.Path).HasMaxLength(Unit.MaxPath);
        builder.HasIndex(version => new { version.UnitId, version.From }).HasFilter("\"SeqOut\" IS NULL").IsUnique().HasDatabaseName("IX_UnitVersions_Holding");
        builder.HasIndex(version => version.Path);
    }

    public void Configure(EntityTypeBuilder<UnitManager> builder)
    {
        builder.HasOne<Unit>().WithMany().HasForeignKey(row => row.UnitId);
        builder.HasIndex(row => row.PersonId);
    }
}
