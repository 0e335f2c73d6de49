using KnbTraining.Content.Documents;
using KnbTraining.Learning.Names;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>Chosen things of a known set.</summary>
public sealed partial class PickList
{
    // More than a screen of hits says only that more words are needed.
    private const int Most = 8;

    private string? _search;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public string SearchLabel { get; set; } = "";

    [Parameter]
    public string? Hint { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<string> Chosen { get; set; } = [];

    [Parameter]
    public EventCallback<IReadOnlyList<string>> ChosenChanged { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<PickChoice> Known { get; set; } = [];

    [Parameter]
    public bool Ordered { get; set; }

    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Findings of the list as a whole.</summary>
    [Parameter]
    public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>Findings of one chosen thing, by its place.</summary>
    [Parameter]
    public Func<int, IReadOnlyList<Finding>> FindingsAt { get; set; } = _ => [];

    /// <summary>Shown in the row of a chosen thing.</summary>
    [Parameter]
    public RenderFragment<string>? Beside { get; set; }

    /// <summary>Shown below a chosen thing.</summary>
    [Parameter]
    public RenderFragment<string>? Below { get; set; }

    private PickChoice[] Found => string.IsNullOrWhiteSpace(_search) ? []
        : [.. Known.Where(choice => !Chosen.Contains(choice.Id) && NameFold.Holds($"{choice.Title}\n{choice.Detail}\n{choice.Words}\n{choice.Id}", NameFold.Words(_search)))];

    // What the content does not know is shown by its id: it must not be lost by opening the page.
    private PickChoice Find(string id) => Known.FirstOrDefault(choice => choice.Id == id) ?? new PickChoice(id, id);

    private Task AddAsync(string id)
    {
        // The second of two quick presses chooses nothing.
        if (Chosen.Contains(id, StringComparer.Ordinal))
        {
            return Task.CompletedTask;
        }

        // Nothing else was meant by these words.
        if (Found.All(choice => choice.Id == id))
        {
            _search = "";
        }

        return ChosenChanged.InvokeAsync([.. Chosen, id]);
    }

    private Task MoveAsync(int from, int by)
    {
        var moved = Chosen.ToList();
        if (Math.Max(from, from + by) >= moved.Count || Math.Min(from, from + by) < 0)
        {
            return Task.CompletedTask;
        }

        (moved[from], moved[from + by]) = (moved[from + by], moved[from]);
        return ChosenChanged.InvokeAsync(moved);
    }
}
