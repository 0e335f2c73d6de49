namespace KnbTraining.Web.Features.Courses;

public sealed class CoursesTexts;
