using System.Xml.Linq;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Qti;

/// <summary>Reads the items that a manifest names, each with its stimulus and its metadata.</summary>
internal sealed class QtiReader(string file, string language, FindingList findings, LossList losses, SafeZip zip)
{
    private const string Item = "imsqti_item_xmlv3p0";

    private readonly Dictionary<string, string?> _stimuli = new(StringComparer.Ordinal);

    public void Read(XElement manifest, ExchangeChecks checks, List<ExchangeQuestion> questions)
    {
        foreach (var resource in manifest.Descendants().Where(element => element.Name.LocalName == "resource"))
        {
            var type = resource.Attribute("type")?.Value.Trim() ?? "";
            if (type.StartsWith("imsqti_item", StringComparison.Ordinal) && type != Item)
            {
                findings.Add($"{file}/{QtiPackage.Manifest}", SafeXml.LineOf(resource), $"The package is of another version of QTI ('{type}').", "Export it as QTI 3.0.");
                return;
            }

            if (type != Item)
            {
                continue;
            }

            if (!checks.MayHaveMore(losses.Count, SafeXml.LineOf(resource)))
            {
                return;
            }

            var path = Held(Resolved(QtiPackage.Manifest, resource.Attribute("href")?.Value.Trim() ?? ""));
            if (zip.Read(path) is not { } bytes || SafeXml.Read($"{file}/{path}", bytes, findings) is not { } document)
            {
                return;
            }

            ReadItem(path, document.Root!, resource, questions);
        }
    }

    private void ReadItem(string path, XElement item, XElement resource, List<ExchangeQuestion> questions)
    {
        var place = $"{file}/{path}";
        if (item.Name.LocalName != "qti-assessment-item")
        {
            findings.Add(place, SafeXml.LineOf(item), $"The file begins with '{item.Name.LocalName}' and not with 'qti-assessment-item'.", "Export it as QTI 3.0.");
            return;
        }

        var title = ExchangeText.Line(item.Attribute("title")?.Value ?? "");
        title = title.Length == 0 ? path : title.Length <= ExchangeQuestions.LongestName ? title : title[..ExchangeQuestions.LongestName];
        var body = item.Elements().FirstOrDefault(element => element.Name.LocalName == "qti-item-body");
        XElement[] interactions = [.. item.Descendants().Where(element => element.Name.LocalName.EndsWith("-interaction", StringComparison.Ordinal))];
        if (body is null || interactions.Length != 1 || interactions[0].Name.LocalName is not ("qti-choice-interaction" or "qti-match-interaction"))
        {
            losses.Drop(title, SafeXml.LineOf(item), interactions.Length switch
            {
                0 => FindingSentence.Of("It is a text that asks nothing."),
                1 => FindingSentence.Of($"Questions of the type '{interactions[0].Name.LocalName}' do not exist here."),
                _ => FindingSentence.Of("It asks several things at once."),
            });
            return;
        }

        var interaction = interactions[0];
        if (WhyNot(item, interaction) is { } why)
        {
            losses.Drop(title, SafeXml.LineOf(item), why);
            return;
        }

        var text = new QtiText(losses);
        var around = text.Without(body, interaction);
        var prompt = text.Of(interaction.Elements().FirstOrDefault(element => element.Name.LocalName == "qti-prompt"));
        var question = new ExchangeQuestion
        {
            Name = title,
            Kind = QuestionKind.SingleChoice,
            Language = Languages.All.FirstOrDefault(code => item.Attribute(XNamespace.Xml + "lang")?.Value.Split('-')[0] == code) ?? language,
            Case = StimulusOf(path, item, text),
            Stem = string.Join('\n', new[] { around, prompt }.Where(part => part.Length > 0)),
            Line = SafeXml.LineOf(item),
            Frozen = resource.Descendants().Where(element => element.Name.LocalName == "entry").Select(entry => FrozenId.Parse(entry.Value.Trim())).FirstOrDefault(id => id is not null),
            Explanation = text.Feedback(item, "EXPLANATION"),
        };
        var filled = interaction.Name.LocalName == "qti-match-interaction" ? WithRows(question, item, interaction, text) : WithOptions(question, item, interaction, text);
        TellLeftOut(item, interaction);
        string[] tags = [.. resource.Descendants().Where(element => element.Name.LocalName == "keyword").Select(keyword => keyword.Value.Trim())];
        new ExchangeChecks(place, findings).Take(ExchangeTags.Apply(filled, tags), questions, losses);
    }

    // Other programs may ask so; nothing here can. A key that names what is not there is a mistake, and told as one.
    private static FindingSentence? WhyNot(XElement item, XElement interaction)
    {
        string[] right = [.. CorrectOf(item, interaction)];
        if (item.Elements().Any(element => element.Name.LocalName == "qti-template-declaration"))
        {
            return FindingSentence.Of("Its values are drawn when it is asked.");
        }

        if (right.Length == 0)
        {
            return FindingSentence.Of("It names no right answer.");
        }

        if (interaction.Name.LocalName != "qti-match-interaction")
        {
            return null;
        }

        string?[] rows = [.. SetsOf(interaction).Take(1).Elements().Select(row => row.Attribute("identifier")?.Value)];
        string[] matched = [.. right.Select(value => value.Split(' ')[0])];
        return matched.All(row => rows.Contains(row, StringComparer.Ordinal)) && (matched.Length != rows.Length || matched.Distinct(StringComparer.Ordinal).Count() < matched.Length)
            ? FindingSentence.Of("Not every row has exactly one partner.")
            : null;
    }

    private static IEnumerable<XElement> SetsOf(XElement interaction) => interaction.Elements().Where(element => element.Name.LocalName == "qti-simple-match-set");

    private void TellLeftOut(XElement item, XElement interaction)
    {
        var known = interaction.Elements().Select(choice => choice.Attribute("identifier")?.Value).Append(QtiWriter.Explanation).ToHashSet(StringComparer.Ordinal);
        if (item.Descendants().Any(reply => reply.Name.LocalName is "qti-modal-feedback" or "qti-feedback-inline" or "qti-feedback-block"
            && !known.Contains(reply.Attribute("identifier")?.Value) && !string.IsNullOrWhiteSpace(reply.Value)))
        {
            losses.Change(FindingSentence.Of("Hints and replies to the question as a whole are left out."));
        }

        if (item.Descendants().Any(QtiText.IsForOthers))
        {
            losses.Change(FindingSentence.Of("Notes for authors and markers are left out."));
        }
    }

    private static ExchangeQuestion WithOptions(ExchangeQuestion question, XElement item, XElement interaction, QtiText text)
    {
        var right = CorrectOf(item, interaction).ToHashSet(StringComparer.Ordinal);
        var several = interaction.Attribute("max-choices")?.Value.Trim() is { } most and not "1" && most.Length > 0;
        return question with
        {
            Kind = several ? QuestionKind.MultipleChoice : QuestionKind.SingleChoice,
            Options =
            [
                .. interaction.Elements().Where(element => element.Name.LocalName == "qti-simple-choice").Select(choice =>
                {
                    var id = choice.Attribute("identifier")?.Value ?? "";
                    return new ExchangeOption(text.Of(choice), right.Contains(id), text.Feedback(item, id));
                }),
            ],
        };
    }

    private static ExchangeQuestion WithRows(ExchangeQuestion question, XElement item, XElement interaction, QtiText text)
    {
        XElement[] sets = [.. SetsOf(interaction)];
        Dictionary<string, string> Texts(int set) => set >= sets.Length
            ? []
            : sets[set].Elements().DistinctBy(choice => choice.Attribute("identifier")?.Value ?? "", StringComparer.Ordinal)
                .ToDictionary(choice => choice.Attribute("identifier")?.Value ?? "", text.Of, StringComparer.Ordinal);
        var (rows, choices) = (Texts(0), Texts(1));
        var pairs = CorrectOf(item, interaction).Select(value => value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(pair => pair.Length == 2 && rows.ContainsKey(pair[0]) && choices.ContainsKey(pair[1])).ToArray();
        var matched = pairs.Select(pair => pair[1]).ToHashSet(StringComparer.Ordinal);
        return question with
        {
            Kind = QuestionKind.Matching,
            Pairs = [.. pairs.Select(pair => new ExchangePair(rows[pair[0]], choices[pair[1]]))],
            Spare = [.. choices.Where(choice => !matched.Contains(choice.Key)).Select(choice => choice.Value)],
        };
    }

    private static IEnumerable<string> CorrectOf(XElement item, XElement interaction) => item.Elements()
        .Where(element => element.Name.LocalName == "qti-response-declaration" && element.Attribute("identifier")?.Value == interaction.Attribute("response-identifier")?.Value)
        .SelectMany(element => element.Descendants())
        .Where(element => element.Name.LocalName == "qti-correct-response")
        .SelectMany(element => element.Elements())
        .Select(value => value.Value.Trim());

    private string StimulusOf(string path, XElement item, QtiText text)
    {
        var hrefs = item.Elements().Where(element => element.Name.LocalName == "qti-assessment-stimulus-ref").Select(reference => reference.Attribute("href")?.Value.Trim() ?? "");
        return string.Join('\n', hrefs.Select(href => Stimulus(Held(Resolved(path, href)), text)).Where(one => one.Length > 0));
    }

    private string Stimulus(string path, QtiText text)
    {
        if (!_stimuli.TryGetValue(path, out var known))
        {
            _stimuli[path] = known = zip.Read(path) is { } bytes && SafeXml.Read($"{file}/{path}", bytes, findings) is { } document
                ? text.Of(document.Root!.Descendants().FirstOrDefault(element => element.Name.LocalName == "qti-stimulus-body"))
                : "";
        }

        return known!;
    }

    // Addresses in a manifest are written as those of the web: a blank is %20.
    private string Held(string path) => zip.Names.Contains(path) ? path : Uri.UnescapeDataString(path);

    // A way that leads out of the archive leads to nothing in it.
    private static string Resolved(string from, string href)
    {
        var parts = from.Split('/')[..^1].ToList();
        foreach (var part in href.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
