namespace KnbTraining.Web.Components.Assigned;

public sealed class CourseActTexts;
