namespace KnbTraining.Web.Features.Errors;

public sealed class ErrorTexts;
