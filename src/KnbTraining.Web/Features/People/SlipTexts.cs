namespace KnbTraining.Web.Features.People;

/// <summary>Marks the texts of slips with temporary passwords.</summary>
public sealed class SlipTexts;
