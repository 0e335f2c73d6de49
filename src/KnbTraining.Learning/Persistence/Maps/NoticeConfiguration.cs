using KnbTraining.Learning.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>, IEntityTypeConfiguration<Delivery>, IEntityTypeConfiguration<NoticeWording>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.Property(notice => notice.Subject).HasMaxLength(Notice.LongestSubject);
        builder.Property(notice => notice.Occasion).HasMaxLength(Notice.LongestOccasion);
        builder.Ignore(notice => notice.Key);

        // Of two nodes that decide at the same time one stores it.
        builder.Property(notice => notice.Outcome).IsConcurrencyToken();
        builder.HasOne<Notices.Mail.NoticeMail>().WithMany().HasForeignKey(notice => notice.MailId);
        builder.HasIndex(notice => notice.MailId).HasFilter("\"MailId\" IS NOT NULL");
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(notice => notice.PersonId);
        builder.HasIndex(notice => new { notice.PersonId, notice.Kind, notice.CycleId, notice.Subject, notice.Occasion }).IsUnique();

        // Asked every minute, and mostly for nothing.
        builder.HasIndex(notice => notice.PersonId).HasFilter("\"Outcome\" = 0").HasDatabaseName("IX_Notices_Waiting");
    }

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.HasKey(step => new { step.NoticeId, step.Channel, step.Step });
        builder.Property(step => step.Reply).HasMaxLength(500);
        builder.HasOne<Notice>().WithMany().HasForeignKey(step => step.NoticeId);
    }

    public void Configure(EntityTypeBuilder<NoticeWording> builder)
    {
        builder.HasKey(row => new { row.Kind, row.Version });
        builder.Property(row => row.Version).ValueGeneratedNever();
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(row => row.ChangedById);
    }
}
