using System.Runtime.InteropServices;

namespace KnbTraining.Learning.Attempts;

/// <summary>A step as a page sends it.</summary>
/// <param name="Id">Made once for each step by whoever sends it: sending it again stores nothing and is answered alike.</param>
/// <param name="Claim">The claim under which the page works; null where no page does, and so nobody can have taken over.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SentStep(Guid Id, Guid? Claim = null)
{
    public static implicit operator SentStep(Guid id) => new(id);
}
