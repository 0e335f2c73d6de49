namespace KnbTraining.Web.Features.Record;

public sealed class RecordTexts;
