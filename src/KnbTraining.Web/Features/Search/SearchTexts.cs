namespace KnbTraining.Web.Features.Search;

public sealed class SearchTexts;
