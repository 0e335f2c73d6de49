namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>Something that can be chosen by search.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Detail">What tells it from others of its name; null where the title says enough.</param>
/// <param name="Address">Where it can be looked at; null where nowhere.</param>
public sealed record PickChoice(string Id, string Title, string? Detail = null, string? Address = null)
{
    /// <summary>What it is found by besides title and detail, for example its words in other languages.</summary>
    public string Words { get; init; } = "";
}
