namespace KnbTraining.Web.Features.Explore;

public sealed class ExploreTexts;
