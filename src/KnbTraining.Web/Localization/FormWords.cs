using KnbTraining.Web.Shared;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Localization;

/// <summary>The words of a finding at a field: those of the feature where it has some for the key, else those that every form shares.</summary>
public static class FormWords
{
    public static string Finding(this IStringLocalizer texts, IStringLocalizer<SharedTexts> shared, string key)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(shared);
        return texts[$"Finding.{key}"] is { ResourceNotFound: false } own ? own.Value : shared[$"Finding.{key}"].Value;
    }
}
