using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class StandingConfiguration : IEntityTypeConfiguration<Standing>, IEntityTypeConfiguration<StandingChange>
{
    public void Configure(EntityTypeBuilder<Standing> builder)
    {
        builder.Ignore(row => row.Values);
        builder.HasOne<Unit>().WithMany().HasForeignKey(row => row.UnitId);

        // Of one person and day one row holds; that rows do not overlap otherwise, their history sees to.
        builder.HasIndex(row => new { row.PersonId, row.From }).HasFilter("\"SeqOut\" IS NULL").IsUnique().HasDatabaseName("IX_Standings_Holding");
        builder.HasIndex(row => row.PersonId);

        // Of whom something became known since a fact.
        builder.HasIndex(row => new { row.SeqIn, row.PersonId });
        builder.HasIndex(row => new { row.SeqOut, row.PersonId }).HasFilter("\"SeqOut\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<StandingChange> builder)
    {
        builder.Ignore(change => change.Parts);
        builder.HasOne<Unit>().WithMany().HasForeignKey(change => change.UnitId);
        builder.HasIndex(change => new { change.PersonId, change.From });
    }
}
