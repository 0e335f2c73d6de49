using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class SettingsConfiguration : IEntityTypeConfiguration<SettingsRow>
{
    public void Configure(EntityTypeBuilder<SettingsRow> builder)
    {
        builder.HasKey(row => row.Version);
        builder.Property(row => row.Version).ValueGeneratedNever();
        builder.Property(row => row.SecurityContact).HasMaxLength(SettingsForm.LongestContact);
        builder.Property(row => row.Signatory).HasMaxLength(SettingsForm.LongestName);
        builder.Property(row => row.LogoHash).HasMaxLength(64);

        // Rows from before there was a choice.
        builder.Property(row => row.ReminderDays).HasMaxLength(ReminderDays.LongestText).HasDefaultValue(ReminderDays.Default.Text);
        builder.Property(row => row.BrakePercent).HasDefaultValue(OrganisationSettings.Default.BrakePercent);
        builder.Property(row => row.PersonnelLanguage).HasMaxLength(8).HasDefaultValue(OrganisationSettings.Default.PersonnelLanguage);
        builder.HasOne<Logo>().WithMany().HasForeignKey(row => row.LogoHash);
    }
}

internal sealed class LogoConfiguration : IEntityTypeConfiguration<Logo>
{
    public void Configure(EntityTypeBuilder<Logo> builder)
    {
        builder.HasKey(logo => logo.Hash);
        builder.Property(logo => logo.Hash).HasMaxLength(64);
        builder.Property(logo => logo.MediaType).HasMaxLength(32);
    }
}
