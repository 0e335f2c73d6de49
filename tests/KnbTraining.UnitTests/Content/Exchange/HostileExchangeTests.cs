using System.Text;
using FsCheck;
using FsCheck.Xunit;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Exchange;

/// <summary>Whatever a file holds, the answer is questions or a finding with its line.</summary>
public sealed class HostileExchangeTests
{
    private static readonly byte[][] Good =
        [.. ExchangeFormats.All.Select(format => format.Write([ExchangeQuestions.Of(ShippedContent.Items, ShippedContent.Items.Create("authored.institutions-travel-approver", 0), "ru")]).Bytes)];

    [Fact]
    public void Files_that_attack_the_reader_are_refused_with_words()
    {
        var laughs = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">"));
        Each.Of(
            new (string File, string Said, int Line)[]
            {
                ("<?xml version=\"1.0\"?>\n<!DOCTYPE quiz [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<quiz><question type=\"essay\"><name><text>&x;</text></name></question></quiz>", "DOCTYPE", 2),
                ($"<!DOCTYPE quiz [<!ENTITY l0 \"ha\">{laughs}]><quiz>&l9;</quiz>", "DOCTYPE", 1),
                ("<!DOCTYPE quiz SYSTEM \"http://elsewhere.example/x.dtd\"><quiz/>", "DOCTYPE", 1),
                ("<quiz>" + string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000)) + "</quiz>", "too deeply", 1),
                ("<quiz>\n" + string.Concat(Enumerable.Repeat("<a/>", ContentLimits.MostElements)) + "</quiz>", "elements", 2),
                ("<quiz>\n<question>", "no sound XML", 2),
                ("<?xml version=\"1.0\" encoding=\"x-none\"?><quiz/>", "encoding", 1),
                ("<quiz>&unknown;</quiz>", "no sound XML", 1),
            },
            wrong => Refused(Encoding.UTF8.GetBytes(wrong.File), wrong.Said, wrong.Line, ExchangeFormats.Find("moodle-xml")!));
    }

    [Fact]
    public void Another_encoding_is_told_and_never_guessed()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var cyrillic = Encoding.GetEncoding(1251).GetBytes("Good? {=a ~b}\n\nКто согласовывает? {=руководитель ~подразделение}");
        Refused(cyrillic, "not in UTF-8", 3, ExchangeFormats.Find("gift")!);
        Refused(Encoding.GetEncoding(1251).GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>Кто</quiz>"), "no sound XML", 2, ExchangeFormats.Find("moodle-xml")!);

        var marked = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("Кто? {=а ~б}")).ToArray();
        Assert.Equal("Кто?", Assert.Single(ExchangeFormats.Find("gift")!.Read("x", marked, "ru").Questions).Stem);
    }

    [Fact]
    public void A_file_of_another_kind_and_an_empty_one_are_told_as_such_whatever_format_was_chosen()
    {
        byte[][] others = [[.. "%PDF-1.7 {=a ~b}"u8], [0x89, .. "PNG\r\n"u8], [0xFF, 0xD8, 0xFF, 0xE0], [.. "GIF89a"u8], [0xD0, 0xCF, 0x11, 0xE0], [.. "{\\rtf1 {=a ~b}}"u8]];
        foreach (var format in ExchangeFormats.All)
        {
            Each.Of(others, bytes => Refused(bytes, "of another program", 1, format));
            Refused([], "empty", 1, format);
        }

        Refused(Good[^1], "of another program", 1, ExchangeFormats.Find("gift")!);
    }

    [Fact]
    public void Too_much_is_refused()
    {
        Refused(new byte[ContentLimits.LargestExchange + 1], "larger than", 1, ExchangeFormats.Find("gift")!);
        Refused(new byte[ContentLimits.LargestExchange + 1], "larger than", 1, ExchangeFormats.Find("moodle-xml")!);
        var many = string.Concat(Enumerable.Range(0, ContentLimits.MostExchanged + 1).Select(i => $"Q {i}? {{=a ~b}}\n\n"));
        Refused(Encoding.UTF8.GetBytes(many), "more than", (2 * ContentLimits.MostExchanged) + 1, ExchangeFormats.Find("gift")!);
    }

    [Fact]
    public void A_text_nested_thousands_of_levels_deep_is_read_or_refused_and_ends_nothing()
    {
        var nested = string.Concat(Enumerable.Repeat("<div>", 10_000)) + "Who?" + string.Concat(Enumerable.Repeat("<b>", 2_000));
        var read = ExchangeFormats.Find("gift")!.Read("x", Encoding.UTF8.GetBytes($"[html]{nested}{{\\=a}} {{=a ~b}}"), "en");
        Assert.True(read.Findings.Count > 0 || read.Questions.Count <= 1);
        var xml = $"<quiz><question type=\"multichoice\"><name><text>x</text></name><questiontext format=\"html\"><text><![CDATA[{nested}]]></text></questiontext>"
            + "<answer fraction=\"100\"><text>a</text></answer><answer fraction=\"0\"><text>b</text></answer></question></quiz>";
        Assert.Equal("Who?", Assert.Single(ExchangeFormats.Find("moodle-xml")!.Read("x", Encoding.UTF8.GetBytes(xml), "en").Questions).Stem);
    }

    [Property(MaxTest = 500)]
    public bool No_bytes_make_a_reader_fail(byte[] bytes, NonNegativeInt at, byte put, NonNegativeInt cut)
    {
        foreach (var (format, good) in ExchangeFormats.All.Zip(Good))
        {
            _ = format.Read("x", bytes, "en");
            byte[] changed = [.. good];
            changed[at.Get % changed.Length] = put;
            IsSound(format.Read("x", changed, "en"));
            IsSound(format.Read("x", good[..(cut.Get % good.Length)], "en"));
        }

        _ = ExchangeFormats.Recognise(bytes);
        return true;
    }

    private static void IsSound(ExchangeReading read)
    {
        Assert.True(read.Findings.Count == 0 || read.Questions.Count == 0);
        Assert.All(read.Questions, question => Assert.True(question.Kind == QuestionKind.Matching || question.Options.Any(option => option.Correct)));
    }

    private static void Refused(byte[] bytes, string said, int line, IExchangeFormat format)
    {
        var read = format.Read("bank", bytes, Languages.English);
        Assert.Empty(read.Questions);
        var finding = Assert.Single(read.Findings);
        Assert.Contains(said, finding.Message, StringComparison.Ordinal);
        Assert.Equal(("bank", line), (finding.Path, finding.Line));
        Assert.NotEmpty(finding.Advice);
    }
}
