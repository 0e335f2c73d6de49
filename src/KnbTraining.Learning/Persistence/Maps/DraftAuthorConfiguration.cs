using KnbTraining.Learning.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class DraftAuthorConfiguration : IEntityTypeConfiguration<DraftAuthor>
{
    public void Configure(EntityTypeBuilder<DraftAuthor> builder)
    {
        builder.HasKey(author => new { author.Path, author.PersonId });
        builder.Property(author => author.Path).HasMaxLength(300);
        builder.Property(author => author.Name).HasMaxLength(200);
    }
}
