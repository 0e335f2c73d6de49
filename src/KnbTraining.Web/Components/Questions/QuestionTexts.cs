namespace KnbTraining.Web.Components.Questions;

public sealed class QuestionTexts;
