namespace KnbTraining.Web.Features.Content.Cases;

/// <summary>Marks the texts of the pages on which cases are tabulated and run.</summary>
public sealed class CaseTexts;
