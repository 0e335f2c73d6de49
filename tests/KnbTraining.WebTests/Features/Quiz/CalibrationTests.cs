using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Features.Quiz;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class CalibrationTests
{
    [Theory]
    [InlineData("en", Certainty.High, 6, 5, "You were sure of 6 answers: 5 were right.")]
    [InlineData("en", Certainty.High, 6, 1, "You were sure of 6 answers: 1 was right.")]
    [InlineData("en", Certainty.High, 1, 1, "You were sure of 1 answer: it was right.")]
    [InlineData("en", Certainty.Low, 2, 0, "You were not sure of 2 answers: none of them was right.")]
    [InlineData("en", Certainty.Middle, 3, 3, "You were fairly sure of 3 answers: all of them were right.")]
    [InlineData("ru", Certainty.High, 6, 5, "Вы были полностью уверены в 6 ответах: верными оказались 5.")]
    [InlineData("ru", Certainty.High, 21, 1, "Вы были полностью уверены в 21 ответе: верным оказался 1.")]
    [InlineData("ru", Certainty.Low, 1, 0, "Вы были не очень уверены в 1 ответе: он оказался неверным.")]
    [InlineData("kk", Certainty.High, 6, 5, "6 жауапқа толық сенімді болдыңыз: дұрысы — 5.")]
    public void How_often_one_was_right_is_said_in_plain_words(string language, Certainty certainty, int answers, int right, string words)
    {
        using var context = Speaking.In(language);
        Assert.Equal(words, new Calibration(certainty, answers, right).Text(context.Services.GetRequiredService<IStringLocalizer<QuizTexts>>()));
    }
}
