namespace KnbTraining.Web.Features.Assignments;

public sealed class AssignmentTexts;
