namespace KnbTraining.Web.Features.Audit;

/// <summary>Marks the texts of the audit log.</summary>
public sealed class AuditTexts;
