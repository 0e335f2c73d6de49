using KnbTraining.Learning.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class LedgerTextConfiguration : IEntityTypeConfiguration<LedgerText>
{
    public void Configure(EntityTypeBuilder<LedgerText> builder)
    {
        builder.ToTable("LedgerTexts");
        builder.HasKey(text => text.Hash);
        builder.Property(text => text.Hash).HasMaxLength(Digest.Length);
        builder.Property(text => text.Salt).HasMaxLength(LedgerText.SaltLength);
        builder.Ignore(text => text.Ref);
        builder.Ignore(text => text.IsErased);
        builder.Ignore(text => text.Fits);
        builder.HasIndex(text => text.PersonId);
    }
}
