namespace KnbTraining.Content.Analysis;

/// <summary>Makes causes of changed documents.</summary>
internal static class ImpactCauses
{
    public static Cause Of(ChangedDocument change) => Of(change, _ => true);

    public static Cause Of(ChangedDocument change, Func<ChangedField, bool> counts) =>
        new(change.Path, change.Fate == DocumentFate.Changed ? [.. change.Fields.Where(counts).Select(field => field.Field)] : []);
}
