namespace KnbTraining.Web.Features.Audit;

/// <summary>Marks the texts about checkpoints of the ledger.</summary>
public sealed class CheckpointTexts;
