using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class PersonIinConfiguration : IEntityTypeConfiguration<PersonIin>, IEntityTypeConfiguration<IinKey>, IEntityTypeConfiguration<PeopleView>
{
    public void Configure(EntityTypeBuilder<PersonIin> builder)
    {
        builder.HasKey(row => row.PersonId);
        builder.Property(row => row.PersonId).ValueGeneratedNever();
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.HasIndex(row => row.Hash).IsUnique();
        builder.HasOne<Person>().WithOne().HasForeignKey<PersonIin>(row => row.PersonId);
    }

    public void Configure(EntityTypeBuilder<IinKey> builder) => builder.Property(key => key.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<PeopleView> builder)
    {
        builder.Property(view => view.Name).HasMaxLength(PeopleView.LongestName);
        builder.Ignore(view => view.Filter);
        builder.HasOne<Person>().WithMany().HasForeignKey(view => view.OwnerId);
        builder.HasIndex(view => view.OwnerId);
    }
}
