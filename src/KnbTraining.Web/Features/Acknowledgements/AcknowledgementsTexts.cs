namespace KnbTraining.Web.Features.Acknowledgements;

public sealed class AcknowledgementsTexts;
