namespace KnbTraining.Web.Shared;

/// <summary>Marks the texts that every page may use.</summary>
public sealed class SharedTexts;
