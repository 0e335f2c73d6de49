using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AccountSessionConfiguration : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.Property(session => session.Device).HasMaxLength(AccountSession.LongestDevice);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(session => session.AccountId);
        builder.HasIndex(session => session.AccountId);

        // The sweep looks for those that are over, and for those that ended long ago.
        builder.HasIndex(session => new { session.EndedAt, session.EndsAt });
    }
}
