using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content.Text;

public sealed class TemplateCheckTests
{
    private static readonly string[] Names = ["what", "day"];

    [Theory]
    [InlineData("")]
    [InlineData("no places, 100 % {plain}")]
    [InlineData("{{ what }}\n{% if day %}by {{ day }}{% else %}soon{% endif %}")]
    public void What_can_be_used_has_no_fault(string template) => Assert.Null(TemplateCheck.Find(template, Names));

    [Theory]
    [InlineData("one\n{{ what", TemplateFaultKind.NotClosed, 2, "{{ what")]
    [InlineData("one\n\n{{ what | upcase | append: day }}", TemplateFaultKind.NotAllowed, 3, "{{ what | upcase | append: day }}")]
    [InlineData("{% assign a = 1 %}", TemplateFaultKind.NotAllowed, 1, "{% assign a = 1 %}")]
    [InlineData("days\n{{ what }} {{ days }}", TemplateFaultKind.UnknownName, 2, "days")]
    [InlineData("{{ what.title }}", TemplateFaultKind.UnknownName, 1, "what.title")]
    [InlineData("{% if day %}a", TemplateFaultKind.Unbalanced, 1, "")]
    [InlineData("a\n{% endif %}", TemplateFaultKind.Unbalanced, 2, "")]
    public void The_first_fault_is_named_with_its_line(string template, TemplateFaultKind kind, int? line, string quote)
    {
        var found = TemplateCheck.Find(template, Names);
        Assert.Equal(new TemplateFault(kind, line, quote), found);
    }

    [Fact]
    public void What_is_too_long_too_deep_or_too_many_is_refused_at_the_limit_of_all_templates()
    {
        Assert.Equal(TemplateFaultKind.TooLong, TemplateCheck.Find(new string('a', ContentLimits.LongestTemplate + 1), Names)!.Kind);
        Assert.Null(TemplateCheck.Find(new string('a', ContentLimits.LongestTemplate), Names));
        Assert.Equal(TemplateFaultKind.TooMany, TemplateCheck.Find(string.Concat(Enumerable.Repeat("{{ day }}", ContentLimits.MostTags + 1)), Names)!.Kind);
        var deep = ContentLimits.DeepestCondition + 1;
        Assert.Equal(
            TemplateFaultKind.TooDeep,
            TemplateCheck.Find(string.Concat(Enumerable.Repeat("{% if day %}", deep)) + string.Concat(Enumerable.Repeat("{% endif %}", deep)), Names)!.Kind);
    }
}
