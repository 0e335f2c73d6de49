namespace KnbTraining.Web.Features.Setup;

public sealed class SetupTexts;
