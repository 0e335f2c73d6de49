namespace KnbTraining.Web.Features.People;

/// <summary>Marks the texts of the pages about people and units.</summary>
public sealed class PeopleTexts;
