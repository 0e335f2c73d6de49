using System.Text.Json;

namespace KnbTraining.Learning.Organisation;

/// <summary>A filter of the list of people that somebody keeps by name. Nobody else sees it.</summary>
public sealed class PeopleView
{
    public const int LongestName = 100;

    private PeopleView()
    {
    }

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The <see cref="PeopleFilter"/> as JSON.</summary>
    public string Asked { get; private set; } = "";

    public PeopleFilter Filter => JsonSerializer.Deserialize<PeopleFilter>(Asked) ?? new PeopleFilter();

    internal static PeopleView Create(Guid ownerId, string name, PeopleFilter filter) =>
        new() { Id = Guid.CreateVersion7(), OwnerId = ownerId, Name = name.Trim(), Asked = JsonSerializer.Serialize(filter) };
}
