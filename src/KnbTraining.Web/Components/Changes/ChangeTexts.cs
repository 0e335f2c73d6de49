namespace KnbTraining.Web.Components.Changes;

/// <summary>Marks the texts of the pages about changes.</summary>
public sealed class ChangeTexts;
