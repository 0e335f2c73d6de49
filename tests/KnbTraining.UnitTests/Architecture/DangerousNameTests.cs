namespace KnbTraining.UnitTests.Architecture;

/// <summary>What src/SECURITY.md says the product never does. Whoever needs one of these takes it from the list and writes there how it is made safe.</summary>
public sealed class DangerousNameTests
{
    private static readonly string[] OfTheServer =
    [
        "Process.Start", "ProcessStartInfo", "HttpClient", "WebRequest", "TcpClient", "SmtpClient", "MD5", "SHA1", "CipherMode.ECB", "RSASignaturePadding.Pkcs1", "new Random(",
        "BinaryFormatter", "TypeNameHandling", "XmlDocument", "XDocument", "XmlReader", "Assembly.Load(", "CSharpScript", "UseCors", "AddCors", "UseDirectoryBrowser",
    ];

    private static readonly string[] OfTheBrowser =
        ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "postMessage", "__proto__"];

    /// <summary>Looks how deep the parts of a workbook go before anything else reads them; it takes no document type.</summary>
    private const string Workbooks = "src/KnbTraining.Learning/Imports/Files/WorkbookLines.cs";

    /// <summary>The one file that reads XML of other programs: no document type, nothing opened outside of it, depth and number of elements looked at first.</summary>
    private const string Questions = "src/KnbTraining.Content/Documents/SafeXml.cs";

    /// <summary>The one file that reaches out: to the mail server that an administrator has named.</summary>
    private const string Mail = "src/KnbTraining.Learning/Notices/Mail/MailLine.cs";

    [Fact]
    public void The_server_names_nothing_that_runs_reaches_out_or_is_broken() =>
        Assert.DoesNotContain(
            Sources.Under("src", ".cs", ".razor").LinesHolding(line => OfTheServer.Any(name => Code(line).Contains(name, StringComparison.Ordinal))),
            found => !(found.StartsWith(Mail, StringComparison.Ordinal) && found.Contains("SmtpClient", StringComparison.Ordinal))
                && !(found.StartsWith(Questions, StringComparison.Ordinal) && (found.Contains("XmlReader", StringComparison.Ordinal) || found.Contains("XDocument", StringComparison.Ordinal)))
                && !(found.StartsWith(Workbooks, StringComparison.Ordinal) && found.Contains("XmlReader", StringComparison.Ordinal)));

    [Fact]
    public void Our_scripts_make_no_markup_and_no_code_out_of_text() =>
        Assert.Empty(Sources.Under("src/KnbTraining.Web/wwwroot/js", ".js").LinesHolding(line => OfTheBrowser.Any(name => line.Contains(name, StringComparison.Ordinal))));

    // Reads parts of workbooks, without definitions of document types; of its limits see WorkbookLines.
    private static string Code(string line) => line.Replace("OpenXmlReader", "", StringComparison.Ordinal);

    // Their event is over where the page moved between the last look at the address and the first ear for the event: `Visit.AtAsync` asks again and again.
    [Fact]
    public void No_journey_waits_for_the_event_of_a_move() =>
        Assert.Empty(Sources.Under("tests/KnbTraining.BrowserTests", ".cs").LinesHolding(line => line.Contains("WaitForURL", StringComparison.Ordinal) || line.Contains("WaitForNavigation", StringComparison.Ordinal)));
}
