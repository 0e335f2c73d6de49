namespace KnbTraining.Web.Features.Regrading;

public sealed class RegradingTexts;
