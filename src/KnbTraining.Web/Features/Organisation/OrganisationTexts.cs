namespace KnbTraining.Web.Features.Organisation;

/// <summary>Marks the texts of the page on what an organisation decides.</summary>
public sealed class OrganisationTexts;
