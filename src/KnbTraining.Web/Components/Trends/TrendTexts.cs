namespace KnbTraining.Web.Components.Trends;

/// <summary>Marks the texts of the picture of twelve months.</summary>
public sealed class TrendTexts;
