namespace KnbTraining.Web.Features.Lessons;

public sealed class LessonsTexts;
