using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.People;

/// <summary>Standing in words.</summary>
internal static class StandingWords
{
    public static string Days(IStringLocalizer<PeopleTexts> texts, DateOnly from, DateOnly? until) =>
        until is not { } last ? texts["Days.since", LocalTime.Day(from)]
        : last == from ? LocalTime.Day(from)
        : texts["Days.both", LocalTime.Day(from), LocalTime.Day(last)];

    /// <summary>What a change sets.</summary>
    public static string Sentence(IStringLocalizer<PeopleTexts> texts, ToldChange change) =>
        change.IsFirst ? texts["Changes.first"] : string.Join(" · ", Parts(texts, change));

    /// <summary>When and by whom it was told; null where nobody knows.</summary>
    public static string? Told(IStringLocalizer<PeopleTexts> texts, ToldChange change)
    {
        if (change.ToldOn is not { } on)
        {
            return null;
        }

        var key = change.IsLate ? "Told.late" : "Told";
        return change.ToldBy is { } name ? texts[key, LocalTime.Day(on), name].Value : texts[$"{key}.nobody", LocalTime.Day(on)].Value;
    }

    private static IEnumerable<string> Parts(IStringLocalizer<PeopleTexts> texts, ToldChange change)
    {
        if (change.Parts.Employment is { } employment)
        {
            yield return texts[$"Employment.{employment}"];
        }

        if (change.Parts.UnitId is not null)
        {
            yield return texts["Changes.part", texts["Unit"], change.UnitName ?? ""];
        }

        if (change.Parts.HolderStatus is { } holder)
        {
            yield return texts["Changes.part", texts["HolderStatus"], texts[$"HolderStatus.{holder}"]];
        }

        if (change.Parts.Capacity is { } capacity)
        {
            yield return texts["Changes.part", texts["Capacity"], texts[$"Capacity.{capacity}"]];
        }
    }
}
