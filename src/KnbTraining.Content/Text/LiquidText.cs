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
    private string? _errors;

    public LiquidText(LocalizedText text)
    {
        Text = text;
        foreach (var language in Languages.All)
        {
            if (!Parser.TryParse(text[language], out var template, out var error))
            {
                _errors ??= $"({language}) {error.ReplaceLineEndings(" ")}";
            }

            _templates[language] = template;
            if (template is not null && !text[language].Contains("{{", StringComparison.Ordinal) && !text[language].Contains("{%", StringComparison.Ordinal))
            {
                _withoutPlaceholders[language] = Folded(text[language]);
            }
        }
    }

    public LocalizedText Text { get; }

    /// <summary>Why the first faulty language cannot be parsed; null where all can.</summary>
    public string? Errors() => _errors;

    /// <summary>The text with its placeholders filled. Unknown names give nothing; white space is folded.</summary>
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

        return Folded(template.Render(context));
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { MaxSteps = 2000, MaxRecursion = 8 };
        options.Filters.AddFilter("pick", (input, arguments, _) =>
            ValueTask.FromResult<FluidValue>(new StringValue(arguments.At(input.ToStringValue() == "f" ? 1 : 0).ToStringValue())));
        return options;
    }
}
