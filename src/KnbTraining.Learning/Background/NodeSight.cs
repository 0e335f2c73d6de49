namespace KnbTraining.Learning.Background;

/// <summary>A node over a server that is working, or that went without a word: one that ends in order takes its row away.</summary>
public sealed class NodeSight
{
    private NodeSight()
    {
    }

    /// <summary>The name of the node, drawn at its start.</summary>
    public string Node { get; private set; } = "";

    /// <summary>The name of its machine, for people.</summary>
    public string Machine { get; private set; } = "";

    /// <summary>Its last sign of life, by its own clock.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public static NodeSight Create(string node, string machine) => new() { Node = node, Machine = machine };

    public void See(DateTimeOffset now) => SeenAt = now;
}
