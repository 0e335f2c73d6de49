namespace KnbTraining.Web.Features.Lawbook;

public sealed class LawTexts;
