namespace KnbTraining.Web.Components.Lessons;

public sealed class LessonPartTexts;
