using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.Property(person => person.Name).HasMaxLength(200);
        builder.Property(person => person.SearchName).HasMaxLength(1000);
        builder.Property(person => person.Language).HasMaxLength(8);
        builder.Property(person => person.Version).IsConcurrencyToken();
        builder.Property(person => person.PersonnelNumber).HasMaxLength(40);
        builder.Ignore(person => person.ExamTime);
        builder.Ignore(person => person.StandingToday);
        builder.HasIndex(person => person.PersonnelNumber).IsUnique();
        builder.HasIndex(person => person.UnitId);
        builder.HasIndex(person => new { person.SortKey, person.Id });
        builder.HasOne(person => person.Unit).WithMany().HasForeignKey(person => person.UnitId);
        builder.HasOne(person => person.ManagedUnit).WithMany().HasForeignKey(person => person.ManagedUnitId);
        builder.HasMany(person => person.Roles).WithOne().HasForeignKey(role => role.PersonId);
        builder.Navigation(person => person.Roles).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(person => person.Standings).WithOne().HasForeignKey(row => row.PersonId);
        builder.Navigation(person => person.Standings).HasField("_standings").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(person => person.Managed).WithOne().HasForeignKey(row => row.PersonId);
        builder.Navigation(person => person.Managed).HasField("_managed").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(person => person.StandingChanges).WithOne().HasForeignKey(change => change.PersonId);
        builder.Navigation(person => person.StandingChanges).HasField("_changes").UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
