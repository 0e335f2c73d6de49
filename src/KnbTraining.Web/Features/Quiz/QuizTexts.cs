namespace KnbTraining.Web.Features.Quiz;

public sealed class QuizTexts;
