using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>A head of the ledger that came back from outside, from a file, a QR code or the paper register.</summary>
public sealed class OutsideHead
{
    private OutsideHead()
    {
    }

    public long Size { get; private set; }

    public byte[] Root { get; private set; } = [];

    /// <summary>The signed note; null where only the lines were typed from paper.</summary>
    public string? Note { get; private set; }

    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>Who brought it; null where the command line did.</summary>
    public Guid? SeenById { get; private set; }

    /// <summary>A row that somebody changed into nonsense is a head that fits nothing.</summary>
    public TreeHead Head => new(Math.Max(0, Size), Root.Length == Digest.Length ? new Digest(Root) : default);

    internal static OutsideHead Of(TreeHead head, SignedNote? note, Actor actor, DateTimeOffset at) =>
        new() { Size = head.Size, Root = head.Root.ToArray(), Note = note?.ToString(), SeenAt = at, SeenById = actor.PersonId };

    /// <summary>The signature came later than the lines typed from paper.</summary>
    internal void Sign(SignedNote note) => Note = note.ToString();
}
