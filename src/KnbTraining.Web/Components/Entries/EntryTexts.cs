namespace KnbTraining.Web.Components.Entries;

/// <summary>Marks the words for entries of the ledger.</summary>
public sealed class EntryTexts;
