using KnbTraining.Learning.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AttemptStepConfiguration : IEntityTypeConfiguration<AttemptStep>
{
    public void Configure(EntityTypeBuilder<AttemptStep> builder)
    {
        builder.HasKey(step => step.Sequence);
        builder.HasIndex(step => step.Id).IsUnique();
        builder.HasIndex(step => step.AttemptNumber);
        builder.HasOne<Attempt>().WithMany().HasForeignKey(step => step.AttemptNumber);
    }
}
