using KnbTraining.Learning.Assignments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class CycleListConfiguration : IEntityTypeConfiguration<CycleList>, IEntityTypeConfiguration<CycleListPart>
{
    public void Configure(EntityTypeBuilder<CycleList> builder)
    {
        builder.Property(list => list.Version).IsConcurrencyToken();
        builder.Ignore(list => list.Applied);
        builder.HasOne<AssignmentRule>().WithMany().HasForeignKey(list => list.RuleId);

        // Asked every few seconds, and nearly always for nothing.
        builder.HasIndex(list => list.RuleId).HasFilter("\"EndedAt\" IS NULL").HasDatabaseName("IX_CycleLists_Running");
    }

    public void Configure(EntityTypeBuilder<CycleListPart> builder)
    {
        builder.HasKey(part => new { part.ListId, part.Number });
        builder.Property(part => part.Number).ValueGeneratedNever();
        builder.HasOne<CycleList>().WithMany().HasForeignKey(part => part.ListId);
    }
}
