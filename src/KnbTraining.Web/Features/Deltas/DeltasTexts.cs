namespace KnbTraining.Web.Features.Deltas;

public sealed class DeltasTexts;
