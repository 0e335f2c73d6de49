using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.LoadTests.Fuzzing;

/// <summary>One hostile text, and what the application does with such a text.</summary>
/// <param name="Kind">Which entry point reads it.</param>
internal sealed record FuzzCase(string Kind, string Path, string Text)
{
    public static FuzzCase Make(ulong seed, long number)
    {
        var random = StableRandom.For(seed, $"case {number}");
        var kind = random.Below(10);
        var document = kind >= 6 ? Mutation.Document(random) : default;
        return kind switch
        {
            0 or 1 => new("template", "", Mutation.Template(random)),
            2 or 3 => new("markdown", "", Mutation.Markdown(random)),
            4 or 5 => new("yaml", "", Mutation.Yaml(random)),
            _ => new("compile", document.Key, document.Value),
        };
    }

    /// <summary>Does what pages and commands do. Whatever it throws is a find.</summary>
    /// <returns>True where the text passed the check and was rendered.</returns>
    public bool Run() => Kind switch
    {
        "template" => RunTemplate(),
        "markdown" => RunMarkdown(),
        "yaml" => RunYaml(),
        _ => RunCompile(),
    };

    private bool RunTemplate()
    {
        var text = new LiquidText(LocalizedText.Same(Text));
        var values = new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = new string('w', 300), ["g"] = "f", ["a"] = "b" };
        return text.Render("kk", values).Length <= ContentLimits.LongestRendering && text.Errors() is null;
    }

    private bool RunMarkdown()
    {
        var html = SafeMarkdown.ToHtml(Text);
        return html.Contains("<script", StringComparison.OrdinalIgnoreCase)
            ? throw new InvalidOperationException("A script went through.")
            : LessonFields.Parse(Text).Body.Length > 0 && SafeMarkdown.Fault(Text) is null;
    }

    private bool RunYaml()
    {
        var paths = YamlEdit.Paths(Text);
        var outline = DocumentOutline.Of(Text);
        for (var line = 1; line < 40; line++)
        {
            _ = outline.PathAt(line);
        }

        if (paths.Count == 0)
        {
            return false;
        }

        var path = paths[^1];
        return YamlEdit.Get(YamlEdit.Set(Text, [new(path, "«new: \"text\"»")]), path) is null ? throw new InvalidOperationException($"What was put at '{path}' cannot be read back.") : true;
    }

    private bool RunCompile()
    {
        var documents = ShippedContent.Documents.With([new(Path, Text)]);
        _ = EditionCompiler.Sketch(documents);
        var compilation = EditionCompiler.Compile(documents, ShippedContent.Edition);
        if (compilation.Edition is not { } edition)
        {
            return compilation.Findings.Count > 0 ? false : throw new InvalidOperationException("Neither an edition nor a finding.");
        }

        // What passed the check can be asked.
        var bank = edition.ItemsOn(new DateOnly(2026, 1, 15));
        foreach (var item in ItemRun.From(bank, 1).Take(60))
        {
            foreach (var language in Languages.All)
            {
                _ = bank.Render(item, language);
                _ = bank.Explain(item, [item.Options[0].Id], language);
            }
        }

        return true;
    }
}
