namespace KnbTraining.Web.Components.Findings;

/// <summary>Marks the texts of findings: the key of each is its code, the English sentence with numbered places.</summary>
public sealed class FindingTexts;
