using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;

namespace KnbTraining.WebTests.Localization;

/// <summary>Everything of facts that is shown by a word of its own.</summary>
internal static class FactWords
{
    // Told beside each other under the name of what changed, or in the list of changes under the name of the field.
    private static readonly HashSet<string> Nameless = ["Before", "After", "Changes"];

    /// <summary>Names of parameters whose values a reader sees, and of the fields that changes name.</summary>
    public static IEnumerable<string> Fields => Places()
        .Where(place => !Nameless.Contains(place.Name) && IsSaid(place.Name, place.Type))
        .Select(place => place.Name)
        .Concat(Enum.GetNames<PersonField>())
        .Concat(Enum.GetNames<SettingsField>())
        .Distinct(StringComparer.Ordinal);

    /// <summary>Values of enums in facts; those that name a field have a word as such.</summary>
    public static IEnumerable<string> Values => Places()
        .Where(place => place.Type.IsEnum && place.Type != typeof(PersonField) && place.Type != typeof(SettingsField))
        .SelectMany(place => Enum.GetNames(place.Type).Select(value => $"{place.Type.Name}.{value}"))
        .Distinct(StringComparer.Ordinal);

    // Hashes are not said, and ids only where they are those of people and units.
    private static bool IsSaid(string name, Type type) =>
        type != typeof(Digest) && name != "Field" && (type != typeof(Guid) || name is "PersonId" or "UnitId" or "IntoUnitId" or "ParentId" or "ManagedUnitId" or "TakenOverFrom" or "Authors");

    private static IEnumerable<(string Name, Type Type)> Places() => FactType.All.SelectMany(fact => Places(fact.Type));

    private static IEnumerable<(string Name, Type Type)> Places(Type part) => FactShape.Of(part).Properties.SelectMany(property =>
    {
        var plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var item = FactShape.ItemOf(plain) ?? plain;
        return typeof(IFactPart).IsAssignableFrom(item) ? Places(item) : [(property.Name, item)];
    });
}
