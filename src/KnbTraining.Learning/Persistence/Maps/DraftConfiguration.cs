using KnbTraining.Learning.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class DraftConfiguration : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.HasKey(draft => draft.Path);
        builder.Property(draft => draft.Path).HasMaxLength(300);
        builder.Property(draft => draft.AuthorName).HasMaxLength(200);
        builder.Property(draft => draft.Version).IsConcurrencyToken();
    }
}
