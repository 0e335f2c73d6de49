using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>Replaces the key that signs checkpoints.</summary>
public sealed class CheckpointKeyRotation(CheckpointKeys keys, LearningStore store) : SigningKeyRotation(keys, store, before => new CheckpointKeyReplaced(before));
