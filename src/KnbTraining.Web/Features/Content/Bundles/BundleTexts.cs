namespace KnbTraining.Web.Features.Content.Bundles;

/// <summary>Marks the texts of the pages on which editions travel between installations.</summary>
public sealed class BundleTexts;
