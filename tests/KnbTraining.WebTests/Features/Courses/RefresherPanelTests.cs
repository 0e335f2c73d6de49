using KnbTraining.Learning.Refreshers;
using KnbTraining.Web.Features.Courses;

namespace KnbTraining.WebTests.Features.Courses;

public sealed class RefresherPanelTests
{
    private static readonly CourseRefreshers Course = new("course", "Course", 0, 0, null, null, new DateOnly(2027, 3, 2));

    [Theory]
    [InlineData("en", "3 rules are due: 5 questions, about 2 min.")]
    [InlineData("ru", "Пора повторить 3 правила. Вопросов: 5, это около 2 мин.")]
    [InlineData("kk", "3 қағиданы қайталайтын уақыт келді. Сұрақ саны: 5, бұған шамамен 2 минут кетеді.")]
    public void What_is_due_is_said_with_its_length(string language, string sentence) =>
        Assert.Contains(sentence, Markup(language, Course with { Due = 3, Items = 5, NextOn = new DateOnly(2026, 12, 1) }), StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "A few questions come up on 12 December 2026.")]
    [InlineData("ru", "12 декабря 2026 г. появятся несколько вопросов на повторение.")]
    [InlineData("kk", "Қайталауға арналған бірнеше сұрақтың күні: 2026 ж. 12 желтоқсан.")]
    public void While_nothing_is_due_only_the_day_is_said(string language, string sentence) =>
        Assert.Contains(sentence, Markup(language, Course with { NextOn = new DateOnly(2026, 12, 12) }), StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "It counts until 2 March 2027.")]
    [InlineData("ru", "Экзамен действует до 2 марта 2027 г., и до следующего повторять больше нечего.")]
    [InlineData("kk", "Қазіргісінің жарамдылық мерзімі: 2027 ж. 2 наурыз.")]
    public void Where_nothing_comes_before_the_exam_its_end_is_said(string language, string sentence) =>
        Assert.Contains(sentence, Markup(language, Course), StringComparison.Ordinal);

    private static string Markup(string language, CourseRefreshers course)
    {
        using var context = Speaking.In(language);
        return context.Render<RefresherPanel>(parameters => parameters.Add(panel => panel.Refreshers, course)).Markup;
    }
}
