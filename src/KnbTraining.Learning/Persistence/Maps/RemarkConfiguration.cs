using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Remarks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class RemarkConfiguration : IEntityTypeConfiguration<Remark>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<Remark> builder)
    {
        builder.Ignore(remark => remark.ItemId);
        builder.Property(remark => remark.FamilyId).HasMaxLength(200);
        builder.Property(remark => remark.RuleId).HasMaxLength(100);
        builder.Property(remark => remark.Language).HasMaxLength(8);
        builder.Property(remark => remark.Text).HasMaxLength(HashLength);
        builder.Property(remark => remark.Answer).HasMaxLength(HashLength);

        // Of two editors who answer at the same time one does.
        builder.Property(remark => remark.State).IsConcurrencyToken();
        builder.HasOne<Person>().WithMany().HasForeignKey(remark => remark.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(remark => remark.EditorId);
        builder.HasOne<Editions.EditionRow>().WithMany().HasForeignKey(remark => remark.EditionNumber);
        builder.HasIndex(remark => new { remark.PersonId, remark.MadeOn });
        builder.HasIndex(remark => new { remark.FamilyId, remark.Variant });
        builder.HasIndex(remark => remark.State).HasFilter("\"State\" < 2").HasDatabaseName("IX_Remarks_Waiting");
    }
}
