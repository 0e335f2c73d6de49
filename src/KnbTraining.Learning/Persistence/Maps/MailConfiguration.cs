using KnbTraining.Learning.Notices.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class MailConfiguration : IEntityTypeConfiguration<MailServer>, IEntityTypeConfiguration<NoticeMail>
{
    public void Configure(EntityTypeBuilder<MailServer> builder)
    {
        builder.Property(server => server.Id).ValueGeneratedNever();
        builder.Property(server => server.Version).IsConcurrencyToken();
        builder.Property(server => server.Host).HasMaxLength(MailForm.LongestHost);
    }

    public void Configure(EntityTypeBuilder<NoticeMail> builder)
    {
        // Of two nodes that begin to send it one stores that it does.
        builder.Property(mail => mail.Tries).IsConcurrencyToken();
        builder.Property(mail => mail.Reply).HasMaxLength(NoticeMail.LongestReply);
        builder.HasOne<Organisation.Person>().WithMany().HasForeignKey(mail => mail.PersonId);
        builder.HasIndex(mail => new { mail.PersonId, mail.Day }).IsUnique();
        builder.HasIndex(mail => mail.NextAt).HasFilter("\"State\" = 0").HasDatabaseName("IX_NoticeMails_Waiting");
    }
}
