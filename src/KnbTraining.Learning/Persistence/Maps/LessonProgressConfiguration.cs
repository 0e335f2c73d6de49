using KnbTraining.Learning.Lessons;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class LessonProgressConfiguration : IEntityTypeConfiguration<LessonProgress>
{
    public void Configure(EntityTypeBuilder<LessonProgress> builder)
    {
        builder.HasKey(progress => new { progress.PersonId, progress.CourseId, progress.LessonId });
        builder.Property(progress => progress.CourseId).HasMaxLength(100);
        builder.Property(progress => progress.LessonId).HasMaxLength(100);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(progress => progress.PersonId);
    }
}
