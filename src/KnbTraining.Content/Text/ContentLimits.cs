namespace KnbTraining.Content.Text;

/// <summary>
/// How large and how deep content may be: the one home of these numbers. They hold before any parser runs, on every way in
/// (content check, preview of what is typed, publishing, loading an edition, command line), and what goes beyond is a finding.
/// Each leaves room for at least five times what ships; what one number lets through costs milliseconds, not seconds.
/// </summary>
/// <remarks>
/// The parsers behind them (YamlDotNet, Markdig, Fluid) are recursive or have costs that grow with the square of their input,
/// and a stack that overflows ends the process. Lengths are in UTF-16 characters; every limit is still allowed itself.
/// </remarks>
public static class ContentLimits
{
    /// <summary>Longest document. The longest that ships has 38,000 characters.</summary>
    public const int LongestDocument = 250_000;

    /// <summary>Most documents of one edition. 127 ship.</summary>
    public const int MostDocuments = 2_000;

    /// <summary>Most findings that one check reports; whoever mends these sees the next ones.</summary>
    public const int MostFindings = 500;

    /// <summary>How much of a document one place of a finding quotes at most; a list of what is known there has some hundred characters.</summary>
    public const int LongestQuote = 600;

    /// <summary>Lists and mappings may stand in each other this many levels deep. Shipped documents have 7.</summary>
    public const int DeepestYaml = 24;

    /// <summary>Most entries of one list or mapping: some checks compare each with each. 139 ship.</summary>
    public const int MostEntries = 2_000;

    /// <summary>Longest single value of a YAML document: about six pages. The longest that ships has 1,400 characters.</summary>
    public const int LongestValue = 20_000;

    /// <summary>Longest template in one language: a page of text. Shipped ones have a few hundred characters.</summary>
    public const int LongestTemplate = 4_000;

    /// <summary>Most placeholders and conditions of one template; there are no loops, so each is computed at most once.</summary>
    public const int MostTags = 60;

    /// <summary>Longest placeholder or condition, between its braces.</summary>
    public const int LongestTag = 400;

    /// <summary>Conditions may stand in each other this many levels deep. Shipped templates have 1.</summary>
    public const int DeepestCondition = 6;

    /// <summary>Most steps that the engine may take for one template: each tag and each text between two is one.</summary>
    public const int MostSteps = 1_000;

    /// <summary>Longest text that a template may become; the rest is cut off. A question on screen has some hundred characters.</summary>
    public const int LongestRendering = 50_000;

    /// <summary>Most texts that one check renders: a template with one set of values, or the words of an item, in one language. What ships takes 11,200.</summary>
    public const int MostRenderings = 250_000;

    /// <summary>Longest Markdown text: about twenty pages. The longest lesson that ships has 4,000 characters.</summary>
    public const int LongestMarkdown = 60_000;

    /// <summary>Longest block of Markdown, from one empty line to the next.</summary>
    public const int LongestBlock = 8_000;

    /// <summary>Most lines of one block. Together with <see cref="MostColumns"/> it bounds the cells of a table.</summary>
    public const int MostBlockLines = 300;

    /// <summary>Most characters of one block that can begin or end emphasis, links or code: Markdig pairs each with each. 24 ship.</summary>
    public const int MostMarks = 500;

    /// <summary>Most columns of a table: each row is filled up to the widest, so columns multiply with rows.</summary>
    public const int MostColumns = 12;

    /// <summary>Most headings of one text: their ids are told apart by counting.</summary>
    public const int MostHeadings = 200;

    /// <summary>Quotes and lists may stand in each other this many levels deep.</summary>
    public const int DeepestMarkdown = 8;

    /// <summary>Widest indentation of a line of Markdown, in columns (a tab counts four).</summary>
    public const int WidestIndent = 40;

    /// <summary>Largest file of questions that another program wrote, in bytes: pictures and sounds may be in it.</summary>
    public const int LargestExchange = 20 << 20;

    /// <summary>Most that the files of a signed edition may have together, in bytes. What ships has 1 MB.</summary>
    public const int LargestBundle = 64 << 20;

    /// <summary>Most questions of one such file.</summary>
    public const int MostExchanged = 1_500;

    /// <summary>Most answers, or rows, of one question of such a file.</summary>
    public const int MostAnswers = 20;

    /// <summary>Elements of XML may stand in each other this many levels deep. Banks of Moodle have 6.</summary>
    public const int DeepestXml = 32;

    /// <summary>Most files of a package of questions: two for each, and what they show.</summary>
    public const int MostPackageEntries = 5_000;

    /// <summary>Most elements of one XML file.</summary>
    public const int MostElements = 200_000;
}
