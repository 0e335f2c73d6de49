using System.Runtime.InteropServices;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>What fixes every line up to a number.</summary>
/// <param name="Size">How many lines there were, from 0. It is the number of the last of them, as lines are numbered from 1.</param>
/// <param name="Root">The root of the tree over them (RFC 6962, section 2.1).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreeHead(long Size, Digest Root);
