using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Overview;
using KnbTraining.Web.Features.Home;

namespace KnbTraining.WebTests.Features.Home;

public sealed class DueCardTests
{
    [Theory]
    [InlineData("en", "Due 12 December 2026", "about 25 minutes left", "5 of 8 lessons", "Continue")]
    [InlineData("ru", "Срок: 12 декабря 2026 г.", "осталось около 25 минут", "Пройдено уроков: 5 из 8", "Продолжить")]
    [InlineData("kk", "Мерзімі: 2026 ж. 12 желтоқсан", "шамамен 25 минут қалды", "Өтілген сабақтар: 5 / 8", "Жалғастыру")]
    public void A_card_says_when_how_long_and_what_next(string language, params string[] sentences)
    {
        using var context = Speaking.In(language);
        var card = context.Render<DueCard>(parameters => parameters.Add(view => view.Cycle, Cycle(CycleState.Due)));
        Assert.All(sentences, sentence => Assert.Contains(sentence, card.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "about 55 minutes left with the exam", "Exam under way", "12 min left")]
    [InlineData("ru", "вместе с экзаменом осталось около 55 минут", "Идёт экзамен", "Ещё 12 мин")]
    [InlineData("kk", "емтиханмен қоса шамамен 55 минут қалды", "Емтихан жүріп жатыр", "12 мин қалды")]
    public void The_exam_is_counted_before_it_begins_and_its_clock_shown_while_it_runs(string language, string before, string running, string clock)
    {
        using var context = Speaking.In(language);
        var cycle = Cycle(CycleState.Due) with { ExamMinutes = 30 };
        var card = context.Render<DueCard>(parameters => parameters.Add(view => view.Cycle, cycle));
        Assert.Contains(before, card.Markup, StringComparison.Ordinal);
        Assert.Empty(card.FindAll(".running"));

        card.Render(parameters => parameters.Add(view => view.Cycle, cycle with { OpenAttemptId = Guid.CreateVersion7(), OpenDeadline = Speaking.Noon.AddMinutes(12) }));
        Assert.DoesNotContain(before, card.Markup, StringComparison.Ordinal);
        Assert.Contains(running, card.Find(".running").TextContent, StringComparison.Ordinal);
        Assert.Contains(clock, card.Find(".running").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CycleState.Overdue, "Overdue")]
    [InlineData(CycleState.DueSoon, "Due soon")]
    public void Urgency_is_a_word_and_not_only_a_colour(CycleState state, string word)
    {
        using var context = Speaking.In("en");
        var card = context.Render<DueCard>(parameters => parameters.Add(view => view.Cycle, Cycle(state)));
        Assert.Equal(word, card.Find(".tag").TextContent);
    }

    [Theory]
    [InlineData("en", "5 of 8 lessons · 1 of 2 texts confirmed", "New version", "Read and confirm", "To the exam")]
    [InlineData("ru", "Пройдено уроков: 5 из 8 · подтверждено текстов: 1 из 2", "Новая версия", "Прочитать и подтвердить", "К экзамену")]
    [InlineData("kk", "Өтілген сабақтар: 5 / 8 · расталған мәтіндер: 1 / 2", "Жаңа нұсқа", "Оқу және растау", "Емтиханға өту")]
    public void A_text_that_is_left_is_named_with_its_state_and_the_exam_stays_within_reach(string language, params string[] sentences)
    {
        using var context = Speaking.In(language);
        AcknowledgementView[] texts = [Text("known", AcknowledgementState.Confirmed), Text("travel", AcknowledgementState.Outdated)];
        var card = context.Render<DueCard>(parameters => parameters.Add(view => view.Cycle, Cycle(CycleState.Due) with { NextLessonId = null }).Add(view => view.Mine, texts));
        Assert.All(sentences, sentence => Assert.Contains(sentence, card.Markup, StringComparison.Ordinal));
        Assert.Equal(["acknowledge/travel?course=course", "exam/course", "acknowledge/travel?course=course"], card.FindAll("a").Select(link => link.GetAttribute("href")!));
    }

    private static AcknowledgementView Text(string id, AcknowledgementState state) => new(id, id, 1, 40, new AcknowledgementStanding(state, null, null), null);

    private static CycleView Cycle(CycleState state) =>
        new("course", "Working with state secrets", "", new DateOnly(2026, 12, 12), null, null, 5, 8, 25, "sixth", null, state);
}
