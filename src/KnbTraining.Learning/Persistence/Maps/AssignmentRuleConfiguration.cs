using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class AssignmentRuleConfiguration : IEntityTypeConfiguration<AssignmentRule>
{
    public void Configure(EntityTypeBuilder<AssignmentRule> builder)
    {
        builder.Property(rule => rule.CourseId).HasMaxLength(100);
        builder.Property(rule => rule.UnitPath).HasMaxLength(400);
        builder.Property(rule => rule.Version).IsConcurrencyToken();
        builder.Ignore(rule => rule.Audience);
        builder.ComplexProperty(rule => rule.Terms, terms => Name(terms, firstDueDays: "DueDays"));
    }

    /// <summary>The terms lie in the row itself, in columns of their own names.</summary>
    internal static void Name(ComplexPropertyBuilder<RenewalTerms> terms, string firstDueDays = nameof(RenewalTerms.FirstDueDays))
    {
        terms.Property(one => one.ReminderDays).HasMaxLength(ReminderDays.LongestText);
        foreach (var property in terms.Metadata.ComplexType.GetProperties())
        {
            property.SetColumnName(property.Name == nameof(RenewalTerms.FirstDueDays) ? firstDueDays : property.Name);
        }
    }
}
