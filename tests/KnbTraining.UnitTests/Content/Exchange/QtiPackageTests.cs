using System.IO.Compression;
using System.Text;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Exchange.Qti;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content.Exchange;

/// <summary>Packages as other programs write them, and archives that nobody means well with.</summary>
public sealed class QtiPackageTests
{
    private const string Manifest = """
        <manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="M">
          <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>
          <organizations/>
          <resources>
            <resource identifier="t" type="imsqti_test_xmlv3p0" href="test.xml"><file href="test.xml"/></resource>
            <resource identifier="a" type="imsqti_item_xmlv3p0" href="items/a.xml"><file href="items/a.xml"/></resource>
          </resources>
        </manifest>
        """;

    private const string Choice = """
        <?xml version="1.0" encoding="UTF-8"?>
        <qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="a" title="Approver" time-dependent="false" xml:lang="ru-KZ">
          <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
            <qti-correct-response><qti-value>B</qti-value></qti-correct-response>
          </qti-response-declaration>
          <qti-assessment-stimulus-ref identifier="s" href="../stimuli/s.xml" title="A story"/>
          <qti-item-body>
            <div class="qti-shared-stimulus" data-stimulus-idref="s"></div>
            <p>Look at the <em>case</em>.</p>
            <qti-choice-interaction response-identifier="RESPONSE" max-choices="1" shuffle="true">
              <qti-prompt>Who approves a trip &amp; when?</qti-prompt>
              <qti-simple-choice identifier="A">the unit<qti-feedback-inline outcome-identifier="F" identifier="A" show-hide="show">No.</qti-feedback-inline></qti-simple-choice>
              <qti-simple-choice identifier="B"><p>the <b>head</b> <i>alone</i></p></qti-simple-choice>
            </qti-choice-interaction>
          </qti-item-body>
          <qti-modal-feedback outcome-identifier="FEEDBACK" identifier="B" show-hide="show"><qti-content-body><p>Yes.</p></qti-content-body></qti-modal-feedback>
        </qti-assessment-item>
        """;

    private const string Stimulus = "<qti-assessment-stimulus xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"s\"><qti-stimulus-body><div><p>One.</p><p>Two.</p></div></qti-stimulus-body></qti-assessment-stimulus>";

    [Fact]
    public void A_package_of_another_program_is_read_with_its_stimulus_and_replies()
    {
        var read = Read(Zip(("imsmanifest.xml", Manifest), ("items/a.xml", Choice), ("stimuli/s.xml", Stimulus)));
        Assert.Empty(read.Findings);
        var question = Assert.Single(read.Questions);
        Assert.Equal(("Approver", "One.\nTwo.", "Look at the case.\nWho approves a trip & when?", "ru"), (question.Name, question.Case, question.Stem, question.Language));
        Assert.Equal([new ExchangeOption("the unit", false, "No."), new ExchangeOption("the head alone", true, "Yes.")], question.Options);
        Assert.Equal(LossState.Changed, Assert.Single(read.Losses.Questions).State);
    }

    [Fact]
    public void Questions_about_one_case_share_its_stimulus()
    {
        var one = new ExchangeQuestion { Name = "1", Kind = QuestionKind.SingleChoice, Language = "en", Case = "A story.", Stem = "Who?", Options = [new("a", true, ""), new("b", false, "")] };
        var file = new QtiPackage().Write([one, one with { Name = "2", Stem = "When?" }, one with { Name = "3", Case = "" }, one with { Name = "4", Kind = QuestionKind.TrueFalse }]);
        Assert.Equal([LossState.Kept, LossState.Kept, LossState.Kept, LossState.Changed], file.Losses.Questions.Select(question => question.State));
        using var archive = new ZipArchive(new MemoryStream(file.Bytes));
        Assert.Equal(
            ["imsmanifest.xml", "items/item-1.xml", "items/item-2.xml", "items/item-3.xml", "items/item-4.xml", "stimuli/stimulus-1.xml"],
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.Equal(["A story.", "A story.", "", "A story."], new QtiPackage().Read("x", file.Bytes, "en").Questions.Select(question => question.Case));
        Assert.Equal(file.Bytes, new QtiPackage().Write([one, one with { Name = "2", Stem = "When?" }, one with { Name = "3", Case = "" }, one with { Name = "4", Kind = QuestionKind.TrueFalse }]).Bytes);
    }

    [Fact]
    public void What_no_question_here_can_be_is_dropped_and_told()
    {
        var order = Choice.Replace("qti-choice-interaction", "qti-order-interaction", StringComparison.Ordinal);
        var read = Read(Zip(("imsmanifest.xml", Manifest), ("items/a.xml", order), ("stimuli/s.xml", Stimulus)));
        Assert.Empty(read.Findings);
        Assert.Equal("Questions of the type 'qti-order-interaction' do not exist here.", Assert.Single(Assert.Single(read.Losses.Questions).Details).ToString());
    }

    [Fact]
    public void Hostile_and_broken_packages_are_refused_with_words() => Each.Of(
        new (byte[] File, string Said)[]
        {
            (Zip(("imsmanifest.xml", Manifest)), "which it does not hold"),
            (Zip(("items/a.xml", Choice)), "which it does not hold"),
            (Zip(("imsmanifest.xml", Manifest), ("items/a.xml", Choice)), "which it does not hold"),
            (Zip(("imsmanifest.xml", Manifest), ("items/a.xml", Choice.Replace("../stimuli/s.xml", "../../../etc/passwd", StringComparison.Ordinal))), "which it does not hold"),
            (Zip(("imsmanifest.xml", Manifest), ("../items/a.xml", Choice)), "leads out"),
            (Zip(("imsmanifest.xml", Manifest), ("/etc/passwd", "x")), "leads out"),
            (Zip(("imsmanifest.xml", Manifest), ("a\\..\\b", "x")), "leads out"),
            (Zip(("imsmanifest.xml", Manifest), ("C:/b", "x")), "leads out"),
            (Zip(("imsmanifest.xml", Manifest), ("imsmanifest.xml", Manifest)), "twice"),
            (Zip([.. Enumerable.Range(0, ContentLimits.MostPackageEntries + 1).Select(i => ($"f{i}", ""))]), "more than"),
            (Zip(("imsmanifest.xml", new string(' ', ContentLimits.LargestExchange + 1))), "unpacks to more"),
            (Zip(("imsmanifest.xml", "<!DOCTYPE m SYSTEM \"http://elsewhere.example/\"><manifest/>")), "DOCTYPE"),
            (Zip(("imsmanifest.xml", Manifest.Replace("imsqti_item_xmlv3p0", "imsqti_item_xmlv2p1", StringComparison.Ordinal))), "another version"),
            (Zip(("imsmanifest.xml", Manifest), ("items/a.xml", "<assessmentItem/>")), "qti-assessment-item"),
            (Zip(("imsmanifest.xml", Manifest), ("items/a.xml", Choice.Replace("<qti-value>B", "<qti-value>X", StringComparison.Ordinal)), ("stimuli/s.xml", Stimulus)), "is right"),
            (Zip(("imsmanifest.xml", "<manifest/>")), "no questions"),
            (Encoding.UTF8.GetBytes("PK and nothing else"), "damaged"),
            (Zip(("imsmanifest.xml", Manifest), ("items/a.xml", Choice))[..200], "damaged"),
        },
        wrong =>
        {
            var read = Read(wrong.File);
            Assert.Empty(read.Questions);
            Assert.Contains(wrong.Said, read.Findings[0].Message, StringComparison.Ordinal);
            Assert.StartsWith("bank.zip", read.Findings[0].Path, StringComparison.Ordinal);
        });

    private static ExchangeReading Read(byte[] bytes) => new QtiPackage().Read("bank.zip", bytes, Languages.English);

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
