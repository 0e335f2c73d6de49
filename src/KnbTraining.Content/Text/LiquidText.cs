using System.Globalization;
using Fluid;
using Fluid.Values;

namespace KnbTraining.Content.Text;

/// <summary>A localised text with Liquid placeholders, parsed once.</summary>
public sealed class LiquidText
{
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = MakeOptions();
    private readonly Dictionary<string, IFluidTemplate?> _templates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _withoutPlaceholders = new(StringComparer.Ordinal);
    private FindingSentence? _errors;

    public LiquidText(LocalizedText text)
    {
        Text = text;
        foreach (var language in Languages.All)
        {
            IFluidTemplate? template = null;
            var fault = TemplateGuard.Fault(language, text[language]);
            if (fault is null && !Parser.TryParse(text[language], out template, out var error))
            {
                fault = FindingSentence.Of($"The template cannot be read: ({language}) {error.ReplaceLineEndings(" ")}");
            }

            _errors ??= fault;

            _templates[language] = template;
            if (template is not null && !text[language].Contains("{{", StringComparison.Ordinal) && !text[language].Contains("{%", StringComparison.Ordinal))
            {
                _withoutPlaceholders[language] = Folded(text[language]);
            }
        }
    }

    public LocalizedText Text { get; }

    /// <summary>Why the first faulty language cannot be parsed; null where all can.</summary>
    public FindingSentence? Errors() => _errors;

    /// <summary>
    /// The text with its placeholders filled, at most <see cref="ContentLimits.LongestRendering"/> characters. Unknown names
    /// give nothing; white space is folded.
    /// </summary>
    public string Render(string language, IReadOnlyDictionary<string, object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (_withoutPlaceholders.TryGetValue(language, out var fixedText))
        {
            return fixedText;
        }

        if (_templates[language] is not { } template)
        {
            return Text[language];
        }

        var context = new TemplateContext(Options) { CultureInfo = CultureInfo.InvariantCulture };
        foreach (var (name, value) in values)
        {
            context.SetValue(name, value);
        }

        // What the template can become is bounded before this line: by its tags and by the longest value.
        var text = template.Render(context);
        return Folded(text.Length <= ContentLimits.LongestRendering ? text : text[..ContentLimits.LongestRendering]);
    }

    // Nearly every text is folded as it comes: taking it apart and putting it together again cost more than rendering it.
    private static string Folded(string text) => IsFolded(text) ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsFolded(string text)
    {
        var afterSpace = true;
        foreach (var character in text)
        {
            var isSpace = char.IsWhiteSpace(character);
            if (isSpace && (afterSpace || character != ' '))
            {
                return false;
            }

            afterSpace = isSpace;
        }

        return !afterSpace || text.Length == 0;
    }

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { MaxSteps = ContentLimits.MostSteps, MaxRecursion = ContentLimits.DeepestCondition + 2 };
        options.Filters.AddFilter("pick", (input, arguments, _) =>
            ValueTask.FromResult<FluidValue>(new StringValue(arguments.At(input.ToStringValue() == "f" ? 1 : 0).ToStringValue())));
        return options;
    }
}
