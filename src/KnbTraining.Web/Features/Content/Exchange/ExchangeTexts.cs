namespace KnbTraining.Web.Features.Content.Exchange;

/// <summary>Marks the texts of the page on which questions travel.</summary>
public sealed class ExchangeTexts;
