namespace KnbTraining.LoadTests.Circuits;

/// <summary>Something that a learner can do to a question, and what should then be chosen.</summary>
/// <param name="Chosen">The codes of the controls that are then chosen, sorted.</param>
internal sealed record Choice(ulong Handler, string Value, string Chosen);

/// <summary>A question as its page shows it: what is chosen, and what could be.</summary>
internal sealed class QuestionOnScreen
{
    private readonly List<RenderedElement> _controls;
    private readonly ulong _handler;

    private QuestionOnScreen(List<RenderedElement> controls, ulong handler)
    {
        _controls = controls;
        _handler = handler;
        Chosen = Join(controls.Where(IsChosen).Select(Code));
    }

    /// <summary>The codes of the chosen controls, sorted; empty where nothing is chosen.</summary>
    public string Chosen { get; }

    /// <summary>The question that a batch brings; null where it brings none.</summary>
    public static QuestionOnScreen? Find(RenderedBatch batch)
    {
        var at = batch.Elements.ToList().FindIndex(element => element.Name == "fieldset" && element.Value("class") == "question");
        if (at < 0)
        {
            return null;
        }

        var controls = new List<RenderedElement>();
        var boxes = 0;
        foreach (var element in batch.Elements.Skip(at + 1))
        {
            if (element is { Name: "input" } && element.Value("name") == "answer")
            {
                controls.Add(element.Value("type") == "checkbox" ? Numbered(element, boxes++) : element);
            }
            else if (element is { Name: "option" } && element.Value("value") is { } code && !code.EndsWith(':'))
            {
                controls.Add(element);
            }
        }

        return new QuestionOnScreen(controls, batch.Elements[at].Handler("oninput"));
    }

    /// <summary>Takes in the handlers that boxes get whenever the page draws them again; everything else keeps its own.</summary>
    public void Renew(RenderedBatch batch)
    {
        if (batch.NewInputHandlers.Count != _controls.Count || !_controls.TrueForAll(IsBox))
        {
            return;
        }

        for (var i = 0; i < _controls.Count; i++)
        {
            var attributes = _controls[i].Attributes.ToDictionary();
            attributes["oninput"] = new RenderedAttribute(null, batch.NewInputHandlers[i]);
            _controls[i] = _controls[i] with { Attributes = attributes };
        }
    }

    /// <summary>Everything that changes what is chosen.</summary>
    public IReadOnlyList<Choice> Choices() => [.. _controls.Where(control => IsBox(control) || !IsChosen(control)).Select(Of)];

    private Choice Of(RenderedElement control)
    {
        var code = Code(control);
        if (IsBox(control))
        {
            var ticked = _controls.Where(IsChosen).Select(Code).ToHashSet(StringComparer.Ordinal);
            _ = ticked.Remove(code) || ticked.Add(code);
            return new Choice(control.Handler("oninput"), "true", Join(ticked));
        }

        var row = code.Split(':') is [var first, _] ? $"{first}:" : null;
        var others = row is null ? [] : _controls.Where(IsChosen).Select(Code).Where(other => !other.StartsWith(row, StringComparison.Ordinal));
        return new Choice(_handler, code, Join(others.Append(code)));
    }

    private static RenderedElement Numbered(RenderedElement box, int number)
    {
        var attributes = box.Attributes.ToDictionary();
        attributes["value"] = new RenderedAttribute(number.ToString(System.Globalization.CultureInfo.InvariantCulture), 0);
        return box with { Attributes = attributes };
    }

    private static bool IsBox(RenderedElement control) => control.Value("type") == "checkbox";

    private static bool IsChosen(RenderedElement control) => control.Has("checked") || control.Has("selected");

    private static string Code(RenderedElement control) => control.Value("value")!;

    private static string Join(IEnumerable<string> codes) => string.Join(' ', codes.Order(StringComparer.Ordinal));
}
