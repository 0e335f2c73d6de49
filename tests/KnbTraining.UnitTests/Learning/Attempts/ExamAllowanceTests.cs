using KnbTraining.Content.Courses;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.UnitTests.Learning.Attempts;

public sealed class ExamAllowanceTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Blueprint Exam = new(30, Attempts: 3, CoolDownHours: 24, Pass: 80, []);

    [Theory]
    [InlineData("", 3)]
    [InlineData("f", 2)]
    [InlineData("ff", 1)]
    [InlineData("pff", 3)]
    [InlineData("fpff", 2)]
    [InlineData("ffff", 2)]
    public void Failures_since_the_last_pass_use_attempts_up(string newestFirst, int left) =>
        Assert.Equal(new ExamAllowance(left, null), Allowance(newestFirst, TimeSpan.FromHours(1)));

    [Fact]
    public void After_the_last_allowed_failure_a_pause_lasts_its_hours_and_not_a_second_more()
    {
        var end = Now.AddHours(24);
        Assert.Equal(new ExamAllowance(0, end), ExamAllowance.Of(Exam, Failed(3, Now), end.AddTicks(-1)));
        Assert.Equal(new ExamAllowance(3, null), ExamAllowance.Of(Exam, Failed(3, Now), end));
        Assert.Equal(0, ExamAllowance.Of(Exam, Failed(6, Now), end.AddTicks(-1)).Left);

        // Counted from the last failure, however long ago the first was.
        (bool, DateTimeOffset)[] spread = [(false, Now), (false, Now.AddDays(-1)), (false, Now.AddDays(-9))];
        Assert.Equal(new ExamAllowance(0, end), ExamAllowance.Of(Exam, spread, end.AddTicks(-1)));
    }

    private static (bool Passed, DateTimeOffset At)[] Failed(int count, DateTimeOffset last) => [.. Enumerable.Repeat((false, last), count)];

    private static ExamAllowance Allowance(string newestFirst, TimeSpan ago) =>
        ExamAllowance.Of(Exam, [.. newestFirst.Select(letter => (letter == 'p', Now - ago))], Now);
}
