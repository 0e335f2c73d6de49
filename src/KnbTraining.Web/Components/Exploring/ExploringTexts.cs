namespace KnbTraining.Web.Components.Exploring;

public sealed class ExploringTexts;
