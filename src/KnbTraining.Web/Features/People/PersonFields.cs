using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components.Forms;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Shared;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.People;

/// <summary>The fields of a person's form in words. What only makes sense together is one field.</summary>
internal static class PersonFields
{
    public static PersonForm Copy(PersonForm form) => form with { Roles = [.. form.Roles] };

    public static IReadOnlyList<FormField<PersonForm>> All(IStringLocalizer<PeopleTexts> texts, IStringLocalizer<SharedTexts> shared, Func<Guid?, string> unitName) =>
    [
        new(texts["Name"], form => form.Name.Trim(), form => form.Name, (to, from) => to.Name = from.Name),
        new(texts["UserName"], form => form.UserName.Trim(), form => form.UserName, (to, from) => to.UserName = from.UserName),
        new(texts["Email"], form => form.Email?.Trim() ?? "", form => form.Email ?? "", (to, from) => to.Email = from.Email),
        new(texts["PersonnelNumber"], form => form.PersonnelNumber?.Trim() ?? "", form => form.PersonnelNumber ?? "", (to, from) => to.PersonnelNumber = from.PersonnelNumber),
        new(texts["Unit"], form => form.UnitId, form => unitName(form.UnitId), (to, from) => to.UnitId = from.UnitId),
        new(texts["HolderStatus"], form => form.HolderStatus, form => texts[$"HolderStatus.{form.HolderStatus}"], (to, from) => to.HolderStatus = from.HolderStatus),
        new(texts["Capacity"], form => form.Capacity, form => texts[$"Capacity.{form.Capacity}"], (to, from) => to.Capacity = from.Capacity),
        new(shared["Language"], form => form.Language, form => LanguageNames.Of(form.Language), (to, from) => to.Language = from.Language),
        new(texts["Roles"], RolesOf, form => RolesIn(texts, unitName, form), (to, from) => (to.Roles, to.ManagedUnitId) = ([.. from.Roles], from.ManagedUnitId)),
        new(texts["ExtraTime"], form => (form.ExtraTimePercent, form.Untimed), form => TimeIn(texts, form), (to, from) => (to.ExtraTimePercent, to.Untimed) = (from.ExtraTimePercent, from.Untimed)),
    ];

    /// <summary>Takes over what acts of their own change, and leaves the rest of what was typed.</summary>
    public static void TakeStanding(PersonForm to, PersonForm from) =>
        (to.UnitId, to.HolderStatus, to.Capacity) = (from.UnitId, from.HolderStatus, from.Capacity);

    // Everybody is a learner, whether the form says so or not.
    private static object RolesOf(PersonForm form) => (string.Join(',', Beyond(form)), form.ManagedUnitId);

    private static string RolesIn(IStringLocalizer<PeopleTexts> texts, Func<Guid?, string> unitName, PersonForm form)
    {
        var roles = string.Join(", ", Beyond(form).DefaultIfEmpty(Role.Learner).Select(role => texts[$"Role.{role}"].Value));
        return form.ManagedUnitId is { } managed ? $"{roles} ({unitName(managed)})" : roles;
    }

    private static string TimeIn(IStringLocalizer<PeopleTexts> texts, PersonForm form) =>
        form.Untimed ? texts["Untimed"].Value : form.ExtraTimePercent.ToString(Cultures.Of(Cultures.CurrentLanguage));

    private static IEnumerable<Role> Beyond(PersonForm form) => form.Roles.Where(role => role != Role.Learner).Order();
}
