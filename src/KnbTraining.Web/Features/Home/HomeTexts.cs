namespace KnbTraining.Web.Features.Home;

public sealed class HomeTexts;
