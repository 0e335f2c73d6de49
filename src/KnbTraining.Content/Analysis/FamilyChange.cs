using KnbTraining.Content.Items;

namespace KnbTraining.Content.Analysis;

/// <summary>A family of items that is new, gone or asks something else.</summary>
/// <param name="Family">As it stands after the change; as it stood before where it is gone.</param>
/// <param name="Compared">How many variants were made under both editions, or under one where the family is new or gone.</param>
/// <param name="MeaningDiffers">How many of them mean something else under the same id: another case, other options, another key.</param>
/// <param name="WordsDiffer">True where some read otherwise in some language, or may because a wording or a story of the family changed.</param>
/// <param name="ExplanationDiffers">True where the rules behind the key read otherwise, so that what is said after an answer does.</param>
/// <param name="Causes">By path.</param>
public sealed record FamilyChange(
    ItemFamily Family, DocumentFate Fate, int Compared, int MeaningDiffers, bool WordsDiffer, bool ExplanationDiffers, IReadOnlyList<Cause> Causes);
